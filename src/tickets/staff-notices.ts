import { writeInstant } from '../i18n/write-instant.ts'
import { zhCn } from '../i18n/zh-cn.ts'
import type { ClockName } from './read-course.ts'
import type { Ticket } from './ticket.ts'

/** A notice to staff about a ticket, in the company's language. */
export interface StaffTicketNotice {
  kind: string
  level: 'info' | 'warning' | 'urgent'
  text: string
  ticketNumber: string
  communityId: string | null
  needsAck?: boolean
  buttons: { label: string; value: string }[][]
  data: Record<string, unknown>
}

type Facts = Pick<
  Ticket,
  'number' | 'category' | 'location' | 'status' | 'priority' | 'communityId' | 'assignee'
>

const texts = zhCn.staffTicket

/** A deadline comes near. */
export function writeWarning(
  ticket: Facts,
  warning: { clock: ClockName; dueAt: Date; timezone: string },
): StaffTicketNotice {
  const dueAt = writeInstant(warning.dueAt, warning.timezone, zhCn)
  return {
    ...noticeBase(ticket),
    kind: 'ticket-warning',
    level: 'warning',
    text: texts.warning({ ...placeOf(ticket), clock: texts.clock[warning.clock], dueAt }),
    data: { clock: warning.clock },
  }
}

/** A deadline has passed: to the owner, the lead, the manager by `level`; somebody must acknowledge it. */
export function writeBreach(
  ticket: Facts,
  breach: { clock: ClockName; dueAt: Date; level: number; owner: string; timezone: string },
): StaffTicketNotice {
  const { clock, level, owner } = breach
  const dueAt = writeInstant(breach.dueAt, breach.timezone, zhCn)
  return {
    ...noticeBase(ticket),
    kind: 'ticket-breach',
    level: 'urgent',
    text: texts.breached({ ...placeOf(ticket), clock: texts.clock[clock], dueAt, owner, level }),
    needsAck: true,
    data: { clock, level },
  }
}

/** The resident asks where it stays. */
export function writeUrge(ticket: Facts, words: string): StaffTicketNotice {
  const facts = { ...placeOf(ticket), status: zhCn.status(ticket.status), words: shorten(words) }
  return {
    ...noticeBase(ticket),
    kind: 'ticket-urged',
    level: 'warning',
    text: texts.urged(facts),
    data: {},
  }
}

/** The resident has no chat: somebody must call and say this. */
export function writeToCall(ticket: Facts & Pick<Ticket, 'phone'>, text: string) {
  const phone = ticket.phone ?? ''
  return {
    level: 'info' as const,
    text: texts.toCall({ ...placeOf(ticket), phone, text }),
    ticketNumber: ticket.number,
    communityId: ticket.communityId,
    needsAck: true,
    data: { phone, text },
  }
}

/** The resident added words, a photo, another time or place to a ticket that somebody has. */
export function writeAddition(ticket: Facts, words: string): StaffTicketNotice {
  return {
    ...noticeBase(ticket),
    kind: 'ticket-noted',
    level: 'info',
    text: texts.noted({ ...placeOf(ticket), words: shorten(words) }),
    buttons: [],
    data: {},
  }
}

/** The reporter says that a danger is none: whoever is on duty sees whether it is so. */
export function writeCalledOff(ticket: Facts, words: string): StaffTicketNotice {
  return {
    ...noticeBase(ticket),
    kind: 'emergency-called-off',
    level: 'urgent',
    text: texts.calledOff({ ...placeOf(ticket), words: shorten(words) }),
    data: {},
  }
}

function shorten(words: string): string {
  return [...words.replaceAll('\n', ' ')].slice(0, 80).join('')
}

function noticeBase({ number, communityId, assignee, status }: Facts) {
  const { button } = texts
  const isBegun = assignee !== null && (status === 'in_progress' || status === 'waiting')
  const first = isBegun
    ? { label: button.done, value: `ticket:done:${number}` }
    : { label: button.accept, value: `ticket:accept:${number}` }
  const reassign = { label: button.reassign, value: `ticket:reassign:${number}` }
  return { ticketNumber: number, communityId, buttons: [[first, reassign]] }
}

function placeOf({ number, category, location }: Facts) {
  return {
    number,
    category: zhCn.category(category),
    place: location === '' ? '' : ` · ${location}`,
  }
}
