import { wantsNoMore } from '../callbacks/read-no-answer.ts'
import { normaliseText } from '../shared/normalise-text.ts'

const ofQuestions = /问卷|调查|回访|survey|questionnaire|follow-?up/
const wishes = /^(?:我)?(?:希望|建议|最好|应该)/
const plainly =
  /^(?:请|麻烦|求|都|你们?|能不能|以后|[,，\s])*(?:别|不要|不许|甭|勿|停止|拒绝)(?:再|老|总|给|我们?|一直|天天|来)*(?:发|问|烦|打扰|打搅|骚扰|推送?)(?:我们?|给我们?|这些|这种|这个|东西|消息|短信|信息|了|啦|吧)*$|^(?:退订|取消订阅|勿扰|免打扰)$|^(?:please )?(?:stop|quit)(?: (?:it|this|these|those|asking|bothering|sending|messaging|texting|surveying|me|questions|messages|now|please|any ?more))*$|^(?:please )?(?:unsubscribe|opt(?:ing)? ?-?out|leave me alone)\b|^(?:please )?(?:don't|do not) (?:ask|bother|contact|send|message|text)\b.{0,20}$/
const mostLetters = 24

function stops(clause: string): boolean {
  const bare = clause.replace(/[.。!！~\s]+$/, '')
  if (plainly.test(bare)) return true
  return bare.length <= mostLetters && ofQuestions.test(bare) && !wishes.test(bare) && wantsNoMore(bare)
}

/**
 * Whether somebody who was asked for their opinion in words wants to be asked no more. `isAnswer`: an opinion is there besides.
 * 「希望少发广告」 is an opinion alone.
 */
export function stopsQuestions(words: string): { isAnswer: boolean } | undefined {
  const clauses = normaliseText(words)
    .split(/[,，。;；!！\n]+/)
    .filter(Boolean)
  if (!clauses.some(stops)) return undefined
  return { isAnswer: clauses.some(clause => clause.length >= 4 && !stops(clause) && !wantsNoMore(clause)) }
}

/** Whether the wish for peace is about messages of every kind, not only about what is asked. */
export const isAboutMessages = (said: string): boolean =>
  /消息|短信|信息|推送|广告|垃圾|通知|群发|退订|订阅|messag|\btexts?\b|texting|spam|notice|subscri/.test(said)
