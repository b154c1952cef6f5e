import type { Language } from '../../shared/vocabulary.ts'

export interface MannersRequest {
  language: Language
  /** The order the model was given; no stretch of it may come back. */
  order: string
  sources: string[]
}

const leakedCharacters = { 'zh-CN': 8, en: 32 }
const maxCharacters = { 'zh-CN': 300, en: 700 }
const roleBreaks =
  /system prompt|系统提示|提示词|作为一个?(?:大型)?(?:人工智能|AI|语言)|language model|语言模型|大模型|openai|chatgpt|developer mode|开发者模式|越狱|jailbreak|\bDAN\b|as an ai\b|我(?:现在)?是(?:管理员|经理|开发)|i am now|忽略(?:以上|之前)|ignore (?:all|previous)|not_in_passages|passages|数据块/i
/** An answer is words; whatever it says was done, was not done by it. */
const deeds =
  /已(?:经)?(?:为|帮|给|替)?(?:您|你|业主)?(?:的)?(?:成功)?(?:登记|报修|派单|派人|安排|退款|退费|取消|撤销|关闭|转人工|转接|通知|减免|免除|赔|预约|开通|修改|删除|处理好)|\b(?:i|we)(?: have|'ve) (?:now |already |just )?(?:registered|cancell?ed|refunded|sent|dispatched|booked|waived|closed|notified|arranged|deleted|transferred)/i
const markup = /```|<\/?[a-z][^>]*>|^#{1,6} |\|\s*---|!\[|\]\(/im

/** Names what is wrong with a model's text beyond its facts: too long, another language, out of its role, markup; undefined when nothing is. */
export function findBadManners(text: string, request: MannersRequest): string | undefined {
  if (text.length > maxCharacters[request.language]) return 'too-long'
  if (markup.test(text)) return 'markup'
  if (roleBreaks.test(text)) return 'role-break'
  if (deeds.test(text)) return 'claims-a-deed'
  if (!isIn(request.language, text)) return 'other-language'
  return leaks(text, request) ? 'prompt-leak' : undefined
}

function isIn(language: Language, text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  return language === 'en' ? han <= letters * 0.3 : han >= letters * 0.3 && han > 0
}

function leaks(text: string, request: MannersRequest): boolean {
  const size = leakedCharacters[request.language]
  const said = squeeze(text)
  const order = squeeze(request.order)
  const sources = squeeze(request.sources.join('\n'))
  for (let at = 0; at + size <= said.length; at += 1) {
    const stretch = said.slice(at, at + size)
    if (order.includes(stretch) && !sources.includes(stretch)) return true
  }
  return false
}

function squeeze(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, '')
}
