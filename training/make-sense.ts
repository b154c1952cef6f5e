import { mkdirSync, writeFileSync } from 'node:fs'
import { allSigns } from '../src/dialog/understand/read-signs.ts'
import type { Embedder } from '../src/knowledge/embedder.ts'
import { allMoodSigns } from '../src/sentiment/read-mood-signs.ts'
import { maskNumbers } from '../src/shared/mask-numbers.ts'
import {
  type Features,
  readJoint,
  readNgrams,
  type SenseHead,
  type SenseHeader,
  senseHeads,
} from '../src/shared/sense-model.ts'
import { likeliest } from '../src/shared/sentence-sense.ts'
import { trainNaiveBayes } from './naive-bayes.ts'
import type { TalkRow } from './talk-rows.ts'
import { type HeadRow, type Sizes, type TrainedHead, trainHead } from './train-heads.ts'

const buckets = 1 << 14
const signs = [...allSigns, ...allMoodSigns]
const signIds = new Map(signs.map((name, id) => [name, id]))

interface PreparedRow {
  row: TalkRow
  features: Features
  moodFeatures: Features
}

/** Gives the rows with all that the heads read. */
async function prepare(rows: readonly TalkRow[], embedder: Embedder): Promise<PreparedRow[]> {
  const texts = [...new Set(rows.map(row => maskNumbers(row.text)))]
  const made = await embedder.embed(texts)
  const vectors = new Map(texts.map((text, index) => [text, made[index]]))
  return rows.map(row => {
    const vector = vectors.get(maskNumbers(row.text))
    const ngrams = readNgrams(row.text, buckets)
    const make = (names: string[]): Features => ({
      ngrams,
      signs: names.flatMap(name => signIds.get(name) ?? []),
      ...(vector ? { vector } : {}),
    })
    return { row, features: make(row.signs), moodFeatures: make(row.moodSigns) }
  })
}

const moodHeads = new Set<SenseHead>(['sentiment', 'emotion', 'service'])
const featuresOf = (row: PreparedRow, head: SenseHead) =>
  moodHeads.has(head) ? row.moodFeatures : row.features

const ofHead = (rows: readonly PreparedRow[], head: SenseHead): HeadRow[] =>
  rows.flatMap(prepared => {
    const label = prepared.row.labels[head]
    return label ? [{ ...featuresOf(prepared, head), label, weight: prepared.row.weight }] : []
  })

const sizesOf = (embedder: Embedder): Sizes => ({
  dimensions: embedder.dimensions,
  buckets,
  signs: signs.length,
})

type Heads = Record<SenseHead, TrainedHead>

function trainAll(rows: readonly PreparedRow[], sizes: Sizes, withVector: boolean): Heads {
  return Object.fromEntries(
    senseHeads.map(head => [head, trainHead(ofHead(rows, head), sizes, withVector)]),
  ) as Heads
}

/** Trains the heads and writes them to `models/sense` with their card; `folder` and `without` serve measuring. */
export async function makeSense(
  embedder: Embedder,
  rows: readonly TalkRow[],
  { folder = new URL('../models/sense/', import.meta.url), without = '' } = {},
): Promise<void> {
  const prepared = await prepare(rows, embedder)
  const sizes = sizesOf(embedder)
  const kept = prepared.filter(({ row }) => row.writer !== without)
  const whole = trainAll(kept, sizes, true)
  const plain = trainAll(kept, sizes, false)
  const models = (heads: Heads) =>
    Object.fromEntries(senseHeads.map(head => [head, heads[head].model])) as SenseHeader['whole']
  const header: SenseHeader = {
    embedder: embedder.name,
    dimensions: embedder.dimensions,
    buckets,
    signs,
    whole: models(whole),
    plain: models(plain),
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL('model.json', folder), `${JSON.stringify(header)}\n`)
  const bytes = (head: TrainedHead) =>
    [head.vector, head.ngrams, head.signs].map(block => Buffer.from(block.buffer))
  const blocks = [whole, plain].flatMap(heads => senseHeads.flatMap(head => bytes(heads[head])))
  writeFileSync(new URL('weights.bin', folder), Buffer.concat(blocks))
  if (without === '') writeFileSync(new URL('card.md', folder), writeCard(prepared, sizes, embedder))
}

/** Figures by leaving out one writer after the other: nothing that a writer wrote was seen in training. */
function measureWriter(prepared: readonly PreparedRow[], writer: string, sizes: Sizes): string[] {
  const seen = prepared.filter(({ row }) => row.writer !== writer)
  const unseen = prepared.filter(({ row }) => row.writer === writer && row.isOwn)
  return senseHeads.map(head => {
    const tests = unseen.filter(({ row }) => row.labels[head])
    const share = (judge: (row: PreparedRow) => string) =>
      `${((tests.filter(row => judge(row) === row.row.labels[head]).length / Math.max(1, tests.length)) * 100).toFixed(1)} %`
    const rows = ofHead(seen, head)
    const joint = trainHead(rows, sizes, true)
    const words = trainHead(rows, sizes, false)
    const texts = seen.flatMap(({ row }) => {
      const label = row.labels[head]
      return label ? [{ text: row.text, label }] : []
    })
    const bayes = trainNaiveBayes(texts, joint.model.labels)
    const line = `${head} (${tests.length} unseen messages): ${share(row => likeliest(readJoint(head, featuresOf(row, head), { whole: joint.read, plain: words.read })).label)}; without the embedder ${share(row => likeliest(words.read(featuresOf(row, head))).label)}; naive Bayes on n-grams of the same rows ${share(({ row }) => bayes(row.text))}`
    console.log(`sense without ${writer}: ${line}`)
    return `  - ${line}.`
  })
}

function writeCard(prepared: readonly PreparedRow[], sizes: Sizes, embedder: Embedder): string {
  const writers = [...new Set(prepared.map(({ row }) => row.writer))]
  const counts = writers.map(
    writer => `${writer} ${prepared.filter(({ row }) => row.writer === writer).length}`,
  )
  const figures = ['writer-4', 'writer-5', 'writer-7'].flatMap(writer => [
    `- Trained without ${writer}, measured on what ${writer} wrote:`,
    ...measureWriter(prepared, writer, sizes),
  ])
  return `# sense

What a message does (move), kind, category and priority of its matter, sentiment, emotion, and discontent with the service.

- Form: one linear layer a head over ${sizes.dimensions} dimensions of ${embedder.name}, ${sizes.buckets} buckets of hashed character 1- to 4-grams, and ${sizes.signs} signs that the rules find (cues, word lists, place, length, whether a ticket is open); 8-bit weights. A second set of heads reads words and signs alone, for an installation without the embedder; moods are the average of both. Houses and digits are masked for words and vector alike.
- Data (rows; a message may stand in two situations): ${counts.join(', ')}. The writers of training/corpus/writer-*.jsonl wrote blind to each other, to the rules and to every test set; "older" is spoken.txt and mood.txt.
${figures.join('\n')}
- One label counts as right although people would often accept two (a calm report is neutral or negative; a fault may be a repair or a complaint), so the figures are strict.
- Made by \`npm run train\` (deterministic on one kind of processor; another may round the vectors differently).
`
}
