import { isSaid } from './adopt-library-words.ts'
import { type AnalysedQuestion, matchesExpectation } from './analyse-question.ts'
import { findSynonyms } from './domain-synonyms.ts'
import { fitFacts, type GivenFacts, readGivenFacts } from './fit-facts.ts'
import { fitTime, readAskedTime } from './fit-time.ts'
import type { Candidate, PassageIndex } from './passage-index.ts'

/** What speaks for and against a passage as the answer to a question. */
export interface Evidence {
  cosine: number
  /** Cosine with the text alone, without headings; as `cosine` until it is measured. */
  textCosine: number
  /** Cosine with the text under its nearest heading; as `cosine` until it is measured. */
  placedCosine: number
  lexical: number
  /** Share of the question's content words, by rarity, of which the passage or its headings speak. */
  coverage: number
  /** The same for the passage's own text, without headings. */
  ownCoverage: number
  /** 1 where the text holds something of the shape asked for. */
  shape: number
  /** Share of the content words of which no passage of the whole library speaks. */
  unheard: number
  /** 1 where the text's hours hold the time asked about, -1 where they do not. */
  time: number
  /** From -1 to 1: whether the text speaks of the day, the house and the kind of quantity that the question takes as given. */
  facts: number
}

export interface JudgedCandidate extends Candidate {
  evidence: Evidence
  /** How well it answers, for ranking among the candidates of one question. */
  fit: number
}

export interface QuestionWords {
  analysed: AnalysedQuestion
  /** Minutes after midnight, where the question names a time and does not ask for hours. */
  askedTime: number | undefined
  given: GivenFacts
  /** Each content word with its synonyms and its weight. */
  words: { alternatives: string[]; weight: number; isHeard: boolean }[]
}

/** Weighs the content words of a question by how rare they are in the library. */
export function weighWords(index: PassageIndex, analysed: AnalysedQuestion): QuestionWords {
  const words = analysed.contentWords.map(word => {
    const alternatives = findSynonyms(word)
    const isHeard = alternatives.some(other => isSaid(index, other))
    return { alternatives, isHeard, weight: isHeard ? rarityOf(index, word) : unheardWeight }
  })
  const askedTime = analysed.expects.includes('clock') ? undefined : readAskedTime(analysed.normalised)
  return { analysed, words, askedTime, given: readGivenFacts(analysed.normalised) }
}

const unheardWeight = 5

function rarityOf(index: PassageIndex, word: string): number {
  return Math.min(unheardWeight, index.words.has(word) ? index.words.rarity(word) : 3)
}

/** Gathers the evidence for one candidate and its fit. */
export function judgeCandidate(
  index: PassageIndex,
  question: QuestionWords,
  candidate: Candidate,
): JudgedCandidate {
  const ownText = index.ownTextAt(candidate.position)
  const fullText = index.fullTextAt(candidate.position)
  const evidence: Evidence = {
    cosine: candidate.cosine,
    textCosine: candidate.cosine,
    placedCosine: candidate.cosine,
    lexical: candidate.lexical,
    coverage: measureCoverage(question, fullText),
    ownCoverage: measureCoverage(question, ownText),
    shape: matchesExpectation(question.analysed, ownText) ? 1 : 0,
    unheard: measureUnheard(question),
    time: question.askedTime === undefined ? 0 : fitTime(question.askedTime, ownText),
    facts: fitFacts(question.given, ownText),
  }
  return { ...candidate, evidence, fit: computeFit(evidence) }
}

/** The weights were tuned on the unfamiliar documents of the tests. */
export function computeFit(evidence: Evidence): number {
  const meaning = 0.6 * evidence.cosine + 0.4 * evidence.textCosine
  const words = 0.1 * evidence.lexical + 0.12 * evidence.coverage + 0.06 * evidence.ownCoverage
  const shape = 0.07 * evidence.shape + (evidence.time > 0 ? 0.1 : 0.05 * evidence.time)
  return meaning + words + shape + 0.06 * evidence.facts
}

/** A word counts in full when it or a synonym occurs, in part when some of its characters do. */
export function measureCoverage(question: QuestionWords, text: string): number {
  let total = 0
  let covered = 0
  for (const { alternatives, weight } of question.words) {
    total += weight
    covered += weight * coverWord(alternatives, text)
  }
  return total === 0 ? 0 : covered / total
}

function coverWord(alternatives: string[], text: string): number {
  if (alternatives.some(word => text.includes(word))) return 1
  const [word = ''] = alternatives
  const characters = [...word].filter(character => /\p{Script=Han}/u.test(character))
  if (characters.length < 2) return 0
  return (0.5 * characters.filter(character => text.includes(character)).length) / characters.length
}

function measureUnheard(question: QuestionWords): number {
  if (question.words.length === 0) return 0
  return question.words.filter(word => !word.isHeard).length / question.words.length
}
