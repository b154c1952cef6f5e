// Fits the gate that decides whether the documents answer, and tells for each set how a gate does that was fitted on the others.
//   npx tsx training/fit-gate.ts
// Prints the weights for src/knowledge/gate-weights.ts.
import { type Finding, findAnswer } from '../src/knowledge/answer-question.ts'
import { cacheEmbedder } from '../src/knowledge/cache-embedder.ts'
import { composeAnswer } from '../src/knowledge/compose-answer.ts'
import type { Embedder } from '../src/knowledge/embedder.ts'
import { answeredThreshold } from '../src/knowledge/gate-weights.ts'
import { type GateFeatures, isRuledOut } from '../src/knowledge/judge-question.ts'
import { createBuiltinEmbedder } from '../src/llm/builtin-embedder.ts'
import {
  embedPassages,
  holds,
  isRight,
  type QuestionRow,
  readFolderPassages,
  readQuestions,
} from '../tests/support/knowledge-questions.ts'

const fixtures = 'tests/fixtures/knowledge'
const sets = {
  demo: 'knowledge-base',
  unfamiliar: '',
  second: '',
  third: '',
  blind: '',
  fourth: '',
  sealed: '',
  fifth: '',
  sixth: '',
  seventh: '',
}
/** A question whose answering passages were taken away: a likely refusal, but something left may answer it still. */
const removedWeight = 0.3
const ridge = 10
const rounds = 800
const threshold = Math.log(answeredThreshold / (1 - answeredThreshold))

interface Sample {
  set: string
  features: GateFeatures
  isRight: boolean
  isUnanswerable: boolean
  weight: number
}
interface Fit {
  names: (keyof GateFeatures)[]
  weights: number[]
  bias: number
}

const withVectors: (keyof GateFeatures)[] = [
  'cosine',
  'textCosine',
  'nearestText',
  'nearestPlaced',
  'coverage',
  'ownCoverage',
  'bestShape',
  'margin',
  'facts',
  'nounLowest',
  'thingUnmet',
  'leaveUnmet',
  'unheardThing',
  'headUnmet',
  'contentLength',
  'asksClock',
  'asksDuration',
  'asksPlace',
]
const wordsOnly: (keyof GateFeatures)[] = [
  'lexical',
  'coverage',
  'ownCoverage',
  'bestShape',
  'margin',
  'facts',
  'untranslated',
  'unheardThing',
  'contentLength',
  'asksClock',
  'asksDuration',
  'asksPlace',
]

async function collect(embedder: Embedder | undefined): Promise<Sample[]> {
  const samples: Sample[] = []
  for (const [set, folder] of Object.entries(sets)) {
    const rows = await readQuestions(`${fixtures}/${set}.questions.jsonl`)
    const passages = await readFolderPassages(folder || `${fixtures}/${set}`)
    const library = await embedPassages(passages, embedder)
    for (const row of rows) {
      samples.push(toSample(set, row, await ask(library, row)))
      if (row.unanswerable) continue
      const wanted = [...row.answer_all, ...row.answer_any]
      const left = passages.filter(({ text }) => !wanted.some(answer => holds(text, answer)))
      if (left.length === passages.length || left.length < passages.length / 2) continue
      const finding = await ask(await embedPassages(left, embedder), row)
      samples.push({
        ...toSample(set, row, finding),
        isRight: false,
        isUnanswerable: true,
        weight: removedWeight,
      })
    }
  }
  return samples
}

type Library = Awaited<ReturnType<typeof embedPassages>>

function ask(library: Library, row: QuestionRow): Promise<Finding> {
  const question = { text: row.q, language: row.lang, now: new Date('2026-11-23T04:00:00Z'), earlier: [] }
  return findAnswer(library, question, row.q)
}

function toSample(set: string, row: QuestionRow, { quotes, features }: Finding): Sample {
  const right = isRight(row, { kind: 'answered', ...composeAnswer(quotes, 'zh-CN') })
  return {
    set,
    features,
    isRight: right && !row.unanswerable,
    isUnanswerable: row.unanswerable,
    weight: 1,
  }
}

/** Ridge logistic regression by gradient descent with momentum over standardised features. */
function fitWeights(samples: Sample[], names: (keyof GateFeatures)[]): Fit {
  const columns = names.map(name => samples.map(({ features }) => features[name]))
  const means = columns.map(averageOf)
  const spreads = columns.map(
    (column, at) => Math.sqrt(averageOf(column.map(x => (x - (means[at] ?? 0)) ** 2))) || 1,
  )
  const rows = samples.map(({ features }) =>
    names.map((name, at) => (features[name] - (means[at] ?? 0)) / (spreads[at] ?? 1)),
  )
  const state = names.map(() => ({ weight: 0, speed: 0 }))
  const bias = { weight: 0, speed: 0 }
  for (let round = 0; round < rounds; round++) {
    const errors = rows.map((row, at) => errorOf(row, samples[at], { state, bias: bias.weight }))
    for (const [i, slot] of state.entries()) {
      const slope = rows.reduce(
        (sum, row, at) => sum + (errors[at] ?? 0) * (row[i] ?? 0),
        ridge * slot.weight,
      )
      step(slot, slope, samples.length)
    }
    step(
      bias,
      errors.reduce((sum, error) => sum + error, 0),
      samples.length,
    )
  }
  const weights = state.map(({ weight }, i) => weight / (spreads[i] ?? 1))
  return {
    names,
    weights,
    bias: bias.weight - weights.reduce((sum, weight, i) => sum + weight * (means[i] ?? 0), 0),
  }
}

function errorOf(
  row: number[],
  sample: Sample | undefined,
  { state, bias }: { state: { weight: number }[]; bias: number },
): number {
  const sum = row.reduce((total, value, i) => total + value * (state[i]?.weight ?? 0), bias)
  return (1 / (1 + Math.exp(-sum)) - (sample?.isRight ? 1 : 0)) * (sample?.weight ?? 0)
}

function step(slot: { weight: number; speed: number }, slope: number, count: number): void {
  slot.speed = 0.9 * slot.speed - (0.5 * slope) / count
  slot.weight += slot.speed
}

function averageOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1)
}

function score({ names, weights, bias }: Fit, { features }: Sample): number {
  return names.reduce((sum, name, i) => sum + features[name] * (weights[i] ?? 0), bias)
}

interface Tally {
  answered: number
  answerable: number
  refused: number
  unanswerable: number
}

/** How a gate fitted on the other sets does on one. */
function tryOn(held: string, samples: Sample[], names: (keyof GateFeatures)[]): Tally {
  const gate = fitWeights(
    samples.filter(({ set, features }) => set !== held && !isRuledOut(features)),
    names,
  )
  const passes = (sample: Sample) => !isRuledOut(sample.features) && score(gate, sample) >= threshold
  const real = samples.filter(({ set, weight }) => set === held && weight === 1)
  const answerable = real.filter(sample => !sample.isUnanswerable)
  const unanswerable = real.filter(sample => sample.isUnanswerable)
  return {
    answered: answerable.filter(sample => sample.isRight && passes(sample)).length,
    answerable: answerable.length,
    refused: unanswerable.filter(sample => !passes(sample)).length,
    unanswerable: unanswerable.length,
  }
}

const percent = (part: number, whole = 1) => `${((100 * part) / whole).toFixed(1)} %`

function report(name: string, samples: Sample[], names: (keyof GateFeatures)[]): void {
  process.stdout.write(`${name}\n`)
  const tallies = Object.keys(sets).map(held => ({ held, ...tryOn(held, samples, names) }))
  for (const { held, ...tally } of tallies) {
    process.stdout.write(
      `  ${held}, not fitted on: answered ${tally.answered}/${tally.answerable}, refused ${tally.refused}/${tally.unanswerable}\n`,
    )
  }
  const answered = tallies.map(tally => tally.answered / tally.answerable)
  const refused = tallies.map(tally => tally.refused / tally.unanswerable)
  process.stdout.write(
    `  mean of the sets: answered ${percent(averageOf(answered))}, refused ${percent(averageOf(refused))}\n` +
      `  worst set: answered ${percent(Math.min(...answered))}, refused ${percent(Math.min(...refused))}\n`,
  )
  const sum = (pick: (tally: Tally) => number) => tallies.reduce((total, tally) => total + pick(tally), 0)
  process.stdout.write(
    `  together: answered ${percent(
      sum(tally => tally.answered),
      sum(tally => tally.answerable),
    )}, refused ${percent(
      sum(tally => tally.refused),
      sum(tally => tally.unanswerable),
    )}\n`,
  )
  const final = fitWeights(
    samples.filter(({ features }) => !isRuledOut(features)),
    names,
  )
  const lines = final.names.map((feature, i) => `    ${feature}: ${(final.weights[i] ?? 0).toFixed(2)},`)
  process.stdout.write(`    bias: ${final.bias.toFixed(2)},\n${lines.join('\n')}\n`)
}

const embedder = await createBuiltinEmbedder()
if (embedder) report('with vectors', await collect(cacheEmbedder(embedder)), withVectors)
report('words alone', await collect(undefined), wordsOnly)
process.exit(0)
