import { normaliseText } from '../../shared/normalise-text.ts'
import type { Command } from '../commands/command.ts'
import { says } from './cues.ts'
import type { Act } from './judge-ticket.ts'
import { draftTicket, isFault, readAct } from './read-matter.ts'
import { readPlaceReply } from './read-place-reply.ts'
import { readRating } from './read-rating.ts'
import { isChangeOfMind, isOwnMatter, namesHouse, plainAnswer, slotCommands } from './read-slots.ts'
import { readWhichTicket } from './read-which-ticket.ts'
import { withdraws } from './read-withdrawal.ts'
import type { Turn } from './turn.ts'
import type { PendingQuestion } from './understander.ts'

/** Gives the commands by which the turn answers the question that is open, or nothing: then it is read as if nothing had been asked. */
export function readPending(turn: Turn): Command[] | undefined {
  const pending = turn.request.pending
  if (!pending) return turn.request.draft ? readSlots(turn) : undefined
  switch (pending.about) {
    case 'place':
      return readPlaceReply(turn)
    case 'appointment':
      return readAppointmentReply(turn)
    case 'what-happened':
      return readWhatHappened(turn)
    case 'which-ticket':
      return readWhichTicket(turn, pending)
    case 'confirm-cancel':
      return readYesNo(turn, /撤|取消|不用|算了|不要/)
    case 'offer':
      return readOffer(turn, pending)
    case 'rating':
      return readRatingReply(turn, pending.ticketNumber)
    case 'refused':
      return readInsisting(turn)
  }
}

function readSlots(turn: Turn): Command[] | undefined {
  const slots = slotCommands(turn)
  if (slots.length === 0 || turn.said.length > 40) return undefined
  return isOwnMatter(turn) ? undefined : slots
}

function readAppointmentReply(turn: Turn): Command[] | undefined {
  if (isChangeOfMind(turn) || says(turn.said, 'reopen')) return undefined
  const room = readCorrectedRoom(turn)
  if (room) return room
  const slots = slotCommands(turn)
  const question = readQuestionBeside(turn)
  if (question && slots.some(isTimeOrPhone)) return [...slots, question]
  if (isOwnMatter(turn)) return undefined
  if (slots.length > 0) return slots
  if (anyTime.test(turn.said))
    return [{ kind: 'set-slot', slot: 'appointment', value: turn.raw.slice(0, 100) }]
  return plainAnswer(turn)
}

const isTimeOrPhone = (command: Command) => command.kind === 'set-slot' && command.slot !== 'place'

const anyTime =
  /随(时|便)|都(行|可以|在|ok)|你们(定|安排|看)|看你们|任何时间|^(就)?(现在|马上|立刻|立即)(就)?(行|可以|来|吧|都行|有人|在家)?|(尽快|越快越好|越早越好)(吧|哈|来)?$|有人在家|家里有人|any ?time|whenever|(right )?now$|asap|as soon as/

/** 「不对，是503」 right after a ticket was opened puts the room right. */
function readCorrectedRoom({ corrects, said, raw, place }: Turn): Command[] | undefined {
  const room = /(?<![\d.a-z#])(\d{3,4})(?:室|号)?(?![\d.分元块年])/.exec(said)?.[1]
  if (!corrects || place || !room || said.length > 16) return undefined
  return [{ kind: 'correct-slot', slot: 'place', place: { room, said: raw } }]
}

/** 「明天下午吧，另外要收费吗？」: the part that asks. */
function readQuestionBeside(turn: Turn): Command | undefined {
  const part = turn.raw
    .split(/(?<=[。！!？?；;])|[，,\n]/)
    .find(words => says(words, 'priceOrRule') && says(words, 'question') && !isFault(words))
  const question = part?.replace(/^(另外|还有|对了|顺便问?(一)?下?|请问|那)[，,\s]*/, '').trim()
  return question && question.length >= 4 ? { kind: 'answer-question', question } : undefined
}

function readWhatHappened(turn: Turn): Command[] | undefined {
  const { said } = turn
  if (said.length < 3 || says(said, 'question') || turn.confirmation || withdraws(said)) return undefined
  if (says(said, 'human') || says(said, 'thanks') || says(said, 'praise')) return undefined
  const slots = slotCommands(turn)
  if (slots.length > 0 && said.length <= 24 && !isFault(said)) return slots
  return said.length < 4 && !isFault(said)
    ? undefined
    : [{ kind: 'open-ticket', draft: draftTicket(turn.raw, 'report', turn) }]
}

function readYesNo(turn: Turn, alsoYes: RegExp): Command[] | undefined {
  if (/^(别|不要|先别|不用)(撤|取消)|还是(修|来|要|留)|保留|留着/.test(turn.said)) return [{ kind: 'deny' }]
  if (/^(不|没有?|别|no|not yet)[，,。.!！\s]/.test(turn.said) && turn.said.length > 3)
    return [{ kind: 'deny' }, { kind: 'add-to-ticket', note: turn.raw }]
  if (turn.confirmation && turn.confirmation.answer === 'yes') return [{ kind: 'confirm' }]
  if (alsoYes.test(turn.said) && turn.said.length <= 12) return [{ kind: 'confirm' }]
  return turn.confirmation ? [{ kind: 'deny' }] : undefined
}

type Offer = Extract<PendingQuestion, { about: 'offer' }>

function readOffer(turn: Turn, { offer, question }: Offer): Command[] | undefined {
  if (says(turn.said, 'human') || /找人|转(过去|接)|打(给)?我|人(来)?(说|讲|回)/.test(turn.said))
    return [{ kind: 'request-human', reason: 'asked' }]
  if (says(turn.said, 'status') || says(turn.said, 'urge')) return undefined
  if (/登记|工单|报(修|一下|上去)|记(下|录|一下)|开(个)?单|ticket/.test(turn.said) && turn.said.length <= 16)
    return [{ kind: 'open-ticket', draft: draftTicket(question, 'request', turn) }]
  if (turn.confirmation?.answer === 'no') return [{ kind: 'deny' }]
  if (turn.confirmation?.rest === '' && offer === 'person-or-ticket') return [{ kind: 'confirm' }]
  return (namesHouse(turn) || turn.place?.area !== undefined || isSpot(turn.said)) &&
    turn.said.length <= 30 &&
    !isOwnMatter(turn) &&
    !says(turn.said, 'question')
    ? [
        {
          kind: 'open-ticket',
          draft: {
            place: { area: turn.raw.trim(), said: turn.raw },
            ...draftTicket(question, actOf(question, turn), turn),
            description: `${question}\n${turn.raw}`,
          },
        },
      ]
    : undefined
}

/** What was asked may have been a complaint or an idea put as a question. */
function actOf(question: string, turn: Turn): Act {
  const act = readAct(normaliseText(question), turn)
  return act === 'report' || act === 'suggestion' ? act : 'request'
}

/** 「二期地库」: words that are a spot and nothing more. */
export const isSpot = (said: string): boolean =>
  said.length <= 12 && spotAlone.test(said) && !says(said, 'question') && !isFault(said)

const spotAlone =
  /^(?:就?是?在?)?[^,，。]{0,8}(?:门口|旁边?|边上|拐角|角落|对面|楼下|楼上|楼梯间?|楼道|走廊|过道|大堂|大厅|地库|车库|停车场|花园|草坪|广场|湖边|围墙|期|区|健身房|泳池|会所|乐园|[东南西北][侧边面头])(?:那边|那里|那块)?[。,，!！]?$/

function readRatingReply(turn: Turn, ticketNumber: string): Command[] | undefined {
  if (says(turn.said, 'reopen')) return undefined
  const score = readRating(turn.said, turn.said.length <= 30)
  return score === undefined
    ? plainAnswer(turn)
    : [{ kind: 'rate-service', score, comment: turn.raw, ticketNumber }]
}

const insists =
  /(那|就|哪怕|至少|起码|给|告诉|查|发|说|总|只).{0,16}(行|给我|地址|电话|号|名|照片|就好|可以|吧|一下|姓|信息|微信|哪)|(姓|叫)什么|住?哪(一)?(户|家|栋|层|间|里)|\b(just|at least|then|only)\b.{0,40}\b(address|name|number|phone|flat|room|who)\b/

/** 「那给我个新地址也行」 after a refusal asks for the same in other words, and opens nothing. */
function readInsisting(turn: Turn): Command[] | undefined {
  if (turn.said.length > 30 || isFault(turn.said) || namesHouse(turn)) return undefined
  return insists.test(turn.said) ? [{ kind: 'cannot-handle', reason: 'privacy' }] : undefined
}
