import type { CourseEvent } from '../../../src/tickets/read-course.ts'
import type { TicketStatus } from '../../../src/tickets/ticket.ts'
import { findTransition, type TicketAction } from '../../../src/tickets/transitions.ts'

const minuteMs = 60_000

/** The plain account of the present round that the slow clock reckons from; instants in minutes. */
export interface Account {
  start: number
  responded: number | null
  solved: number | null
  over: boolean
  pauses: { from: number; to: number | null }[]
}

/** What was tried on a ticket, and how many minutes after the step before. */
export interface History {
  startMinute: number
  steps: [TicketAction | 'note', number][]
}

/** Plays a history twice over: as the events that the product would record, and as the plain account. */
export function playHistory({ startMinute, steps }: History): { events: CourseEvent[]; account: Account } {
  let status: TicketStatus = 'classified'
  let account = beginAccount(startMinute)
  let minute = startMinute
  const events = [eventAt(minute, 'received'), eventAt(minute, 'classified')]
  for (const [action, later] of steps) {
    minute += later
    const step: ReturnType<typeof findTransition> =
      action === 'note' ? undefined : findTransition(status, action)
    events.push(eventAt(minute, step?.event ?? 'note'))
    if (!step) continue
    status = step.to
    account = action === 'reopen' ? beginAccount(minute) : enter(account, action, minute)
  }
  return { events, account }
}

function beginAccount(start: number): Account {
  return { start, responded: null, solved: null, over: false, pauses: [] }
}

function enter(account: Account, action: string, minute: number): Account {
  const pauses: Account['pauses'] = account.pauses.map(({ from, to }) => ({ from, to: to ?? minute }))
  if (action === 'wait') pauses.push({ from: minute, to: null })
  const responds = ['accept', 'start', 'wait', 'resolve'].includes(action)
  return {
    start: account.start,
    responded: account.responded ?? (responds ? minute : null),
    solved: action === 'resolve' ? minute : account.solved,
    over: account.over || action === 'resolve' || action === 'cancel',
    pauses,
  }
}

function eventAt(minute: number, type: string): CourseEvent {
  const data = type === 'waiting' ? { reason: 'parts' } : {}
  return { at: new Date(minute * minuteMs), type, by: 'staff', note: '', data }
}
