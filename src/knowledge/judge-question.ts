import { type AnalysedQuestion, matchesExpectation } from './analyse-question.ts'
import type { AnswerType } from './answer-types.ts'
import { missesDeed, missesRole } from './asked-deed.ts'
import type { Quote } from './choose-quotes.ts'
import { gateWeights } from './gate-weights.ts'
import type { Evidence, JudgedCandidate } from './judge-candidate.ts'
import { describePassage } from './knowledge-passage.ts'
import type { WordNearness } from './measure-nearness.ts'
import { normaliseText } from './normalise-text.ts'
import { liesOutside } from './outside-standards.ts'

/** What decides whether the documents answer at all; most entries lie between 0 and 1. */
export interface GateFeatures {
  cosine: number
  textCosine: number
  /** The nearest text of the few that were read closely, alone or under its heading. */
  nearestText: number
  nearestPlaced: number
  lexical: number
  coverage: number
  ownCoverage: number
  /** 1 where a quotation holds something of the shape asked for. */
  shape: number
  /** 1 where the best passage does. */
  bestShape: number
  /** How far the best stands out from the fourth to ninth. */
  margin: number
  /** Whether the best speaks of the day, the house and the kind of quantity that the question takes as given. */
  facts: number
  untranslated: number
  nounLowest: number
  /** The unmet share of the content words, where "is there …?" asks for a thing. */
  thingUnmet: number
  /** The same where "may I …?" asks for leave. */
  leaveUnmet: number
  /** 1 where a thing is asked for by "is there …?" of which no document speaks. */
  unheardThing: number
  /** How far off the word is that says what is asked about. */
  headUnmet: number
  /** Long questions tell a story, of which no passage speaks in whole. */
  contentLength: number
  asksClock: number
  asksDuration: number
  asksPlace: number
  /** 1 where the question asks for what standards do not settle: what will be, what was, whom to choose. */
  outside: number
}

export interface GateInput {
  analysed: AnalysedQuestion
  /** Best first. */
  judged: JudgedCandidate[]
  quotes: Quote[]
  untranslated: number
  /** The question as asked, where it was translated. */
  original: string | undefined
  nearness: WordNearness
}

/** "Is there …?": a thing that no document names is hardly answered by one. "May I …?" names things in its own words. */
const asksForThing = /有没有|有.{0,12}[吗么]|\bhave\b|\bhas\b|is there|are there/i
const asksForWhat = /有没有|有.{0,12}[吗么]|没$|\bhave\b|is there|are there|do you/i
const asksForLeave = /能|可以|can /i
const nothing: Evidence = {
  cosine: 0,
  textCosine: 0,
  placedCosine: 0,
  lexical: 0,
  coverage: 0,
  ownCoverage: 0,
  shape: 0,
  unheard: 0,
  time: 0,
  facts: 0,
}

/** Gathers what speaks for an answer being there. */
export function measureGate(input: GateInput): GateFeatures {
  const { analysed, judged, quotes, untranslated, original, nearness } = input
  const [best] = judged
  const { cosine, textCosine, lexical, coverage, ownCoverage, unheard, facts } = best?.evidence ?? nothing
  const asked = original ?? analysed.normalised
  const asks = (type: AnswerType) => (analysed.expects.includes(type) ? 1 : 0)
  return {
    cosine,
    textCosine,
    ...measureNearest(judged),
    lexical,
    coverage,
    ownCoverage,
    shape: quotes.some(quote => fitsShape(analysed, quote)) ? 1 : 0,
    bestShape: best && matchesExpectation(analysed, normaliseText(best.passage.text)) ? 1 : 0,
    margin: measureMargin(judged),
    facts,
    untranslated,
    nounLowest: nearness.nounLowest,
    thingUnmet: asksForWhat.test(asked) ? 1 - nearness.share : 0,
    leaveUnmet: asksForLeave.test(asked) && analysed.expects.length === 0 ? 1 - nearness.share : 0,
    unheardThing: asksForThing.test(asked) ? unheard : 0,
    headUnmet: 1 - nearness.focusLowest,
    contentLength: Math.min(1, analysed.contentWords.length / manyWords),
    asksClock: asks('clock'),
    asksDuration: asks('duration'),
    asksPlace: asks('place'),
    outside: quotes.every(({ passage }) => liesOutside(asked, normaliseText(describePassage(passage))))
      ? 1
      : 0,
  }
}

const manyWords = 10

function measureNearest(judged: JudgedCandidate[]): Pick<GateFeatures, 'nearestText' | 'nearestPlaced'> {
  const nearestText = Math.max(0, ...judged.map(({ evidence }) => evidence.textCosine))
  const nearestPlaced = Math.max(nearestText, ...judged.map(({ evidence }) => evidence.placedCosine))
  return { nearestText, nearestPlaced }
}

function fitsShape(analysed: AnalysedQuestion, { passage, text }: Quote): boolean {
  const said = normaliseText(`${passage.heading}｜${text}`)
  const { normalised, expects } = analysed
  if (expects.includes('money') && missesDeed(normalised, said)) return false
  return !missesRole(normalised, said) && matchesExpectation(analysed, normaliseText(text))
}

/** A library of three passages has no fourth to stand out from. */
const marginOfFew = 0.35

function measureMargin(judged: JudgedCandidate[]): number {
  const [best] = judged
  const rest = judged.slice(3, 9)
  if (!best) return 0
  if (rest.length === 0) return marginOfFew
  const average = rest.reduce((sum, candidate) => sum + candidate.fit, 0) / rest.length
  return Math.min(1, (best.fit - average) * 2)
}

/** Nothing of the kind asked for is there, or standards do not settle such things: no likeness makes up for it. */
export function isRuledOut({ shape, outside }: GateFeatures): boolean {
  return shape === 0 || outside === 1
}

/** The probability, in the sense of the tuning set, that the best candidate answers the question. */
export function estimateAnswered(features: GateFeatures, hasVectors: boolean): number {
  const weights = hasVectors ? gateWeights.withVectors : gateWeights.wordsOnly
  let sum = weights.bias
  for (const name of Object.keys(features) as (keyof GateFeatures)[])
    sum += features[name] * (weights[name] ?? 0)
  return 1 / (1 + Math.exp(-sum))
}
