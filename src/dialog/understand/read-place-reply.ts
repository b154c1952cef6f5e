import type { Command } from '../commands/command.ts'
import { classifyCategory } from './classify-category.ts'
import { says } from './cues.ts'
import { isFault, readMatters } from './read-matter.ts'
import { isChangeOfMind, isOwnMatter, namesHouse, plainAnswer, slotCommands } from './read-slots.ts'
import { readSmallTalk } from './read-small-talk.ts'
import type { Turn } from './turn.ts'

/** Gives what the turn answers to the question for a place, or nothing: then it is read as if nothing had been asked. */
export function readPlaceReply(turn: Turn): Command[] | undefined {
  if (isChangeOfMind(turn)) return undefined
  const another = readAnotherMatter(turn)
  if (another) return another
  if (isOwnMatter(turn) && !namesHouse(turn)) return undefined
  if (turn.place && !describesAnother(turn)) return readWithPlace(turn)
  if (turn.place) return undefined
  if (cannotSay.test(turn.said)) return [{ kind: 'confirm' }]
  if (wantsNothing(turn.said)) return [{ kind: 'cancel-ticket' }]
  return plainAnswer(turn) ?? readCorrectedMatter(turn) ?? readAside(turn) ?? readSpotInWords(turn)
}

/** 「没别的事，就随口一说」: there is nothing to be done. */
const wantsNothing = (said: string) => nothingMore.test(said) && !isFault(said) && !says(said, 'question')

const nothingMore =
  /^(?:嗯+|对|哦|啊|是)?[，, ]*(?:我)?(?:已经)?(?:没事|没什么事|没别的|啥事没有|什么事都没有|不用(?:你们)?(?:管|办|处理|登记|开单|报修|派人|来)|(?:啥|什么)都不用|不是(?:要)?报修|不报修)|随口(?:一)?(?:说|提|聊)|跟?你(?:们)?(?:唠|聊|说|摆)(?:一|两)?[句下哈]|就(?:是)?(?:聊聊|说说|唠唠|吐槽)/

const cannotSay =
  /^(我)?(也|真|就)?(不知道|不清楚|不记得|不确定|不好说|不方便(说|讲|透露)?$|不想(说|讲)|说不(清|上来)|没注意|忘了|保密|no idea|not sure|(i )?don'?t know|rather not)/

function readWithPlace(turn: Turn): Command[] {
  const slots = slotCommands(turn)
  return says(turn.said, 'status') && says(turn.said, 'question') ? [...slots, { kind: 'ask-status' }] : slots
}

/** 「还有卫生间灯也不亮，3栋1单元502」 tells the place of the first problem and a second problem. */
function readAnotherMatter(turn: Turn): Command[] | undefined {
  if (!turn.request.draft || !namesHouse(turn) || turn.corrects) return undefined
  if (!isAnotherFault(turn) || !/还有|另外|也|又|再|also|and the/.test(turn.said)) return undefined
  const opened = readMatters(turn).filter(command => command.kind === 'open-ticket')
  return opened.length > 0 ? [...slotCommands(turn), ...opened] : undefined
}

/** 「地下车库B2的灯也坏了」 is no place for the toilet at home. */
const describesAnother = (turn: Turn) =>
  turn.request.draft !== undefined && !namesHouse(turn) && !turn.corrects && isAnotherFault(turn)

function isAnotherFault({ said, request, evidence }: Turn): boolean {
  if (said.length < 6 || !isFault(said)) return false
  // 中心花园那个秋千: the garden says where, the swing says what.
  const what = said.replace(new RegExp(strongSpot, 'g'), ' ')
  const { category, score } = classifyCategory(what, evidence.category)
  return score >= 3 && category !== request.draft?.category
}

/** 「说错了，不是马桶，是洗手池堵了」 puts the problem right, not the place. */
function readCorrectedMatter(turn: Turn): Command[] | undefined {
  const { draft } = turn.request
  if (!draft || !turn.corrects || !isFault(turn.said)) return undefined
  const { category, score } = classifyCategory(turn.said, turn.evidence.category)
  if (score < 3 || category === draft.category)
    return [{ kind: 'correct-slot', slot: 'description', value: turn.raw }]
  const opened = readMatters(turn).filter(command => command.kind === 'open-ticket')
  return opened.length > 0 ? [{ kind: 'cancel-ticket' }, ...opened] : undefined
}

/** Words that are no place: thanks, praise and the like are read as such; haste and more of the story are kept. */
function readAside(turn: Turn): Command[] | undefined {
  const { said } = turn
  const talk = says(said, 'thanks') || says(said, 'apology') ? readSmallTalk(turn) : undefined
  if (talk) return talk
  if (onlyHome.test(said)) return keep(turn)
  if (namesNewSpot(turn)) return undefined
  const slots = slotCommands(turn)
  if (slots.length > 0 && !isFault(said)) return slots
  if (says(said, 'praise') && !isFault(said)) return [{ kind: 'praise', text: turn.raw }]
  if (says(said, 'status') && ofTheirOwn.test(said)) return [{ kind: 'ask-status' }]
  return isMoreOfTheStory(said) ? keep(turn) : undefined
}

const isMoreOfTheStory = (said: string) =>
  says(said, 'urge') || hurries.test(said) || says(said, 'suggestion') || isFault(said)

const ofTheirOwn = /我的|我那|我报|上次|之前|刚才|那个|那单|工单|单子|\b(my|mine|status)\b/

const keep = (turn: Turn): Command[] | undefined =>
  turn.request.draft ? [{ kind: 'add-to-ticket', note: turn.raw }] : undefined

const hurries = /^(快|赶紧|马上|急|立刻|尽快|hurry|asap)|急死|等不及/
const onlyHome = /^(就|就是|在|是|当然)*(我|自己|咱)(们)?(自己)?家(里)?(?![^,，。？?!！]*[旁边口前后对附])/

/** What is not plainly something else is taken as the place, in the resident's words. */
function readSpotInWords(turn: Turn): Command[] | undefined {
  const { said } = turn
  const slots = slotCommands(turn)
  const isSpot = namesNewSpot(turn) || weakSpot.test(said.replace(timesOfDay, ''))
  if (!isSpot && slots.length > 0) return slots
  if (says(said, 'question') && !strongSpot.test(said)) return undefined
  if (readSmallTalk(turn) || (!isSpot && said.length > 16)) return undefined
  const rest = turn.confirmation?.rest ?? ''
  const area = (rest.length >= 3 ? rest : turn.raw).trim()
  return [{ kind: 'set-slot', slot: 'place', place: { area, said: turn.raw } }, ...slots]
}

const timesOfDay = /[上下]午|晚上|早上|上班|下班|[上下](周|次|回)|以[上下前后]|之[前后]/g
/** A spot that the problem itself does not name already. */
function namesNewSpot({ said, request }: Turn): boolean {
  const spots = said.match(new RegExp(strongSpot, 'g')) ?? []
  return spots.some(spot => !request.draft?.description.includes(spot))
}

const strongSpot =
  /[东南西北]边|旁边?|边上|门口|路口|拐角|角落|对面|附近|中间|门前|楼下|楼上|楼梯|楼道|走廊|过道|大堂|大厅|车库|花园|草坪|广场|马路|围墙|树下|柱子|near|next to|behind|in front of|by the|beside|corner/
const weakSpot = /左|右|里(头|面|边)?|口|上|下|前|后|靠|那(个|块|边|里|儿|排)|最|拐|楼|那边|这边/
