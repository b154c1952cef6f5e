import type { Embedder } from '../src/knowledge/embedder.ts'
import { normaliseText } from '../src/shared/normalise-text.ts'
import { type SenseHead, senseHeads } from '../src/shared/sentence-sense.ts'
import { type MatterRow, type MoodRow, readSpokenRows } from './corpus.ts'
import { trainNaiveBayes } from './naive-bayes.ts'
import { judgeVector, trainHead, type VectorRow, writeHeads } from './train-heads.ts'
import { shuffle } from './train-softmax.ts'

/** A sentence with the labels that are known of it. */
interface SenseRow extends Partial<Record<SenseHead, string>> {
  text: string
  weight: number
}

export interface SenseSources {
  matters: readonly MatterRow[]
  moods: readonly MoodRow[]
  open: readonly MoodRow[]
  openNames: readonly string[]
}

/** Trains the heads over sentence vectors and writes them with their card. */
export async function makeSense(embedder: Embedder, sources: SenseSources): Promise<void> {
  const rows = collectRows(sources)
  const vectors = await embedder.embed(rows.map(row => row.text))
  const cut = Math.floor(rows.length * 0.9)
  const trained = senseHeads.map(head => {
    const known = rows.flatMap((row, index) => {
      const [label, vector] = [row[head], vectors[index]]
      return label && vector
        ? [{ text: row.text, label, vector, weight: row.weight, held: index >= cut }]
        : []
    })
    const [seen, unseen] = [known.filter(row => !row.held), known.filter(row => row.held)]
    const judge = trainHead(seen, embedder.dimensions)
    const bayes = trainNaiveBayes(seen, [...new Set(seen.map(row => row.label))].toSorted())
    const share = (isRight: (row: VectorRow & { text: string }) => boolean) =>
      `${((unseen.filter(isRight).length / Math.max(1, unseen.length)) * 100).toFixed(1)} %`
    const figures = `softmax ${share(row => judgeVector(judge, row.vector) === row.label)}, naive Bayes on n-grams of the same rows ${share(row => bayes(row.text) === row.label)}`
    console.log(`sense ${head}: ${known.length} rows, ${figures}`)
    return {
      head,
      model: trainHead(known, embedder.dimensions),
      line: `${head} (${known.length} rows, ${unseen.length} held out): ${figures}`,
    }
  })
  writeHeads(
    Object.fromEntries(trained.map(({ head, model }) => [head, model])) as Parameters<typeof writeHeads>[0],
    {
      embedder: embedder.name,
      dimensions: embedder.dimensions,
      card: writeCard(
        embedder,
        sources,
        trained.map(({ line }) => line),
      ),
    },
  )
}

function collectRows(sources: SenseSources): SenseRow[] {
  const spoken = readSpokenRows().map(row => ({ ...row, text: normaliseText(row.text), weight: 4 }))
  const moods = sources.moods.map(row => ({ ...row, text: normaliseText(row.text), weight: 3 }))
  const matters = shuffle(sources.matters, 31)
    .slice(0, 2_000)
    .map(({ text, category, act }) => ({ text, act, weight: 1, ...(category === '-' ? {} : { category }) }))
  const open = sources.open.map(({ text, sentiment, emotion }) => ({ text, sentiment, emotion, weight: 0.5 }))
  const first = new Map<string, SenseRow>()
  for (const row of [...spoken, ...moods, ...matters, ...open])
    if (!first.has(row.text)) first.set(row.text, row)
  return shuffle([...first.values()], 3)
}

const writeCard = (embedder: Embedder, sources: SenseSources, lines: string[]) => `# sense

Heads over the sentence vectors of the built-in embedder: the matter, what is done with it, sentiment, emotion, and discontent with the service. One voice beside the word lists and the n-gram models; without the embedder the product works without it.

- Form: one linear layer a head over ${embedder.dimensions} dimensions of ${embedder.name}, 8-bit weights.
- Data: own sentences in training/corpus/spoken.txt (weight 4) and mood.txt (weight 3); sentences generated from training/corpus/matters.txt (a sample of 2000, weight 1, matter and act only); ${sources.openNames.map(name => `${name} (mood only, weight 0.5)`).join('; ')}.
- Own split (one tenth held out at random, never trained on):
${lines.map(line => `  - ${line}.\n`).join('')}- The split is drawn from the same sentences and templates as the training rows, so the figures flatter.
- Made by \`npm run train\` (deterministic on one kind of processor; another may round the vectors differently).
`
