import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { recogniseDanger, tellsOfNow } from '../src/dialog/understand/recognise-danger.ts'
import type { Embedder } from '../src/knowledge/embedder.ts'
import { type DangerHeader, dangerHeads } from '../src/shared/danger-model.ts'
import { maskNumbers } from '../src/shared/mask-numbers.ts'
import { normaliseText } from '../src/shared/normalise-text.ts'
import { readNgrams } from '../src/shared/sense-model.ts'
import { shuffle } from './random.ts'
import { type HeadRow, type TrainedHead, trainHead } from './train-heads.ts'

const buckets = 1 << 14
const folds = 5

interface DangerRow {
  kind: string
  text: string
  /** `near`: written as a danger or as a near-miss of one; `talk`: everyday messages. */
  from: 'near' | 'talk'
  features: Omit<HeadRow, 'label' | 'weight'>
}

interface WrittenLine {
  text: string
  move: string
  priority?: string
}

/**
 * Emergencies of the written talk tell no kind of danger; whoever despairs is in danger too. What is merely pressing stands so near
 * to danger that people would differ: it is neither learnt nor counted.
 */
function kindOf(line: WrittenLine): string {
  if (line.move === 'despair') return 'self-harm'
  if (line.priority === 'emergency') return 'unnamed'
  return line.priority === 'high' ? 'pressing' : 'none'
}

function readRows(): Omit<DangerRow, 'features'>[] {
  const folder = new URL('./corpus/', import.meta.url)
  const near = readFileSync(new URL('danger.txt', folder), 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => {
      const [kind = '', text = ''] = line.split('\t')
      return { kind, text, from: 'near' as const }
    })
  const writers = readdirSync(folder)
    .filter(name => name.endsWith('.jsonl'))
    .toSorted()
  const talk = writers.flatMap(file =>
    readFileSync(new URL(file, folder), 'utf8')
      .split('\n')
      .filter(line => line.trim() !== '')
      .map(line => JSON.parse(line) as WrittenLine)
      .map(line => ({ kind: kindOf(line), text: line.text, from: 'talk' as const })),
  )
  return [...near, ...talk].filter(row => row.kind !== 'pressing')
}

type Heads = Record<(typeof dangerHeads)[number], TrainedHead>

function train(rows: readonly DangerRow[], dimensions: number, withVector: boolean): Heads {
  const sizes = { dimensions, buckets, signs: 0 }
  const weigh = (row: DangerRow, label: string): HeadRow => ({
    ...row.features,
    label,
    weight: row.from === 'near' || row.kind !== 'none' ? 2 : 1,
  })
  const named = rows.filter(row => row.kind !== 'none' && row.kind !== 'unnamed')
  return {
    happens: trainHead(
      rows.map(row => weigh(row, row.kind === 'none' ? 'none' : 'danger')),
      sizes,
      withVector,
    ),
    kind: trainHead(
      named.map(row => weigh(row, row.kind)),
      sizes,
      withVector,
    ),
  }
}

interface Judged {
  row: DangerRow
  chance: number
  byRule: boolean
}

/** Each row is judged by heads that have not seen it. */
function judgeUnseen(rows: readonly DangerRow[], dimensions: number, withVector: boolean): Judged[] {
  const mixed = shuffle(rows, 5)
  return Array.from({ length: folds }, (_, fold) => fold).flatMap(fold => {
    const { happens } = train(
      mixed.filter((_, index) => index % folds !== fold),
      dimensions,
      withVector,
    )
    return mixed
      .filter((_, index) => index % folds === fold)
      .map(row => ({
        row,
        chance: tellsOfNow(row.text) ? (happens.read(row.features)['danger'] ?? 0) : 0,
        byRule: recogniseDanger(row.text) !== undefined,
      }))
  })
}

/** Of everyday messages; words alone know less and must be surer. */
const mostFalse = { whole: 0.0015, plain: 0.0005 }

/** Of sentences written to be mistaken for a danger; words alone must be surer here too. */
const mostNear = { whole: 0.04, plain: 0.02 }

/** The lowest threshold at which the heads take at most this share of everyday messages, and of near-misses for a danger. */
function chooseThreshold(judged: readonly Judged[], form: 'whole' | 'plain'): number {
  const plain = judged.filter(({ row }) => row.kind === 'none')
  const passes = (from: DangerRow['from'], most: number) => {
    const chances = plain.filter(({ row }) => row.from === from).map(({ chance }) => chance)
    return chances.toSorted((a, b) => b - a)[Math.floor(chances.length * most)] ?? 0.5
  }
  const least = Math.max(0.3, passes('talk', mostFalse[form]), passes('near', mostNear[form]))
  return Math.round(least * 1000) / 1000
}

function describe(name: string, judged: readonly Judged[], threshold: number): string {
  const share = (rows: Judged[], says: (one: Judged) => boolean) =>
    `${rows.filter(says).length} of ${rows.length}`
  const dangers = judged.filter(({ row }) => row.kind !== 'none')
  const near = judged.filter(({ row }) => row.kind === 'none' && row.from === 'near')
  const talk = judged.filter(({ row }) => row.from === 'talk' && row.kind === 'none')
  const head = ({ chance }: Judged) => chance >= threshold
  const either = (one: Judged) => head(one) || one.byRule
  return `- ${name} (threshold ${threshold}): dangers found by rules ${share(dangers, one => one.byRule)}, by the head ${share(dangers, head)}, by either ${share(dangers, either)}; near-misses taken for one by rules ${share(near, one => one.byRule)}, by either ${share(near, either)}; everyday messages taken for one by rules ${share(talk, one => one.byRule)}, by either ${share(talk, either)}.`
}

/** Trains the second voice of danger and writes it to the folder with its card. */
export async function makeDanger(
  embedder: Embedder,
  folder = new URL('../models/danger/', import.meta.url),
): Promise<void> {
  const read = readRows().map(row => ({ ...row, text: normaliseText(row.text) }))
  const vectors = await embedder.embed(read.map(row => maskNumbers(row.text)))
  const rows: DangerRow[] = read.map((row, index) => {
    const vector = vectors[index]
    return {
      ...row,
      features: { ngrams: readNgrams(row.text, buckets), signs: [], ...(vector ? { vector } : {}) },
    }
  })
  const { dimensions } = embedder
  const judged = { whole: judgeUnseen(rows, dimensions, true), plain: judgeUnseen(rows, dimensions, false) }
  const threshold = {
    whole: chooseThreshold(judged.whole, 'whole'),
    plain: chooseThreshold(judged.plain, 'plain'),
  }
  const heads = { whole: train(rows, dimensions, true), plain: train(rows, dimensions, false) }
  const models = (form: 'whole' | 'plain') =>
    Object.fromEntries(dangerHeads.map(head => [head, heads[form][head].model])) as DangerHeader['whole']
  const header: DangerHeader = {
    embedder: embedder.name,
    dimensions,
    buckets,
    threshold,
    whole: models('whole'),
    plain: models('plain'),
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL('model.json', folder), `${JSON.stringify(header)}\n`)
  const blocks = (['whole', 'plain'] as const).flatMap(form =>
    dangerHeads.flatMap(head =>
      [heads[form][head].vector, heads[form][head].ngrams].map(block => Buffer.from(block.buffer)),
    ),
  )
  writeFileSync(new URL('weights.bin', folder), Buffer.concat(blocks))
  const figures = [
    describe('with the embedder', judged.whole, threshold.whole),
    describe('words alone', judged.plain, threshold.plain),
  ]
  for (const line of figures) console.log(line)
  writeFileSync(new URL('card.md', folder), writeCard(rows, figures, embedder.name))
}

function writeCard(rows: readonly DangerRow[], figures: string[], embedder: string): string {
  const count = (test: (row: DangerRow) => boolean) => rows.filter(test).length
  return `# danger

The second voice beside the danger rules: tells a danger that is happening now from its near-misses where no rule knows the wording, and which danger it is. The rules come first and need no model; drills, stories, denials, past and supposed events are ruled out by rules before this head is asked.

- Form: two linear heads (whether, which) over ${embedder} and ${buckets} buckets of hashed character 1- to 4-grams, 8-bit weights; a second pair reads words alone.
- Data: training/corpus/danger.txt, ${count(row => row.kind !== 'none' && row.from === 'near')} dangers and ${count(row => row.kind === 'none' && row.from === 'near')} near-misses; ${count(row => row.from === 'talk' && row.kind === 'none')} everyday messages and ${count(row => row.from === 'talk' && row.kind !== 'none')} emergencies and words of despair of training/corpus/writer-*.jsonl.
- The threshold is the lowest at which the head takes at most 3 of 2,000 everyday messages (1 by words alone) and 4 of 100 near-misses (2 by words alone) for a danger.
- Figures, ${folds}-fold cross-validation (each row judged by heads that have not seen it; one author wrote all of danger.txt, so they flatter):
${figures.join('\n')}
- Made by \`npm run train\`.
`
}
