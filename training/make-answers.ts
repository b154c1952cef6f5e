import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Embedder } from '../src/knowledge/embedder.ts'
import type { AnswerHeader } from '../src/shared/answer-model.ts'
import { maskNumbers } from '../src/shared/mask-numbers.ts'
import { normaliseText } from '../src/shared/normalise-text.ts'
import { readNgrams } from '../src/shared/sense-model.ts'
import { likeliest } from '../src/shared/sentence-sense.ts'
import { shuffle } from './random.ts'
import { readWrittenRows } from './talk-rows.ts'
import { type HeadRow, trainHead } from './train-heads.ts'

const buckets = 1 << 11
const folds = 5

interface AnswerLine {
  text: string
  means: 'rating' | 'opt-out' | 'new-problem' | 'other'
  score?: number
  notFixed?: boolean
}

interface AnswerRow extends HeadRow {
  isAnswer: boolean
}

const labelOf = ({ means, score, notFixed }: AnswerLine): string =>
  means !== 'rating' ? means : notFixed ? 'unsolved' : String(score)

/** Answers, and what residents write of their own accord: nothing of it is an answer. */
function readLines(): { said: string; label: string; isAnswer: boolean }[] {
  const folder = new URL('./corpus/answers/', import.meta.url)
  const answers = readdirSync(folder)
    .toSorted()
    .flatMap(file => readFileSync(new URL(file, folder), 'utf8').trim().split('\n'))
    .map(line => JSON.parse(line) as AnswerLine)
    .map(line => ({ said: normaliseText(line.text), label: labelOf(line), isAnswer: true }))
  const talk = shuffle(
    readWrittenRows().filter(row => row.isOwn),
    21,
  )
  const reports = talk.filter(({ labels }) => labels.move === 'report').slice(0, 300)
  const asked = talk.filter(({ labels }) => labels.move === 'question' || labels.move === 'request')
  const of = (rows: typeof talk, label: string) =>
    rows.map(({ text }) => ({ said: text, label, isAnswer: false }))
  return [...answers, ...of(reports, 'new-problem'), ...of(asked.slice(0, 300), 'other')]
}

/** Trains what guesses at answers that no rule knows, and writes it to `models/answers` with its card. */
export async function makeAnswers(embedder: Embedder): Promise<void> {
  const lines = readLines()
  const vectors = await embedder.embed(lines.map(({ said }) => maskNumbers(said)))
  const rows = lines.map(({ said, label, isAnswer }, index): AnswerRow => {
    const vector = vectors[index]
    const ngrams = readNgrams(said, buckets)
    return { ngrams, signs: [], label, isAnswer, weight: isAnswer ? 1 : 0.3, ...(vector ? { vector } : {}) }
  })
  const sizes = { dimensions: embedder.dimensions, buckets, signs: 0 }
  const heads = { whole: trainHead(rows, sizes, true), plain: trainHead(rows, sizes, false) }
  const header: AnswerHeader = {
    embedder: embedder.name,
    dimensions: sizes.dimensions,
    buckets,
    whole: heads.whole.model,
    plain: heads.plain.model,
  }
  const folder = new URL('../models/answers/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL('model.json', folder), `${JSON.stringify(header)}\n`)
  const blocks = [heads.whole, heads.plain].flatMap(({ vector, ngrams }) => [vector, ngrams])
  writeFileSync(new URL('weights.bin', folder), Buffer.concat(blocks.map(block => Buffer.from(block.buffer))))
  const figures = [true, false].map(withVector => judgeUnseen(rows, sizes, withVector))
  writeFileSync(new URL('card.md', folder), writeCard(rows, figures, embedder.name))
}

/** Each answer is judged by a head that has not seen it. */
function judgeUnseen(
  rows: readonly AnswerRow[],
  sizes: Parameters<typeof trainHead>[1],
  withVector: boolean,
): string {
  const mixed = shuffle(rows, 5)
  let right = 0
  for (let fold = 0; fold < folds; fold++) {
    const { read } = trainHead(
      mixed.filter((_, index) => index % folds !== fold),
      sizes,
      withVector,
    )
    right += mixed.filter(
      (row, index) => index % folds === fold && row.isAnswer && likeliest(read(row)).label === row.label,
    ).length
  }
  const line = `${withVector ? 'with the embedder' : 'words alone'}: ${right} of ${rows.filter(({ isAnswer }) => isAnswer).length} answers as labelled`
  console.log(`answers ${line}`)
  return line
}

const writeCard = (rows: readonly AnswerRow[], figures: string[], embedder: string): string => `# answers

Guesses at an answer to "how did it go?" where the rules of src/callbacks find no word that they know: a score of 1 to 5, the fault is there still, no more questions, another trouble, or no answer at all. The rules come first; below an even chance the guess is not followed.

- Form: one linear head over ${embedder} and ${buckets} buckets of hashed character 1- to 4-grams, 8-bit weights; a second one reads words alone.
- Data: training/corpus/answers, ${rows.filter(({ isAnswer }) => isAnswer).length} answers that one author wrote; ${rows.filter(({ isAnswer }) => !isAnswer).length} reports and questions of training/corpus/writer-*.jsonl, of a third of the weight. tests/fixtures/callbacks is never learnt.
- Figures of the head alone, ${folds}-fold cross-validation (each answer judged by a head that has not seen it; one author, so they flatter): ${figures.join('; ')}.
- Made by \`npm run train -- answers\`.
`
