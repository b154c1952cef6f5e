import type { Language } from '../shared/vocabulary.ts'
import { translateQuestion } from './english-glossary.ts'
import { normaliseText } from './normalise-text.ts'
import { putPlainly } from './plain-words.ts'

/** One thing asked, ready for search in documents of one language. */
export interface PreparedQuestion {
  text: string
  language: Language
  /** Share of an English question's content words that the glossary could not put into Chinese. */
  untranslated: number
  /** The question as asked, where `text` is a translation of it. */
  original?: string
}

const asksSomething =
  /多少|几|吗|呢|什么|啥|哪|谁|怎么|咋|如何|能不能|可不可以|可以.*么|要不要|有没有|是否|行不行|会不会|最多|最长|最晚|多久|多长|多大|多高|how|what|when|where|who|which|can|do|does|is|are/
const followsUp = /^(那|那么|然后|还有|另外|要是|如果是|换成)|^(and|what about|how about|then)\b/
const maxFollowUpLength = 14

/** Adds the earlier question to one that cannot be understood alone: 「那周末呢？」 after 「健身房几点开门」. */
export function resolveFollowUp(text: string, earlier: string[]): string {
  const normalised = normaliseText(text).trim()
  if (!isFollowUp(normalised)) return text
  // 「台球呢」「斯诺克呢」 both continue the question before them.
  const last = earlier.findLast(question => !isFollowUp(normaliseText(question).trim()))
  if (last === undefined) return text
  const rest = text.trim().replace(/^(那么|那|然后|还有|另外)[，, ]?/, '')
  return `${last.replace(/[？?。]+$/, '')}，${rest}`
}

function isFollowUp(normalised: string): boolean {
  if (/^[a-z]/.test(normalised)) return followsUp.test(normalised) && normalised.length < 40
  if (normalised.length > maxFollowUpLength) return false
  return followsUp.test(normalised) || (/呢[?？]?$/.test(normalised) && normalised.length <= 9)
}

/** Splits a question that asks two things; a later part keeps the first as its topic. */
export function splitQuestion(text: string): string[] {
  const asking = listAsking(text)
  return asking.length < 2 ? [text] : asking
}

/** The clauses of a text that ask something, three at most. */
export function listAsking(text: string): string[] {
  const clauses = text
    .split(
      /[，,；;？?。！!]|(?:还有|另外|以及|顺便问下)|(?<=\s)and(?=\s+(?:how|what|when|where|who|which|do|does|is|are|can)\b)/i,
    )
    .map(part => part.trim())
    .filter(part => part.length > 1)
  return clauses.filter(part => asksSomething.test(normaliseText(putPlainly(part)))).slice(0, 3)
}

/** Gives the searches that a question needs: English ones look in English documents as they are and in Chinese ones through the glossary. */
export function prepareQuestion(text: string): PreparedQuestion[] {
  if (/\p{Script=Han}/u.test(text)) return [{ text: putPlainly(text), language: 'zh-CN', untranslated: 0 }]
  const { chinese, unknown } = translateQuestion(text)
  const known = chinese.split(/\s+/).filter(word => word !== '').length
  const untranslated = unknown.length / (known + unknown.length || 1)
  return [
    { text, language: 'en', untranslated: 0 },
    { text: [chinese, ...unknown].join(' '), language: 'zh-CN', untranslated, original: text },
  ]
}
