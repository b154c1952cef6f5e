import { weighWords } from '../callbacks/weigh-words.ts'
import { requestHandover } from '../handover/request-handover.ts'
import { staffTextsFor, textsFor } from '../i18n/texts.ts'
import { postStaffNotice } from '../notices/staff-notice.ts'
import type { CallbackFacts, EventOf } from '../shared/events.ts'
import { normaliseText } from '../shared/normalise-text.ts'
import type { Work } from '../storage/work.ts'
import { actOnTicket } from '../tickets/act-on-ticket.ts'
import { raiseTicket } from '../tickets/raise-ticket.ts'
import { isOpen, type Ticket } from '../tickets/ticket.ts'
import { rateTicket } from '../tickets/ticket-store.ts'
import type { EscalationPort } from './alert-staff.ts'

type Answered = EventOf<'callback-answered'>

/** What follows from a resident's verdict: a bad one opens the work again and brings people in, praise reaches who earned it. */
export async function followAnswer(parts: EscalationPort, work: Work, event: Answered): Promise<void> {
  const { callback, score, comment } = event
  const number = callback.subject === 'ticket' ? callback.ticketNumber : null
  if (number && callback.isAsked) await keepOnTicket(work, number, event)
  const isLow = score <= 2 || event.isUnsolved
  const wasLow = event.before !== null && event.before <= 2
  if (isLow && !wasLow) await mend(parts, work, { event, number })
  if (!isLow && score >= 4 && comment !== '') await passOnPraise(work, event)
}

/** What follows from the score of one aspect: praise reaches who earned it, blame the lead. The work stays done. */
export async function followAspect(
  parts: EscalationPort,
  work: Work,
  event: EventOf<'aspect-answered'>,
): Promise<void> {
  const { callback, aspect, score, comment } = event
  if (score >= 4 && comment !== '') return await passOnPraise(work, event)
  if (score > 2) return
  const where = { number: callback.ticketNumber ?? '' }
  const ticket = (await work.tx.ticket.findUnique({ where })) as Ticket | null
  const found = ticket && (await parts.findEscalation?.(work, ticket, 1))
  // Where nobody else is on duty, it may be the one it is about.
  const lead = found === callback.staffId ? undefined : found
  const texts = staffTextsFor('zh-CN').callbacks
  await postStaffNotice(work, {
    kind: 'low-rating',
    level: 'warning',
    text: texts.lowAspect({ number: nameMatter(callback), aspect: nameAspect(aspect), score, comment }),
    ...(lead ? { toStaffId: lead } : {}),
    communityId: callback.communityId,
    ...(ticket ? { ticketNumber: ticket.number } : {}),
    conversationId: callback.askedIn,
    needsAck: true,
    data: { callbackId: callback.id, aspect },
  })
}

const nameAspect = (aspect: string): string => textsFor('zh-CN').callback.aspect[aspect] ?? aspect

/** Number of the ticket, else what it was, as staff read it. */
function nameMatter({ subject, ticketNumber }: CallbackFacts): string {
  const { callbacks: texts } = staffTextsFor('zh-CN')
  return ticketNumber ?? (subject === 'activity' ? texts.activity : texts.talk)
}

/** The ticket carries the verdict too, once. */
async function keepOnTicket(work: Work, number: string, { score, comment }: Answered): Promise<void> {
  const ticket = await work.tx.ticket.findUnique({ where: { number }, select: { rating: true } })
  if (ticket && ticket.rating !== score) await rateTicket(work, { number, score, comment })
}

async function mend(
  parts: EscalationPort,
  work: Work,
  { event, number }: { event: Answered; number: string | null },
): Promise<void> {
  const { callback, score, comment, isUnsolved, isGuess } = event
  // What a verdict merely sounds like brings people in; they open the work again themselves.
  const reopened =
    number && !isGuess && (callback.isAsked || isUnsolved) ? await reopen(work, number, comment) : undefined
  const lead = reopened && (await parts.findEscalation?.(work, reopened, 1))
  const { callbacks: texts } = staffTextsFor('zh-CN')
  const what = nameMatter(callback)
  await postStaffNotice(work, {
    kind: 'low-rating',
    level: 'warning',
    text: texts.low({ number: what, score, comment, isReopened: reopened !== undefined }),
    ...(lead ? { toStaffId: lead } : {}),
    communityId: callback.communityId,
    ...(number ? { ticketNumber: number } : {}),
    conversationId: callback.askedIn,
    needsAck: true,
    data: { callbackId: callback.id },
  })
  if (!callback.askedIn) return
  await requestHandover(work, {
    conversationId: callback.askedIn,
    ...(callback.subject === 'ticket' ? { ticketId: callback.subjectId } : {}),
    reason: 'low-rating',
    summary: texts.toCall({ number: what, score, comment }),
    timezone: parts.timezone,
    now: work.now,
  })
}

/** Higher first: the clocks of the new round go by the priority it has then. */
async function reopen(work: Work, number: string, comment: string): Promise<Ticket | undefined> {
  const ticket = await work.tx.ticket.findUnique({ where: { number }, select: { status: true } })
  if (!ticket || isOpen(ticket.status as Ticket['status']) || ticket.status === 'cancelled') return undefined
  await raiseTicket(work, { number, by: 'system', note: staffTextsFor('zh-CN').callbacks.raised })
  return await actOnTicket(work, { number, action: 'reopen', by: 'resident', note: comment })
}

/** Words of praise go to the one they name by surname, else to who did the work. */
async function passOnPraise(
  work: Work,
  { callback, comment, score }: { callback: CallbackFacts; comment: string; score: number },
): Promise<void> {
  const said = normaliseText(comment)
  if (!weighWords(said).some(({ worth }) => worth >= 2)) return
  const staff = await work.tx.staff.findMany({ where: { active: true }, select: { id: true, name: true } })
  const named = staff.filter(({ name }) => comment.includes(name) || isCalled(comment, name))
  const [only, second] = named
  const toStaffId = only && !second ? only.id : staff.find(({ id }) => id === callback.staffId)?.id
  if (!toStaffId) return
  await postStaffNotice(work, {
    kind: 'praise',
    level: 'info',
    text: staffTextsFor('zh-CN').callbacks.praise({ number: callback.ticketNumber ?? '', score, comment }),
    toStaffId,
    communityId: callback.communityId,
    ...(callback.ticketNumber ? { ticketNumber: callback.ticketNumber } : {}),
  })
}

const isCalled = (comment: string, name: string) =>
  name !== '' &&
  ['师傅', '工', '姐', '哥', '阿姨', '经理', '管家'].some(title => comment.includes(`${name[0]}${title}`))
