import { type AnalysedQuestion, matchesExpectation } from './analyse-question.ts'
import type { AnswerType } from './answer-types.ts'
import { missesDeed, missesRole } from './asked-deed.ts'
import type { Quote } from './choose-quotes.ts'
import { gateWeights } from './gate-weights.ts'
import type { Evidence, JudgedCandidate, QuestionWords } from './judge-candidate.ts'
import { describePassage } from './knowledge-passage.ts'
import type { WordNearness } from './measure-nearness.ts'
import { normaliseText } from './normalise-text.ts'
import { liesOutside } from './outside-standards.ts'

/** What decides whether the documents answer at all. Every entry lies between 0 and 1, but `margin` may fall below. */
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
  /** How rare the rarest word is that the best passage does not hold. */
  unsaid: number
  /** Share of the content words that the best passage meets, by meaning. */
  wordShare: number
  /** The unmet share, where "is there …?" asks for a thing. */
  thingUnmet: number
  /** The unmet share, where "may I …?" asks for leave. */
  leaveUnmet: number
  /** How far off the word is that says what is asked about, where a number, a name or a person is wanted. */
  focusUnmet: number
  /** 1 where a thing is asked for by "is there …?" of which no document speaks. */
  unheardThing: number
  /** How far off the word is that says what is asked about, whatever is wanted. */
  headUnmet: number
  /** 1 where no document speaks of that word. */
  headUnheard: number
  /** 1 where an answer of some shape is wanted. */
  expecting: number
  /** 1 where the question asks for what standards do not settle: what will be, what was, whom to choose. */
  outside: number
  /** 1 where the question was put into Chinese word by word: everything measures lower then. */
  translated: number
  facts: number
  time: number
  contentLength: number
  maxText: number
  marginCos: number
  marginText: number
  marginLex: number
  marginCov: number
  spread: number
  marginFar: number
  placedCosine: number
  maxPlaced: number
  topShape: number
  asksMoney: number
  asksClock: number
  asksDuration: number
  asksPlace: number
  asksPhone: number
  asksWho: number
  asksCount: number
  asksNothing: number
  nounUnheard: number
}

export interface GateInput {
  analysed: AnalysedQuestion
  /** Best first. */
  judged: JudgedCandidate[]
  quotes: Quote[]
  untranslated: number
  /** The question as asked, where it was translated. */
  original: string | undefined
  words: QuestionWords
  nearness: WordNearness
}

/** "Is there …?": a thing that no document names is hardly answered by one. "May I …?" names things in its own words. */
const asksForThing = /有没有|有.{0,12}[吗么]|\bhave\b|\bhas\b|is there|are there/i
const asksForWhat = /有没有|有.{0,12}[吗么]|没$|\bhave\b|is there|are there|do you/i
const asksForLeave = /能|可以|can /i
const focusTypes = new Set<AnswerType>(['count', 'people', 'person', 'name', 'year'])
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
  const { cosine, textCosine, lexical, coverage, ownCoverage, unheard } = judged[0]?.evidence ?? nothing
  const asked = original ?? analysed.normalised
  return {
    cosine,
    textCosine,
    lexical,
    coverage,
    ownCoverage,
    shape: quotes.some(quote => fitsShape(analysed, quote)) ? 1 : 0,
    margin: measureMargin(judged),
    untranslated,
    nounLowest: nearness.nounLowest,
    nounAverage: nearness.nounAverage,
    unsaid: measureUnsaid(input),
    wordShare: nearness.share,
    thingUnmet: asksForWhat.test(asked) ? 1 - nearness.share : 0,
    leaveUnmet: asksForLeave.test(asked) && analysed.expects.length === 0 ? 1 - nearness.share : 0,
    focusUnmet: analysed.expects.some(type => focusTypes.has(type)) ? 1 - nearness.focusLowest : 0,
    unheardThing: asksForThing.test(asked) ? unheard : 0,
    headUnmet: 1 - nearness.focusLowest,
    headUnheard: nearness.focusUnheard,
    expecting: analysed.expects.length > 0 ? 1 : 0,
    outside: quotes.every(({ passage }) => liesOutside(asked, normaliseText(describePassage(passage))))
      ? 1
      : 0,
    translated: original === undefined ? 0 : 1,
    facts: judged[0]?.evidence.facts ?? 0,
    time: judged[0]?.evidence.time ?? 0,
    contentLength: Math.min(1, analysed.contentWords.length / 10),
    maxText: Math.max(0, ...judged.map(j => j.evidence.textCosine)),
    marginCos: gap(
      judged.map(j => j.evidence.cosine),
      3,
      9,
    ),
    marginText: gap(
      judged.slice(0, 6).map(j => Math.max(j.evidence.textCosine, j.evidence.placedCosine)),
      2,
      6,
    ),
    marginLex: gap(
      judged.map(j => j.evidence.lexical),
      3,
      9,
    ),
    marginCov: gap(
      judged.map(j => j.evidence.coverage),
      3,
      9,
    ),
    marginFar: gap(
      judged.map(j => j.fit),
      9,
      16,
    ),
    spread: gap(
      judged.map(j => j.fit),
      1,
      3,
    ),
    placedCosine: (judged[0]?.evidence ?? nothing).placedCosine,
    maxPlaced: Math.max(0, ...judged.map(j => Math.max(j.evidence.placedCosine, j.evidence.textCosine))),
    topShape: judged[0] && matchesExpectation(analysed, normaliseText(judged[0].passage.text)) ? 1 : 0,
    asksMoney: has(analysed, 'money'),
    asksClock: has(analysed, 'clock'),
    asksDuration: has(analysed, 'duration'),
    asksPlace: has(analysed, 'place'),
    asksPhone: has(analysed, 'phone'),
    asksWho: has(analysed, 'person', 'name'),
    asksCount: has(analysed, 'count', 'people'),
    asksNothing: analysed.expects.length === 0 ? 1 : 0,
    nounUnheard: nearness.nounUnheard,
  }
}

function gap(values: number[], from: number, to: number): number {
  const best = Math.max(0, ...values)
  const rest = values.toSorted((a, b) => b - a).slice(from, to)
  return rest.length === 0 ? 0.15 : best - rest.reduce((a, b) => a + b, 0) / rest.length
}

const has = (analysed: AnalysedQuestion, ...types: AnswerType[]) =>
  analysed.expects.some(t => types.includes(t)) ? 1 : 0

function fitsShape(analysed: AnalysedQuestion, { passage, text }: Quote): boolean {
  const said = normaliseText(`${passage.heading}｜${text}`)
  const { normalised, expects } = analysed
  if (expects.includes('money') && missesDeed(normalised, said)) return false
  return !missesRole(normalised, said) && matchesExpectation(analysed, normaliseText(text))
}

/** Weights of words go up to five. */
const greatestWeight = 5

function measureUnsaid({ words: { words }, judged: [best] }: GateInput): number {
  if (!best) return 1
  const body = normaliseText(describePassage(best.passage))
  const unsaid = words.filter(({ alternatives }) => !alternatives.some(word => body.includes(word)))
  return Math.max(0, ...unsaid.map(({ weight }) => weight)) / greatestWeight
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
