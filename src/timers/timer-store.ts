import { sqlOf } from '../storage/direct-sql.ts'
import type { Work } from '../storage/work.ts'

/** Kinds of timers; each has one handler in `app.ts`. A feature adds its own here. */
export type TimerKind = string

export interface TimerRequest {
  kind: TimerKind
  /** What it is about, e.g. a ticket's id; a kind has one timer a subject. */
  subject: string
  dueAt: Date
  data?: Record<string, unknown>
}

/** A timer that has fallen due; its row is gone with the transaction that handles it. */
export interface DueTimer {
  kind: TimerKind
  subject: string
  dueAt: Date
  data: Record<string, unknown>
}

/** The handler of one kind of timer. It may set the timer again. What it rejects with is logged; the timer comes back later. */
export type TimerHandler = (work: Work, timer: DueTimer) => Promise<void>

/** Sets a timer, replacing the one of the same kind and subject. It fires once, also after a crash: the row is the truth. */
export async function setTimer(work: Work, request: TimerRequest): Promise<void> {
  const id = timerId(request.kind, request.subject)
  const { kind, subject, dueAt } = request
  const data = JSON.stringify(request.data ?? {})
  await sqlOf(work.tx)`
    insert into "Timer" (id, kind, subject, "dueAt", "wakeAt", data, attempts, "createdAt")
    values (${id}, ${kind}, ${subject}, ${dueAt}::timestamptz, ${dueAt}::timestamptz, ${data}::jsonb, 0, ${work.now}::timestamptz)
    on conflict (id) do update set kind = excluded.kind, subject = excluded.subject, "dueAt" = excluded."dueAt",
      "wakeAt" = excluded."wakeAt", data = excluded.data, attempts = 0`
  work.wake({ kind: 'timer', id, dueAt })
}

/** Takes a timer back; nothing happens where there is none. */
export async function clearTimer(work: Work, kind: TimerKind, subject: string): Promise<void> {
  await sqlOf(work.tx)`delete from "Timer" where id = ${timerId(kind, subject)}`
}

/** Kind and subject name a timer; so it can be replaced and woken without a look. */
export function timerId(kind: TimerKind, subject: string): string {
  return `${kind}:${subject}`
}
