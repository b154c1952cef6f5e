import { mkdirSync, writeFileSync } from 'node:fs'
import { decideAnswer } from '../src/callbacks/decide-answer.ts'
import { type AnswerGuess, type AnswerHeader, readGuess } from '../src/callbacks/guess-answer.ts'
import type { Embedder } from '../src/knowledge/embedder.ts'
import { normaliseText } from '../src/shared/normalise-text.ts'
import { loadSenseModel } from '../src/shared/sense-model.ts'
import { createSentenceSense } from '../src/shared/sentence-sense.ts'
import {
  type AnswerRow,
  hearSamples,
  type NoNames,
  type Prepared,
  prepareRows,
  readAnswerSamples,
} from './answer-rows.ts'
import { shuffle } from './random.ts'
import { type TrainedHead, trainHead } from './train-heads.ts'

const buckets = 1 << 13
const folds = 5
const senseHeadsRead = ['move', 'sentiment', 'emotion', 'service'] as const

/** Which chances of the sentence sense the heads read. */
function listNames(): NoNames {
  const { header } = loadSenseModel()
  const senses = senseHeadsRead.flatMap(head =>
    header.whole[head].labels.map(label => [head, label] as const),
  )
  return { buckets, senses }
}

/** Gives all that the heads learn from. */
export async function prepareAnswers(embedder: Embedder): Promise<Prepared> {
  const samples = readAnswerSamples()
  const sense = createSentenceSense(embedder, undefined, samples.length)
  await sense.prepare(samples.map(({ raw }) => normaliseText(raw)))
  return prepareRows(await hearSamples(samples, sense), sense, listNames())
}

/** A head over the rows: with the sentence vectors, or without. */
export function trainAnswers(
  prepared: Prepared,
  rows: readonly AnswerRow[],
  withVector: boolean,
): TrainedHead {
  const most = Math.max(...prepared.rows.map(({ vector }) => vector?.length ?? 0))
  const dimensions = withVector ? most : prepared.senses.length
  const cut = withVector
    ? rows
    : rows.map(row => (row.vector ? { ...row, vector: row.vector.slice(0, dimensions) } : row))
  return trainHead(cut, { dimensions, buckets, signs: prepared.signNames.length }, true)
}

/** Trains what guesses at answers, and writes it to `models/answers` with its card. */
export async function makeAnswers(embedder: Embedder): Promise<void> {
  const prepared = await prepareAnswers(embedder)
  const { signNames, senses, rows } = prepared
  const whole = trainAnswers(prepared, rows, true)
  const plain = trainAnswers(prepared, rows, false)
  const header: AnswerHeader = {
    embedder: embedder.name,
    dimensions: embedder.dimensions + senses.length,
    plainDimensions: senses.length,
    buckets,
    signs: signNames.length,
    signNames,
    senses,
    whole: whole.model,
    plain: plain.model,
  }
  const folder = new URL('../models/answers/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL('model.json', folder), `${JSON.stringify(header)}\n`)
  const blocks = [whole, plain].flatMap(({ vector, ngrams, signs }) => [vector, ngrams, signs])
  writeFileSync(new URL('weights.bin', folder), Buffer.concat(blocks.map(block => Buffer.from(block.buffer))))
  const judged = judgeUnseen(prepared)
  const figures = [measure('with the embedder', judged.whole), measure('words alone', judged.plain)]
  writeFileSync(new URL('card.md', folder), writeCard(prepared, figures, embedder.name))
}

interface Judged {
  row: AnswerRow
  guess: AnswerGuess
}

/** Each answer is judged by heads that have seen neither it nor its other readings; with its vector and without. */
function judgeUnseen(prepared: Prepared): { whole: Judged[]; plain: Judged[] } {
  const texts = shuffle([...new Set(prepared.rows.map(({ sample }) => sample))], 5)
  const foldOf = new Map(texts.map((sample, index) => [sample, index % folds]))
  const judged: { whole: Judged[]; plain: Judged[] } = { whole: [], plain: [] }
  for (let fold = 0; fold < folds; fold++) {
    const seen = prepared.rows.filter(({ sample }) => foldOf.get(sample) !== fold)
    const heads = {
      whole: trainAnswers(prepared, seen, true).read,
      plain: trainAnswers(prepared, seen, false).read,
      header: prepared,
    }
    const unseen = prepared.rows.filter(
      ({ sample, isPlain }) => foldOf.get(sample) === fold && sample.isAnswer && isPlain,
    )
    judged.whole.push(...unseen.map(row => ({ row, guess: readGuess(heads, row, true) })))
    judged.plain.push(...unseen.map(row => ({ row, guess: readGuess(heads, row, false) })))
  }
  return judged
}

function measure(name: string, list: readonly Judged[]): string[] {
  const judged = list.map(({ row, guess }) => ({
    ...{ writer: row.sample.writer, wanted: row.sample.label },
    got: decideAnswer(guess),
  }))
  return [...new Set(judged.map(({ writer }) => writer))].toSorted().map(writer => {
    const own = judged.filter(one => one.writer === writer)
    const isScore = (label: string) => /^\d$/.test(label)
    const scored = own.filter(({ wanted }) => isScore(wanted))
    const exact = scored.filter(({ wanted, got }) => wanted === got).length
    const near = scored.filter(({ wanted, got }) => Math.abs(Number(wanted) - Number(got)) <= 1).length
    const others = own.filter(({ wanted }) => !isScore(wanted))
    const right = others.filter(({ wanted, got }) => wanted === got).length
    const taken = others.filter(
      ({ wanted, got }) => wanted !== 'unsolved' && (isScore(got) || got === 'unsolved'),
    )
    const line = `${name}, ${writer}: ${exact} of ${scored.length} scores exact, ${near} within one; ${right} of ${others.length} others right, ${taken.length} taken for ratings`
    console.log(`answers ${line}`)
    return line
  })
}

function writeCard({ rows, signNames, senses }: Prepared, figures: string[][], embedder: string): string {
  const samples = [...new Set(rows.map(({ sample }) => sample))]
  const answers = samples.filter(({ isAnswer }) => isAnswer).length
  const composed = samples.filter(({ writer }) => writer === 'composed').length
  return `# answers

What an answer to "how did it go?" means: a score of 1 to 5, the fault is there still, no more questions, another trouble, or no answer at all. Plain refusals and points that are named are read by rules; all else by this head, which reads what the rules found as well. What it is taken for is what costs least on average (src/callbacks/decide-answer.ts).

- Form: one linear head over ${embedder}, ${senses.length} chances of models/sense, ${buckets} buckets of hashed character 1- to 4-grams and Latin words, and ${signNames.length} signs that the rules find; 8-bit weights. A second one reads no sentence vector; where there is one, the geometric mean of both is taken.
- Data: training/corpus/answers, ${answers} answers: first to third by one author, after whom the rules were made, so that they are learnt mostly without their signs; fourth (320 of 480 lines) by an author who saw nothing of the product; fifth by a third, who had seen the other 160 lines of the fourth's author, learnt none of them, and knew the rules. ${composed} answers put together from training/corpus/answer-parts.txt, of 0.4 of the weight, and ${samples.length - answers - composed} messages of training/corpus/writer-*.jsonl, of 0.15 to 0.6. tests/fixtures/callbacks is never learnt.
- Figures of the head alone, its matter unknown, ${folds}-fold cross-validation (each answer judged by a head that has not seen it):
${figures
  .flat()
  .map(line => `  - ${line}.`)
  .join('\n')}
- Made by \`npm run train -- answers\`, after models/sense, whose chances it reads.
`
}
