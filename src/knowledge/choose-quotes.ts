import { matchesExpectation } from './analyse-question.ts'
import { type JudgedCandidate, measureCoverage, type QuestionWords } from './judge-candidate.ts'
import type { KnowledgePassage } from './knowledge-passage.ts'
import { normaliseText } from './normalise-text.ts'

export interface Quote {
  passage: KnowledgePassage
  /** Verbatim words of the passage. */
  text: string
}

/** What all quotations of one answer may hold together. */
export const maxQuotedLength = 300
/** A passage up to this length is quoted whole; of a longer one only the sentences that answer. */
const wholeLength = 130
/** A second passage nearly as good as the first is quoted too: better two facts than the wrong one. */
const nearlyAsGood = 0.08
/** Further behind may be what holds a figure, a day or a place when that was asked for and the first holds none. */
const stillGood = 0.14
const maxQuotes = 3

/** Picks the words that answer from the candidates, best first. */
export function chooseQuotes(question: QuestionWords, judged: JudgedCandidate[]): Quote[] {
  const [best] = judged
  if (!best) return []
  const near = judged.filter(candidate => candidate === best || isNear(question, best, candidate))
  return near
    .slice(0, maxQuotes)
    .map(candidate => ({ passage: candidate.passage, text: cutQuote(question, candidate.passage) }))
}

function isNear(question: QuestionWords, best: JudgedCandidate, candidate: JudgedCandidate): boolean {
  const isOfBetterShape = candidate.evidence.shape > best.evidence.shape
  if (candidate.fit < best.fit - (isOfBetterShape ? stillGood : nearlyAsGood)) return false
  return matchesExpectation(question.analysed, normaliseText(candidate.passage.text))
}

/** The passage, or of a long one the best sentence with its neighbours as far as they fit. */
function cutQuote(question: QuestionWords, passage: KnowledgePassage): string {
  if (passage.text.length <= wholeLength) return passage.text
  const sentences = splitSentences(passage.text)
  const scores = sentences.map(sentence => scoreSentence(question, sentence))
  const best = scores.indexOf(Math.max(...scores))
  let begin = best
  let end = best + 1
  const lengthOf = (from: number, to: number) => sentences.slice(from, to).join('').length
  while (end < sentences.length && lengthOf(begin, end + 1) <= wholeLength) end++
  while (begin > 0 && lengthOf(begin - 1, end) <= wholeLength) begin--
  return sentences.slice(begin, end).join('').slice(0, maxQuotedLength)
}

function scoreSentence(question: QuestionWords, sentence: string): number {
  const text = normaliseText(sentence)
  return measureCoverage(question, text) + (matchesExpectation(question.analysed, text) ? 0.25 : 0)
}

/** Cuts after sentence ends; a point between digits or in an abbreviation ends nothing. */
export function splitSentences(text: string): string[] {
  return text.split(/(?<=[。！？；])|(?<=[.!?;])\s+(?=[A-Z0-9])/).filter(part => part.trim() !== '')
}
