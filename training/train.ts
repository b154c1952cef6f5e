import { mkdirSync, writeFileSync } from 'node:fs'
import { createBuiltinEmbedder } from '../src/llm/builtin-embedder.ts'
import { normaliseText } from '../src/shared/normalise-text.ts'
import { predictLabels, type TextModel } from '../src/shared/text-model.ts'
import { labelled, readMatterRows, readMoodRows } from './corpus.ts'
import { makeSense } from './make-sense.ts'
import { trainNaiveBayes } from './naive-bayes.ts'
import { readPublicMoods } from './public-moods.ts'
import { quantise, type Row, shuffle, trainSoftmax } from './train-softmax.ts'

interface Recipe {
  name: string
  purpose: string
  data: string[]
  rows: Row[]
  buckets: number
  epochs: number
}

/** Gives the share of rows whose label is found. */
const measure = (rows: readonly Row[], classify: (text: string) => string) =>
  rows.filter(row => classify(row.text) === row.label).length / Math.max(1, rows.length)

const best = (model: TextModel) => (text: string) => {
  const chances = predictLabels(model, text)
  return model.labels[chances.indexOf(Math.max(...chances))] ?? ''
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

const copyRows = (rows: readonly Row[]): Row[] =>
  rows.flatMap(row => Array.from({ length: row.copies ?? 1 }, () => row))

/** Trains on nine tenths to measure, then on all rows to keep. */
function make(recipe: Recipe): void {
  const labels = [...new Set(recipe.rows.map(row => row.label))].toSorted()
  const mixed = shuffle(recipe.rows, 3)
  const cut = Math.floor(mixed.length * 0.9)
  const [seen, unseen] = [copyRows(mixed.slice(0, cut)), mixed.slice(cut)]
  const settings = { buckets: recipe.buckets, epochs: recipe.epochs, rate: 0.5, decay: 1e-5 }
  const judge = best(quantise(trainSoftmax(seen, labels, settings)))
  const bayes = trainNaiveBayes(seen, labels)
  const accuracy = measure(unseen, judge)
  const baseline = measure(unseen, bayes)
  const byOrigin = [...new Set(unseen.map(row => row.origin ?? 'own sentences'))].map(origin => {
    const part = unseen.filter(row => (row.origin ?? 'own sentences') === origin)
    return `${origin} (${part.length} held out): softmax ${percent(measure(part, judge))}, naive Bayes ${percent(measure(part, bayes))}`
  })
  const model = quantise(trainSoftmax(copyRows(mixed), labels, settings))
  const { weights, ...header } = model
  const folder = new URL(`../models/${recipe.name}/`, import.meta.url)
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    new URL('model.json', folder),
    `${JSON.stringify({ ...header, bias: header.bias.map(value => Number(value.toFixed(5))) })}\n`,
  )
  writeFileSync(new URL('weights.bin', folder), weights as Int8Array)
  writeFileSync(
    new URL('card.md', folder),
    writeCard(recipe, { labels, accuracy, baseline, bytes: weights.length, byOrigin }),
  )
  console.log(
    `${recipe.name}: ${recipe.rows.length} rows, softmax ${percent(accuracy)}, naive Bayes ${percent(baseline)}`,
  )
}

interface Figures {
  labels: string[]
  accuracy: number
  baseline: number
  bytes: number
  byOrigin: string[]
}

function writeCard(recipe: Recipe, figures: Figures): string {
  return `# ${recipe.name}

${recipe.purpose}

- Form: softmax over hashed character 1- to 4-grams, ${recipe.buckets} buckets, 8-bit weights, ${Math.round(figures.bytes / 1024)} KiB.
- Labels: ${figures.labels.join(', ')}.
- Data: ${recipe.data.join('; ')}; ${recipe.rows.length} rows in all.
- Own split (one tenth held out at random, never trained on): softmax ${percent(figures.accuracy)}; naive Bayes on the same rows and n-grams ${percent(figures.baseline)}.
${figures.byOrigin.map(line => `  - ${line}.\n`).join('')}- The split is drawn from the same sentences and templates as the training rows, so the figure flatters where the data are generated; real messages score lower.
- Made by \`npm run train\` (deterministic; sets that are not in the repository are read from \`TRAINING_DATA_DIR\`).
`
}

const matters = readMatterRows()
const moods = readMoodRows()
const { sets, missing } = readPublicMoods(process.env['TRAINING_DATA_DIR'])
for (const name of missing) console.log(`skipped, not found: ${name}`)

const generated = 'sentences generated from training/corpus/matters.txt'
make({
  name: 'category',
  purpose: 'Names the category of a matter; one voice beside the word lists of the rules.',
  data: [generated],
  rows: labelled(
    matters.filter(row => row.category !== '-'),
    row => row.category,
  ),
  buckets: 1 << 15,
  epochs: 6,
})
make({
  name: 'act',
  purpose:
    'Tells a report from a request, a question, an idea, praise and talk; asked where no rule decides.',
  data: [generated],
  rows: labelled(matters, row => row.act),
  buckets: 1 << 15,
  epochs: 6,
})

const own = moods.map(row => ({ ...row, text: normaliseText(row.text) }))
const open = sets
  .flatMap(set => shuffle(set.rows, 11).slice(0, 4000))
  .map(row => ({ ...row, text: normaliseText(row.text).slice(0, 80) }))
const factual = new Set([
  'plumbing',
  'electrical',
  'elevator',
  'access',
  'leak',
  'facility',
  'pest',
  'greening',
  'other',
])
const ofStaff = new Set(['staff', 'billing', 'activity', 'cleaning'])
/** A plain report of a fault is neutral; blaming someone is not. */
const plainMatters = shuffle(matters, 21)
  .filter(row => row.category !== '-' && row.act !== 'praise')
  .slice(0, 4000)
  .map(row => {
    const blames = row.act === 'report' && !factual.has(row.category)
    const service = blames && ofStaff.has(row.category) ? 'service' : 'not'
    return {
      text: row.text,
      sentiment: blames ? 'negative' : 'neutral',
      emotion: blames ? 'angry' : 'neutral',
      service,
    }
  })
const weigh = (rows: Row[], weight: number): Row[] => rows.map(row => ({ ...row, weight }))
const repeated = (rows: Row[]): Row[] => rows.map(row => ({ ...row, copies: 6 }))
const moodData = [
  'own messages in training/corpus/mood.txt (six times, weight 2)',
  `questions and requests, ${generated}`,
  ...sets.map(set => set.name),
]
const moodRows = (label: (row: (typeof own)[number]) => string): Row[] => [
  ...weigh(repeated(labelled(own, label)), 2),
  ...labelled(plainMatters, label),
  ...labelled(open, label).map(row => ({ ...row, origin: 'public sets' })),
]
make({
  name: 'sentiment',
  purpose: 'Sentiment of one message.',
  data: moodData,
  rows: moodRows(row => row.sentiment),
  buckets: 1 << 16,
  epochs: 4,
})
make({
  name: 'emotion',
  purpose: 'Emotion of one message.',
  data: moodData,
  rows: moodRows(row => row.emotion),
  buckets: 1 << 16,
  epochs: 4,
})
make({
  name: 'service-anger',
  purpose: 'Tells discontent with the service from other talk.',
  data: moodData.slice(0, 2),
  rows: [
    ...weigh(repeated(labelled(own, row => row.service)), 2),
    ...labelled(plainMatters, row => row.service),
  ],
  buckets: 1 << 14,
  epochs: 6,
})

const embedder = await createBuiltinEmbedder(reason => console.log(`sense is not trained: ${reason}`))
if (embedder) {
  const sample = sets
    .flatMap(set => shuffle(set.rows, 13).slice(0, 400))
    .map(row => ({ ...row, text: normaliseText(row.text).slice(0, 80) }))
  await makeSense(embedder, { matters, moods, open: sample, openNames: sets.map(set => set.name) })
}
