import type { Button } from '../messaging/message.ts'
import type { Language } from '../shared/vocabulary.ts'

/** What a button of a notice or activity, or a fixed word, asks for; the dialog passes it on without reading it. */
export interface Errand {
  value: string
  conversationId: string
  contactId: string
  communityId: string | undefined
  language: Language
  /** The resident is in the middle of a complaint: nothing is offered. */
  isComplaining: boolean
}

export interface ErrandAnswer {
  /** Empty: nothing is said. */
  text: string
  buttons?: Button[][]
}

const errandButton = /^(activity|menu|notices):\w+(:\w+){0,2}$/u
const fixedWords: readonly [RegExp, string][] = [
  [/^\s*(退订通知|取消订阅通知|stop notices)[\s。.!！]*$/iu, 'notices:stop'],
  [/^\s*(恢复通知|resume notices)[\s。.!！]*$/iu, 'notices:resume'],
  [/^\s*(社区活动|活动报名|有什么活动|activities)[\s。.!！?？]*$/iu, 'activity:list'],
  [/^\s*(服务菜单|增值服务|有偿服务|service menu)[\s。.!！?？]*$/iu, 'menu:list'],
  [/^\s*(业主)?沟通日(结果|答复|公示)[\s。.!！?？]*$/u, 'owner-day:results'],
  [/^\s*owners['’]? day results[\s.!?]*$/iu, 'owner-day:results'],
  [/^\s*(取消|停止|不要)生日祝福[\s。.!！]*$/u, 'birthday:stop'],
  [/^\s*no birthday greetings?[\s.!]*$/iu, 'birthday:stop'],
  [/^\s*(生日祝福|birthday greetings?)[\s。.!！?？]*$/iu, 'birthday:how'],
]
/** Only what looks like a day: other words about birthdays are a talk. */
const birthday =
  /^\s*(?:生日祝福|birthday(?: greeting)?)\s*[:：]?\s*((?:农历|阴历|lunar)?\s*[\d正冬腊一二三四五六七八九十]{1,3}\s*[-/.月].{1,8})$/iu
const ownerQuestion = /^\s*(?:沟通日提问|业主沟通日|owners['’]? day)\s*[:：]\s*(.{2,500})$/isu

/** Reads an errand from a message, or undefined. */
export function readErrand(message: { text: string; button?: string }): string | undefined {
  if (message.button !== undefined) return errandButton.test(message.button) ? message.button : undefined
  const question = ownerQuestion.exec(message.text)?.[1]
  if (question) return `owner-day:ask:${question.trim()}`
  const fixed = fixedWords.find(([pattern]) => pattern.test(message.text))?.[1]
  if (fixed) return fixed
  const day = birthday.exec(message.text)?.[1]
  return day && `birthday:keep:${day.trim()}`
}
