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
import { type TrainedNet, trainNet } from './train-net.ts'

const buckets = 1 << 13
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

/** A network over the rows: with the sentence vectors, or without. */
export function trainAnswers(
  prepared: Prepared,
  rows: readonly AnswerRow[],
  withVector: boolean,
): TrainedNet {
  const most = Math.max(...prepared.rows.map(({ vector }) => vector?.length ?? 0))
  const dimensions = withVector ? most : prepared.senses.length
  const cut = withVector
    ? rows
    : rows.map(row => (row.vector ? { ...row, vector: row.vector.slice(0, dimensions) } : row))
  return trainNet(cut, { dimensions, buckets, signs: prepared.signNames.length })
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
    signNames,
    senses,
    whole: whole.model,
    plain: plain.model,
  }
  const folder = new URL('../models/answers/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL('model.json', folder), `${JSON.stringify(header)}\n`)
  const blocks = [whole, plain].flatMap(({ blocks: { vector, ngrams, signs, out } }) => [
    vector,
    ngrams,
    signs,
    out,
  ])
  writeFileSync(new URL('weights.bin', folder), Buffer.concat(blocks.map(block => Buffer.from(block.buffer))))
  const judged = judgeUnseen(prepared)
  const figures = [measure('with the embedder', judged.whole), measure('words alone', judged.plain)]
  writeFileSync(new URL('card.md', folder), writeCard(prepared, figures, embedder.name))
}

interface Judged {
  row: AnswerRow
  guess: AnswerGuess
}

/** Writers of whom nothing is learnt while the others are: of water at home, and of everything. */
const judges = ['plumbing', 'everyday']

/** Their answers, judged by networks that have seen none of them; with their vectors and without. */
function judgeUnseen(prepared: Prepared): { whole: Judged[]; plain: Judged[] } {
  const isJudge = ({ sample }: AnswerRow) => judges.includes(sample.writer)
  const seen = prepared.rows.filter(row => !isJudge(row))
  const unseen = prepared.rows.filter(row => isJudge(row) && row.isPlain)
  const nets = {
    whole: trainAnswers(prepared, seen, true).read,
    plain: trainAnswers(prepared, seen, false).read,
    header: prepared,
  }
  const judge = (hasVector: boolean) => unseen.map(row => ({ row, guess: readGuess(nets, row, hasVector) }))
  return { whole: judge(true), plain: judge(false) }
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
  const writers = new Set(samples.filter(({ isAnswer }) => isAnswer).map(({ writer }) => writer)).size
  return `# answers

What an answer to "how did it go?" means: a score of 1 to 5, the fault is there still, no more questions, another trouble, or no answer at all. Plain refusals and points that are named are read by rules; all else by this network, which reads what the rules found as well. What it is taken for is what costs least on average (src/callbacks/decide-answer.ts).

- Form: one hidden layer of rectified units over ${embedder}, ${senses.length} chances of models/sense, ${buckets} buckets of hashed character 1- to 4-grams and Latin words, and ${signNames.length} signs that the rules find; 8-bit weights. A second network reads no sentence vector, for machines without the embedder.
- Data: training/corpus/answers, ${answers} answers in everyday Chinese and English in ${writers} files (README.md there says whose). ${composed} answers put together from training/corpus/answer-parts.txt, of 0.4 of the weight, and ${samples.length - answers - composed} messages of training/corpus/writer-*.jsonl, of 0.15 to 0.6. tests/fixtures/callbacks is never learnt.
- Figures of networks that have learnt nothing of the two writers judged here, the matter unknown, points that rules read among them:
${figures
  .flat()
  .map(line => `  - ${line}.`)
  .join('\n')}
- Made by \`npm run train -- answers\`, after models/sense, whose chances it reads.
`
}
