import type { AnalysedQuestion } from './analyse-question.ts'
import { gateWeights } from './gate-weights.ts'
import type { Evidence, JudgedCandidate } from './judge-candidate.ts'
import type { NounNearness } from './measure-nearness.ts'

/** What decides whether the documents answer at all. Every entry lies between 0 and 1. */
export interface GateFeatures {
  cosine: number
  textCosine: number
  lexical: number
  coverage: number
  ownCoverage: number
  shape: number
  /** How far the best stands out from the fourth to ninth. */
  margin: number
  untranslated: number
  nounLowest: number
  nounAverage: number
  /** 1 for "is there …?", "may I …?", where a thing not named in the documents weighs more. */
  asksExistence: number
  /** 1 where a thing is asked for by "is there …?" of which no document speaks. */
  unheardThing: number
  /** 1 where the question was put into Chinese word by word: everything measures lower then. */
  translated: number
}

export interface GateInput {
  analysed: AnalysedQuestion
  /** Best first. */
  judged: JudgedCandidate[]
  untranslated: number
  /** The question as asked, where it was translated. */
  original: string | undefined
  nouns: NounNearness
}

const existence =
  /有没有|有.*[吗么不]|能不能|能.*[吗么不]|可以.*[吗么不]|会不会|\bdoes\b|is there|are there|^can /i

/** "Is there …?": a thing that no document names is hardly answered by one. "May I …?" names things in its own words. */
const asksForThing = /有没有|有.{0,12}[吗么]|\bhave\b|\bhas\b|is there|are there/i
const nothing: Evidence = {
  cosine: 0,
  textCosine: 0,
  lexical: 0,
  coverage: 0,
  ownCoverage: 0,
  shape: 0,
  unheard: 0,
  time: 0,
}

/** Gathers what speaks for an answer being there. */
export function measureGate({ analysed, judged, untranslated, original, nouns }: GateInput): GateFeatures {
  const { cosine, textCosine, lexical, coverage, ownCoverage, shape, unheard } =
    judged[0]?.evidence ?? nothing
  const asked = original ?? analysed.normalised
  return {
    cosine,
    textCosine,
    lexical,
    coverage,
    ownCoverage,
    shape,
    margin: measureMargin(judged),
    untranslated,
    nounLowest: nouns.lowest,
    nounAverage: nouns.average,
    asksExistence: existence.test(asked) ? 1 : 0,
    unheardThing: asksForThing.test(asked) ? unheard : 0,
    translated: original === undefined ? 0 : 1,
  }
}

function measureMargin(judged: JudgedCandidate[]): number {
  const [best] = judged
  const rest = judged.slice(3, 9)
  if (!best || rest.length === 0) return 0
  const average = rest.reduce((sum, candidate) => sum + candidate.fit, 0) / rest.length
  return Math.min(1, (best.fit - average) * 2)
}

/** The probability, in the sense of the tuning set, that the best candidate answers the question. */
export function estimateAnswered(features: GateFeatures, hasVectors: boolean): number {
  const weights = hasVectors ? gateWeights.withVectors : gateWeights.wordsOnly
  let sum = weights.bias
  for (const name of Object.keys(features) as (keyof GateFeatures)[])
    sum += features[name] * (weights[name] ?? 0)
  return 1 / (1 + Math.exp(-sum))
}
