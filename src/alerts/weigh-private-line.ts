import { normaliseText } from '../shared/normalise-text.ts'
import { soundsDesperate } from './conversation-mood.ts'
import type { WatchedLine } from './group-window.ts'
import type { LineCue } from './line-cues.ts'

const aimed: readonly LineCue[] = ['service', 'facility', 'authority']
const protests: readonly LineCue[] = ['demand', 'authority', 'again', 'unanswered', 'sneer', 'abuse', 'delay']
const accuses = /凭(?:啥|什么)|有脸|好意思|谁信|合理吗|何用|受不了|气死/u
/** Words that ask the service for something by a fixed form: they are an order, whatever they speak of. */
const asksByForm =
  /^(?:[/#]|(?:沟通日(?:提问|结果)|业主沟通日|报名|取消报名|绑定|关联账号|菜单|人工|转人工|退订|owners['’]? day)(?:\s*[:：]|\s|$))/iu
const believedFrom = 0.6

/**
 * Gives how much a line of a private talk counts for its building and community, 0 to 1. Nobody around it protests, so it must itself
 * name the service or something of it and protest; questions, commands, despair and mere insults are matters of that talk alone.
 */
export function weighPrivateLine({ text, weight, judgement }: WatchedLine): number {
  const said = normaliseText(text)
  const has = (cue: LineCue) => judgement.cues.has(cue)
  if (weight < believedFrom || asksByForm.test(said.trim()) || soundsDesperate(text)) return 0
  if (has('praise') || has('calming') || has('joke') || has('neighbour')) return 0
  const names = aimed.some(has) || judgement.topic !== undefined
  return names && (protests.some(has) || accuses.test(said)) ? weight : 0
}
