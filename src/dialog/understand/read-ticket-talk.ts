import type { Command } from '../commands/command.ts'
import { classifyCategory } from './classify-category.ts'
import { says } from './cues.ts'
import { isFault } from './read-matter.ts'
import { readRating } from './read-rating.ts'
import { withdraws } from './read-withdrawal.ts'
import type { Turn } from './turn.ts'
import type { KnownTicket } from './understander.ts'

const named =
  /\bll[\s-]?(\d{2,8})\b|#(\d{2,8})\b|(?:工单|单号|单子|编号|订单|报修单|ticket)(?:号)?(?:number|no\.?)?[是为:：#\s]*(?:ll)?(\d{3,8})/
const closed = new Set(['resolved', 'followed_up', 'closed'])

/** Gives the ticket number that the normalised words name, in our own spelling; nothing when they name none. */
export function readTicketNumber(said: string, tickets: readonly KnownTicket[]): string | undefined {
  const match = named.exec(said)
  const digits = match?.[1] ?? match?.[2] ?? match?.[3] ?? bareNumber(said, tickets)
  if (!digits) return undefined
  return tickets.find(ticket => ticket.number.replace(/\D/g, '') === digits)?.number ?? `LL${digits}`
}

function bareNumber(said: string, tickets: readonly KnownTicket[]): string | undefined {
  const numbers = said.match(/(?<!\d)\d{3,8}(?!\d)/g) ?? []
  return numbers.find(number => tickets.some(ticket => ticket.number.replace(/\D/g, '') === number))
}

/** Gives the commands for talk about tickets that exist, or nothing. */
export function readTicketTalk(turn: Turn): Command[] | undefined {
  const number = readTicketNumber(turn.said, turn.request.tickets)
  if (turn.request.tickets.length === 0 && !number && !turn.request.draft) return readAboutUnknown(turn)
  const ticket = number ? { ticketNumber: number } : {}
  const rated = readRated(turn, ticket)
  if (rated) return rated
  if (isCancelling(turn)) return [{ kind: 'cancel-ticket', ...ticket }]
  if (turn.request.tickets.length === 0 && !number) return undefined
  return readAboutKnown(turn, ticket)
}

/** 「投诉多久处理？」 asks what the rule is; 「我的投诉多久处理」 asks about a ticket. */
export function asksStandard(said: string): boolean {
  const isRule =
    /(投诉|报修|维修|修理|审批|办理|押金|退款|回访|发票|急修).{0,8}(多久|多长时间|几天|多少天|时限|期限)|how long (do|does|will) (it take|a |the )?.{0,20}(complaint|repair)|\bwhen (is|are) the (next|annual)\b/
  const isOwn =
    /我的|我那|我报|我投|这个|这事|这单|那个|那事|上次|刚才|刚刚|工单|单子|\b(my|mine|this|that)\b/
  return isRule.test(said) && !isOwn.test(said)
}

function readAboutKnown(turn: Turn, ticket: { ticketNumber?: string }): Command[] | undefined {
  if (isReopening(turn)) return [{ kind: 'reopen-ticket', ...ticket, reason: turn.raw }]
  if (bringsNewMatter(turn)) return undefined
  if (says(turn.said, 'addInfo')) return [{ kind: 'add-to-ticket', ...ticket, note: turn.raw }]
  if (isUrging(turn) || waitsForThem.test(turn.said))
    return withAnger(turn, { kind: 'urge-ticket', ...ticket })
  if (asksStandard(turn.said)) return undefined
  if (says(turn.said, 'status')) return [{ kind: 'ask-status', ...ticket }]
  return ticket.ticketNumber && turn.said.length <= 14 ? [{ kind: 'ask-status', ...ticket }] : undefined
}

/** Someone may ask after or rate a thing of which we hold no ticket: the flow says so. */
function readAboutUnknown(turn: Turn): Command[] | undefined {
  if (
    /(我|之前|上次|前几天|昨天).{0,8}(报|登记|提交|投诉)(修|的|过|那).{0,20}(怎么样|进度|呢|到哪|处理了|好了)/.test(
      turn.said,
    )
  )
    return [{ kind: 'ask-status' }]
  const rating = readRating(turn.said, false)
  return rating && /给|打|评/.test(turn.said) && !says(turn.said, 'fault')
    ? [{ kind: 'rate-service', score: rating, comment: turn.raw }]
    : undefined
}

function readRated(turn: Turn, ticket: { ticketNumber?: string }): Command[] | undefined {
  const done = turn.request.tickets.some(known => closed.has(known.status))
  const asked = turn.request.pending?.about === 'rating'
  const score = readRating(turn.said, asked)
  if (score === undefined || !(done || asked || /打|给|评/.test(turn.said))) return undefined
  return [{ kind: 'rate-service', score, comment: turn.raw, ...ticket }]
}

function isCancelling(turn: Turn): boolean {
  if (!withdraws(turn.said)) return false
  if (/怎么取消|如何取消|能不能取消|取消.{0,8}(月卡|自动|绑定|续费)|为什么取消|谁取消/.test(turn.said))
    return false
  if (/(投诉)?(也)?(谈|算)不上/.test(turn.said)) return false
  return !(/不用(来|修|弄|管|派)/.test(turn.said) && says(turn.said, 'justAsking'))
}

/** What is resolved, or else what was taken back last: it may be wanted after all. */
function listDone(tickets: readonly KnownTicket[]): readonly KnownTicket[] {
  const done = tickets.filter(known => closed.has(known.status))
  const [newest] = tickets
  return done.length === 0 && newest?.status === 'cancelled' ? [newest] : done
}

function isReopening(turn: Turn): boolean {
  if (!says(turn.said, 'reopen')) return false
  const done = listDone(turn.request.tickets)
  if (done.length === 0) return false
  const { category, score } = classifyCategory(turn.said, turn.evidence.category)
  return (
    score < 4 ||
    done.some(known => known.category === category) ||
    /修(完|好|过|了)|上次|没修好|老毛病|复发|白修/.test(turn.said)
  )
}

/** 「消防队来了吗？」, with something open. */
export const asksWhetherComing = (said: string): boolean => waitsForThem.test(said)
const waitsForThem =
  /^(?:那|请问)?(?:消防(?:队|员|车)?|师傅|保安|维修(?:工|师傅)?|救护车|警察|你们的?人|人|工程部)(?:到底|现在)?(?:来|到|出发)了?(?:吗|没有?|了没)[?？啊呀]*$/

function isUrging(turn: Turn): boolean {
  if (!says(turn.said, 'urge')) return false
  return !/^[^，,]{0,14}(什么时候|多久|哪天|几点)(能|会)?.{0,6}[?？]?$/.test(turn.said)
}

/** A fault of another sort than the open tickets is a new matter, however impatient it sounds. */
export function bringsNewMatter(turn: Turn): boolean {
  if (!isFault(turn.said)) return false
  const { category, score } = classifyCategory(turn.said)
  if (score < 3) return false
  const alike = turn.request.tickets.filter(known => known.category === category)
  return alike.length === 0 || isElsewhere(turn, alike)
}

/** The same trouble at a door that none of these tickets names is another matter. */
function isElsewhere(turn: Turn, tickets: KnownTicket[]): boolean {
  const { building, room } = turn.place ?? {}
  if (!building || !room) return false
  return !tickets.some(({ location }) => location.includes(`${building}栋`) && location.includes(room))
}

/** Urging for the third time brings a person in. */
export function withAnger(turn: Turn, command: Command): Command[] {
  const fedUp = says(turn.said, 'threat') ? 'threat' : says(turn.said, 'human') ? 'asked' : undefined
  if (fedUp) return [command, { kind: 'request-human', reason: fedUp }]
  return /([三四五六七八九十]|[3-9]|好几|n|多少)(次|遍|回)(了)?/.test(turn.said) &&
    /催|报|说|打|找|问/.test(turn.said)
    ? [command, { kind: 'request-human', reason: 'angry' }]
    : [command]
}
