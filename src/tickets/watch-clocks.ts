import type { Work } from '../storage/work.ts'
import type { DueTimer } from '../timers/timer-store.ts'
import { type ClockStep, findNextStep } from './clock-steps.ts'
import type { TicketClock } from './clocks.ts'
import type { ClockName } from './read-course.ts'
import {
  type EventDraft,
  lockTicket,
  readEvents,
  recordEvents,
  setClockTimer,
  standingOf,
} from './ticket-record.ts'
import { readTicketSettings } from './ticket-settings.ts'

interface DueStep {
  clock: TicketClock
  step: ClockStep
}

/**
 * Looks at a ticket's clocks: what has fallen due is recorded and told (`ticket-clock-warning`, `ticket-clock-breached`),
 * and the next look is set. A clock that was stopped or answered meanwhile says nothing.
 */
export async function watchClocks(work: Work, timer: Pick<DueTimer, 'subject'>): Promise<void> {
  const { tx, now } = work
  const found = await tx.ticket.findUnique({ where: { id: timer.subject }, select: { number: true } })
  if (!found) return
  const ticket = await lockTicket(tx, found.number)
  const standing = standingOf(ticket, await readEvents(tx, ticket.id), await readTicketSettings(tx))
  const round = standing.course.rounds.at(-1)
  if (!round) return
  const due = [standing.clocks.respond, standing.clocks.resolve].flatMap((clock): DueStep[] => {
    const step = findNextStep(clock, round, standing.policy)
    if (!step || step.atMs > now.getTime()) return []
    // After a standstill: a warning of what has happened already would be a joke.
    const isLate = step.kind === 'warning' && clock.dueMs <= now.getTime()
    return [{ clock, step: isLate ? { kind: 'breach', atMs: clock.dueMs, level: 0 } : step }]
  })
  if (due.length === 0) return await setClockTimer(work, ticket.id, standing)
  const changed = await recordEvents(work, { ticket, drafts: due.map(writeStep) })
  for (const { clock, step } of due) {
    const facts = { ticket: changed, clock: clock.name, dueAt: new Date(clock.dueMs) }
    if (step.kind === 'warning') await work.emit({ kind: 'ticket-clock-warning', ...facts })
    else await work.emit({ kind: 'ticket-clock-breached', ...facts, level: step.level })
  }
}

function writeStep({ clock, step }: DueStep): EventDraft {
  const dueAt = new Date(clock.dueMs).toISOString()
  return step.kind === 'warning'
    ? { type: 'clock-warning', by: 'system', note: clock.name, data: { clock: clock.name, dueAt } }
    : {
        type: 'clock-breached',
        by: 'system',
        note: `${clock.name} · ${step.level}`,
        data: { clock: clock.name, level: step.level, dueAt },
      }
}

/** Records that somebody has acknowledged a missed deadline: the next one up hears later of it, if at all. */
export async function acknowledgeBreach(
  work: Work,
  acknowledgement: { number: string; clock: ClockName; by: string },
): Promise<void> {
  const { number, clock, by } = acknowledgement
  const ticket = await lockTicket(work.tx, number)
  await recordEvents(work, { ticket, drafts: [{ type: 'acknowledged', by, note: clock, data: { clock } }] })
}
