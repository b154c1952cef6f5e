import { adoptLibraryWords } from './adopt-library-words.ts'
import { type AnalysedQuestion, analyseQuestion } from './analyse-question.ts'
import type { FoundPassage, KnowledgeAnswer, KnowledgeQuestion } from './answer.ts'
import { chooseQuotes, type Quote } from './choose-quotes.ts'
import { composeAnswer, toCitation } from './compose-answer.ts'
import type { MayShow } from './create-validity.ts'
import type { Embedder } from './embedder.ts'
import { extractIndexTerms } from './extract-terms.ts'
import { answeredThreshold } from './gate-weights.ts'
import {
  computeFit,
  type JudgedCandidate,
  judgeCandidate,
  type QuestionWords,
  weighWords,
} from './judge-candidate.ts'
import { estimateAnswered, type GateFeatures, isRuledOut, measureGate } from './judge-question.ts'
import {
  averageVectors,
  measureTextNearness,
  measureWordNearness,
  type WordNearness,
} from './measure-nearness.ts'
import { meansEstate } from './named-estate.ts'
import { toSimplifiedText } from './normalise-text.ts'
import type { PassageIndex } from './passage-index.ts'
import {
  listAsking,
  type PreparedQuestion,
  prepareQuestion,
  resolveFollowUp,
  splitQuestion,
} from './prepare-question.ts'
import { repairTypos } from './repair-typos.ts'

/** What is searched: the passages, and the model that made their vectors. */
export interface Library {
  index: PassageIndex
  embedder: Embedder | undefined
  /** Which passages hold for whom and when. */
  validity: (question: KnowledgeQuestion) => MayShow
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

/** Where the document breaks off, what it does say is told with that fact: better than the claim that it says nothing. */
const cutOffThreshold = 0.2
/** Of the word that says what is asked about, in a running notice. */
const mostHeadUnmet = 0.5
const candidateCount = 16
const closeCount = 6

/** Answers from the passages, or says that they hold no answer. */
export async function answerQuestion(
  library: Library,
  question: KnowledgeQuestion,
): Promise<KnowledgeAnswer> {
  const resolved = resolveFollowUp(question.text, question.earlier)
  const whole = await findAnswer(library, question, resolved)
  const isOfNotice = isAnswered(whole) && whole.quotes[0]?.passage.standsAlone === true
  const notice = isOfNotice ? undefined : await findInNotices(library, question, resolved)
  if (notice) {
    return { kind: 'answered', ...composeAnswer([notice], question.language) }
  }
  if (!isAnswered(whole)) return { kind: 'not-in-documents', nearest: listNearest(whole) }
  const parts = await answerParts(library, question, splitQuestion(resolved))
  if (parts === 'unfounded') return { kind: 'not-in-documents', nearest: listNearest(whole) }
  const [first, ...rest] = whole.quotes
  return {
    kind: 'answered',
    ...composeAnswer([...(first ? [first] : []), ...parts, ...rest], question.language),
  }
}

/**
 * The words of a running notice that answer one of the things asked. It says what is so today, the standing rules only
 * what is usual: among many words of a complaint those would outweigh it.
 */
async function findInNotices(
  base: Library,
  question: KnowledgeQuestion,
  text: string,
): Promise<Quote | undefined> {
  const validity: Library['validity'] = asked => {
    const holds = base.validity(asked)
    return passage => passage.standsAlone === true && holds(passage)
  }
  const notices = { ...base, validity }
  if (!base.index.passages.some(passage => passage?.standsAlone)) return undefined
  let best: Finding | undefined
  for (const part of listAsking(text)) {
    const finding = await findAnswer(notices, question, part)
    // What it is asked of has to stand in the notice: few stand beside it, so all else about it measures well.
    const isMeant = isAnswered(finding) && finding.features.headUnmet <= mostHeadUnmet
    if (isMeant && finding.confidence > (best?.confidence ?? 0)) best = finding
  }
  return best?.quotes[0]
}

/**
 * The best quotation for each of several things asked. Unfounded where the first is not in the documents and the others
 * only hang on it: 「有没有私教，多少钱」.
 */
async function answerParts(
  library: Library,
  question: KnowledgeQuestion,
  parts: string[],
): Promise<Quote[] | 'unfounded'> {
  const [topic] = parts
  if (topic === undefined || parts.length < 2) return []
  const quotes: Quote[] = []
  for (const part of parts) {
    const finding = await findAnswer(library, question, part === topic ? part : `${topic}，${part}`)
    const [quote] = finding.quotes
    if (isAnswered(finding) && quote) quotes.push(quote)
    else if (part === topic && asksExistence.test(topic) && parts.slice(1).every(hangsOnTopic)) {
      return 'unfounded'
    }
  }
  return quotes
}

const asksExistence = /有没有|有.{0,12}[吗么]|能不能|可不可以|is there|are there|\bhave\b/i

function hangsOnTopic(part: string): boolean {
  return analyseQuestion(part).contentWords.length === 0
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
  const breaksOff = finding.judged[0]?.passage.isCutOff === true
  return finding.quotes.length > 0 && finding.confidence >= (breaksOff ? cutOffThreshold : answeredThreshold)
}

async function findIn(
  library: Library,
  question: KnowledgeQuestion,
  prepared: PreparedQuestion,
): Promise<Finding> {
  const { analysed, judged: rough, words, vector } = await judge(library, question, prepared)
  const judged = await readClosely(library, vector, rough)
  const nearness = await compareWords(library, { ...words, text: prepared.text }, judged[0])
  const quotes = chooseQuotes(words, judged)
  const features = measureGate({
    analysed,
    judged,
    quotes,
    nearness,
    untranslated: prepared.untranslated,
    original: prepared.original,
  })
  const isOut = judged.length === 0 || isRuledOut(features)
  const confidence = isOut ? 0 : estimateAnswered(features, usesVectors(library))
  return { prepared, analysed, judged, features, confidence, quotes }
}

function usesVectors(library: Library): boolean {
  return library.embedder !== undefined && library.index.vectors !== undefined
}

/** Ranks the best few again by their text alone: the headings above it make neighbours alike. */
async function readClosely(
  library: Library,
  vector: Float32Array | undefined,
  rough: JudgedCandidate[],
): Promise<JudgedCandidate[]> {
  const sorted = rough.sort((one, other) => other.fit - one.fit)
  if (!library.embedder || !vector) return sorted
  const close = sorted.slice(0, closeCount)
  const nearness = await measureTextNearness(
    library.embedder,
    vector,
    close.map(({ passage }) => passage),
  )
  const reread = close.map((candidate, order) => {
    const { alone: textCosine, placed: placedCosine } = nearness[order] ?? { alone: 0, placed: 0 }
    const evidence = { ...candidate.evidence, textCosine, placedCosine }
    return { ...candidate, evidence, fit: computeFit(evidence) }
  })
  return [...reread, ...sorted.slice(closeCount)].sort((one, other) => other.fit - one.fit)
}

const allMet: WordNearness = { nounLowest: 1, share: 1, focusLowest: 1 }

async function compareWords(
  library: Library,
  asked: QuestionWords & { text: string },
  best: JudgedCandidate | undefined,
): Promise<WordNearness> {
  if (!library.embedder || !best) return allMet
  return measureWordNearness(library.embedder, asked, best)
}

/** A translation by single words loses the shape of the question: the original keeps it. */
function analysePrepared({ original }: PreparedQuestion, repaired: string): AnalysedQuestion {
  const analysed = analyseQuestion(repaired)
  if (original === undefined) return analysed
  const { expects } = analyseQuestion(original)
  return { ...analysed, expects: expects.length > 0 ? expects : analysed.expects }
}

/** The middle between the question as asked and as the library would say it. */
async function embedQuestion(library: Library, wordings: string[]): Promise<Float32Array | undefined> {
  if (!library.embedder || !usesVectors(library)) return undefined
  const vectors = await library.embedder.embed([...new Set(wordings)])
  return averageVectors(vectors)
}

async function judge(library: Library, question: KnowledgeQuestion, prepared: PreparedQuestion) {
  const repaired = repairTypos(library.index, toSimplifiedText(prepared.text))
  const analysed = analysePrepared(prepared, repaired)
  const adopted = adoptLibraryWords(library.index, repaired)
  const vector = await embedQuestion(library, [repaired, adopted])
  const holds = library.validity(question)
  const isMeant = meansEstate(library.index, analysed.normalised)
  const candidates = library.index.search({
    terms: extractIndexTerms(adopted === repaired ? adopted : `${repaired} ${adopted}`),
    vector,
    limit: candidateCount,
    mayShow: passage => passage.language === prepared.language && holds(passage) && isMeant(passage),
  })
  const words = weighWords(library.index, analysed)
  const judged = candidates.map(candidate => judgeCandidate(library.index, words, candidate))
  return { analysed, judged, words, vector }
}

function listNearest(finding: Finding) {
  return finding.judged.slice(0, 2).map(candidate => toCitation(candidate.passage))
}
