import { type AnalysedQuestion, analyseQuestion } from './analyse-question.ts'
import type { FoundPassage, KnowledgeAnswer, KnowledgeQuestion } from './answer.ts'
import { chooseQuotes, type Quote } from './choose-quotes.ts'
import { composeAnswer, toCitation } from './compose-answer.ts'
import type { Embedder } from './embedder.ts'
import { extractIndexTerms } from './extract-terms.ts'
import { gateWeights } from './gate-weights.ts'
import { type JudgedCandidate, judgeCandidate, weighWords } from './judge-candidate.ts'
import { estimateAnswered, type GateFeatures, measureGate } from './judge-question.ts'
import type { KnowledgePassage } from './knowledge-passage.ts'
import type { PassageIndex } from './passage-index.ts'
import { type PreparedQuestion, prepareQuestion, resolveFollowUp, splitQuestion } from './prepare-question.ts'

/** What is searched: the passages, and the model that made their vectors. */
export interface Library {
  index: PassageIndex
  embedder: Embedder | undefined
}

/** One thing asked, with what was found for it. */
export interface Finding {
  prepared: PreparedQuestion
  analysed: AnalysedQuestion
  judged: JudgedCandidate[]
  features: GateFeatures
  /** How sure it is that the documents answer: 0–1. */
  confidence: number
  quotes: Quote[]
}

const candidateCount = 16

/** Answers from the passages, or says that they hold no answer. */
export async function answerQuestion(
  library: Library,
  question: KnowledgeQuestion,
): Promise<KnowledgeAnswer> {
  const resolved = resolveFollowUp(question.text, question.earlier)
  const whole = await findAnswer(library, question, resolved)
  if (!isAnswered(whole)) return { kind: 'not-in-documents', nearest: listNearest(whole) }
  const quotes = [...whole.quotes]
  const parts = splitQuestion(resolved)
  for (const part of parts.length > 1 ? parts : []) {
    const finding = await findAnswer(library, question, part === parts[0] ? part : `${parts[0]}，${part}`)
    const [quote] = finding.quotes
    if (isAnswered(finding) && quote) quotes.splice(1, 0, quote)
  }
  return { kind: 'answered', ...composeAnswer(quotes, question.language) }
}

/** Gives the passages that may answer, best first, for a model to read. */
export async function searchPassages(
  library: Library,
  question: KnowledgeQuestion,
  limit: number,
): Promise<FoundPassage[]> {
  const resolved = resolveFollowUp(question.text, question.earlier)
  const found = new Map<string, FoundPassage>()
  for (const prepared of prepareQuestion(resolved)) {
    for (const candidate of (await judge(library, question, prepared)).judged) {
      const { passageId, documentTitle, clause, heading, text, language } = candidate.passage
      const score = Math.max(0, Math.min(1, candidate.score))
      found.set(passageId, { passageId, documentTitle, clause, heading, text, language, score })
    }
  }
  return [...found.values()].sort((one, other) => other.score - one.score).slice(0, limit)
}

/** The best finding over the languages searched; passages in the language of the question are preferred. */
export async function findAnswer(
  library: Library,
  question: KnowledgeQuestion,
  text: string,
): Promise<Finding> {
  const findings: Finding[] = []
  for (const prepared of prepareQuestion(text)) findings.push(await findIn(library, question, prepared))
  const [first, second] = findings
  if (!first) throw new Error('a question was prepared for no language')
  return second && !isAnswered(first) && second.confidence > first.confidence ? second : first
}

export function isAnswered(finding: Finding): boolean {
  return finding.quotes.length > 0 && finding.confidence >= gateWeights.threshold
}

async function findIn(
  library: Library,
  question: KnowledgeQuestion,
  prepared: PreparedQuestion,
): Promise<Finding> {
  const { analysed, judged, words } = await judge(library, question, prepared)
  judged.sort((one, other) => other.fit - one.fit)
  const features = measureGate({ analysed, judged, untranslated: prepared.untranslated })
  const confidence = judged.length === 0 ? 0 : estimateAnswered(features, library.index.vectors !== undefined)
  return { prepared, analysed, judged, features, confidence, quotes: chooseQuotes(words, judged) }
}

async function judge(library: Library, question: KnowledgeQuestion, prepared: PreparedQuestion) {
  const analysed = analyseQuestion(prepared.text)
  const [vector] =
    library.embedder && library.index.vectors ? await library.embedder.embed([prepared.text]) : []
  const candidates = library.index.search({
    terms: extractIndexTerms(prepared.text),
    vector,
    limit: candidateCount,
    mayShow: passage => passage.language === prepared.language && isInForce(passage, question),
  })
  const words = weighWords(library.index, analysed)
  const judged = candidates.map(candidate => judgeCandidate(library.index, words, candidate))
  return { analysed, judged, words }
}

/** A document of another community, not yet in force or out of force, is not quoted. */
function isInForce(passage: KnowledgePassage, question: KnowledgeQuestion): boolean {
  const today = question.now.toISOString().slice(0, 10)
  if (passage.communityId !== undefined && passage.communityId !== question.communityId) return false
  if (passage.effectiveOn !== undefined && passage.effectiveOn > today) return false
  return passage.expiresOn === undefined || passage.expiresOn >= today
}

function listNearest(finding: Finding) {
  return finding.judged.slice(0, 2).map(candidate => toCitation(candidate.passage))
}
