import { setTimeout as wait } from 'node:timers/promises'
import type { KnowledgeQuestion } from './answer.ts'
import { findAnswer, isAnswered, type Library } from './answer-question.ts'
import type { KnowledgePassage } from './knowledge-passage.ts'
import { segmentWords, tagNouns } from './segment-words.ts'

const maxSuggestions = 2
/** A check costs about as much as an answer: few are made, and each once. */
const maxChecked = 2
const reach = 5
const maxRemembered = 5_000
const largestWarmed = 1_000
/** In larger libraries a check is dear, and neighbours are statutes rather than services. */
const largestServed = 5_000
/** Share of the time that goes to residents meanwhile. */
const restPerWork = 4

/** What residents may ask next, after an answer: short questions about the neighbouring clauses, each proved to be answered by them. */
export interface Suggester {
  suggest(library: Library, question: KnowledgeQuestion, citedIds: readonly string[]): Promise<string[]>
  /** Proves the questions around every clause of a small library in the background, until aborted. */
  warm(library: Library, now: Date, signal: AbortSignal): Promise<void>
}

export function createSuggester(): Suggester {
  /** By passage and wording; whether the wording leads to the passage. */
  const proved = new Map<string, boolean>()
  const leadsTo = async (
    library: Library,
    question: KnowledgeQuestion,
    { passage, wording }: Suggestion,
  ): Promise<boolean> => {
    const key = `${passage.passageId} ${wording}`
    const known = proved.get(key)
    if (known !== undefined) return known
    const finding = await findAnswer(library, { ...question, text: wording, earlier: [] }, wording)
    const [first] = finding.quotes
    const leads = isAnswered(finding) && first?.passage.passageId === passage.passageId
    if (proved.size >= maxRemembered) proved.clear()
    proved.set(key, leads)
    return leads
  }
  const suggester: Suggester = {
    async suggest(library, question, citedIds) {
      if (library.index.passages.length > largestServed) return []
      const mayShow = library.validity(question)
      const suggestions = listSuggestions(library.index.passages, citedIds)
        .filter(
          ({ passage, wording }) =>
            mayShow(passage) && (question.text === '' || !question.text.includes(wording.slice(0, 4))),
        )
        .slice(0, maxChecked)
      const kept: string[] = []
      for (const suggestion of suggestions) {
        if (kept.length < maxSuggestions && (await leadsTo(library, question, suggestion)))
          kept.push(suggestion.wording)
      }
      return kept
    },
    async warm(library, now, signal) {
      const { passages } = library.index
      if (!library.embedder || passages.length > largestWarmed) return
      for (const { passageId, communityId } of [...passages]) {
        if (signal.aborted) return
        const beganMs = performance.now()
        const question = { text: '', language: 'zh-CN' as const, now, earlier: [] }
        await suggester.suggest(library, communityId ? { ...question, communityId } : question, [passageId])
        await wait((performance.now() - beganMs) * restPerWork, undefined, { signal }).catch(() => {})
      }
    },
  }
  return suggester
}

export interface Suggestion {
  passage: KnowledgePassage
  wording: string
}

/** Questions about the clauses around those cited, of the same document and section, nearest first. */
export function listSuggestions(
  passages: readonly KnowledgePassage[],
  citedIds: readonly string[],
): Suggestion[] {
  const at = passages.findIndex(({ passageId }) => passageId === citedIds[0])
  const cited = passages[at]
  if (!cited) return []
  const order = Array.from({ length: reach }, (_, step) => [at + step + 1, at - step - 1]).flat()
  const suggestions = new Map<string, Suggestion>()
  for (const position of order) {
    const passage = passages[position]
    if (!passage || citedIds.includes(passage.passageId) || !isNeighbour(cited, passage)) continue
    const wording = wordQuestion(passage)
    if (wording && !suggestions.has(wording)) suggestions.set(wording, { passage, wording })
  }
  return [...suggestions.values()]
}

function isNeighbour(one: KnowledgePassage, other: KnowledgePassage): boolean {
  return (
    one.documentTitle === other.documentTitle &&
    one.communityId === other.communityId &&
    one.heading === other.heading
  )
}

const shortest = 2
const longest = 10
/** Where the thing that a clause is about ends and what it says of it begins. */
const statement =
  /\d|[：:，,。；;（(、]|须|应|不得|不能|不可|可以?|在|为|由|提前|超过|每|限|按|的|免|收取|办理|请|禁止|仅|只|均|有(?!偿)/

/** 「图书角有什么规定？」; undefined where a clause does not begin with a thing of its own. */
export function wordQuestion({ text, language }: KnowledgePassage): string | undefined {
  if (language !== 'zh-CN') return undefined
  const end = text.search(statement)
  const topic = text.slice(0, end < 0 ? text.length : end).trim()
  if (topic.length < shortest || topic.length > longest || !/^\p{Script=Han}+$/u.test(topic)) return undefined
  if (/(?:时间|期限|时段)$/.test(topic)) return `${topic}是什么时候？`
  if (/(?:费|费用|押金|价格|标准)$/.test(topic)) return `${topic}是多少？`
  const isRow = /[：:]/.test(text[end] ?? '')
  if (!isRow && !isThing(topic)) return undefined
  return /\d\s*(?:元|块)/.test(text) ? `${topic}多少钱？` : `${topic}有什么规定？`
}

/** 「图书角」, not 「充满后」: it begins and ends with a noun. */
function isThing(topic: string): boolean {
  const words = segmentWords(topic)
  const nouns = new Set(tagNouns(topic))
  return nouns.has(words[0] ?? '') && nouns.has(words.at(-1) ?? '')
}
