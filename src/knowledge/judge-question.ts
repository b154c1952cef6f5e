import type { AnalysedQuestion } from './analyse-question.ts'
import { gateWeights } from './gate-weights.ts'
import type { JudgedCandidate } from './judge-candidate.ts'
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
}

export interface GateInput {
  analysed: AnalysedQuestion
  /** Best first. */
  judged: JudgedCandidate[]
  untranslated: number
  nouns: NounNearness
}

const existence =
  /有没有|有.*[吗么不]|能不能|能.*[吗么不]|可以.*[吗么不]|会不会|\bdoes\b|is there|are there|^can /i

/** Gathers what speaks for an answer being there. */
export function measureGate({ analysed, judged, untranslated, nouns }: GateInput): GateFeatures {
  const best = judged[0]
  const rest = judged.slice(3, 9)
  const average = rest.reduce((sum, candidate) => sum + candidate.fit, 0) / (rest.length || 1)
  const evidence = best?.evidence
  return {
    cosine: evidence?.cosine ?? 0,
    textCosine: evidence?.textCosine ?? 0,
    lexical: evidence?.lexical ?? 0,
    coverage: evidence?.coverage ?? 0,
    ownCoverage: evidence?.ownCoverage ?? 0,
    shape: evidence?.shape ?? 0,
    margin: best && rest.length > 0 ? Math.min(1, (best.fit - average) * 2) : 0,
    untranslated,
    nounLowest: nouns.lowest,
    nounAverage: nouns.average,
    asksExistence: existence.test(analysed.normalised) ? 1 : 0,
  }
}

/** The probability, in the sense of the tuning set, that the best candidate answers the question. */
export function estimateAnswered(features: GateFeatures, hasVectors: boolean): number {
  const weights = hasVectors ? gateWeights.withVectors : gateWeights.wordsOnly
  let sum = weights.bias
  for (const name of Object.keys(features) as (keyof GateFeatures)[])
    sum += features[name] * (weights[name] ?? 0)
  return 1 / (1 + Math.exp(-sum))
}
