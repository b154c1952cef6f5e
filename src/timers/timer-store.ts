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

/** Timers set, or taken back (null), by a unit of work that has not committed yet. */
const unwritten = new WeakMap<Work, Map<string, TimerRequest | null>>()

/**
 * Sets a timer, replacing the one of the same kind and subject. It fires once, also after a crash: the row is the truth.
 * Rows are written with the commit, all of them by one statement.
 */
export async function setTimer(work: Work, request: TimerRequest): Promise<void> {
  const id = timerId(request.kind, request.subject)
  await change(work, id, request)
  work.wake({ kind: 'timer', id, dueAt: request.dueAt })
}

/** Takes a timer back; nothing happens where there is none. */
export async function clearTimer(work: Work, kind: TimerKind, subject: string): Promise<void> {
  await change(work, timerId(kind, subject), null)
}

/** Gives what undoes the timers set and cleared from here on, for a part of the work that may be rolled back alone. */
export function rememberTimers(work: Work): () => void {
  const before = new Map(unwritten.get(work))
  return () => {
    const timers = unwritten.get(work)
    timers?.clear()
    for (const [id, request] of before) timers?.set(id, request)
  }
}

async function change(work: Work, id: string, request: TimerRequest | null): Promise<void> {
  const timers = unwritten.get(work)
  if (timers) return void timers.set(id, request)
  unwritten.set(work, new Map([[id, request]]))
  await work.beforeCommit(() => writeTimers(work))
}

async function writeTimers(work: Work): Promise<void> {
  const timers = [...(unwritten.get(work) ?? [])]
  unwritten.delete(work)
  const cleared = timers.flatMap(([id, request]) => (request ? [] : [id]))
  const set = timers.flatMap(([id, request]) => (request ? [{ id, data: {}, ...request }] : []))
  // In order, so that two transactions never wait for each other's rows.
  set.sort((a, b) => (a.id < b.id ? -1 : 1))
  await sqlOf(work.tx)`
    with cleared as (delete from "Timer" where id = any(${cleared}::text[]))
    insert into "Timer" (id, kind, subject, "dueAt", "wakeAt", data, attempts, "createdAt")
    select t.id, t.kind, t.subject, t."dueAt", t."dueAt", t.data, 0, ${work.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(set)}::jsonb) as t(id text, kind text, subject text, "dueAt" timestamptz, data jsonb)
    on conflict (id) do update set kind = excluded.kind, subject = excluded.subject, "dueAt" = excluded."dueAt",
      "wakeAt" = excluded."wakeAt", data = excluded.data, attempts = 0`
}

/** Kind and subject name a timer; so it can be replaced and woken without a look. */
export function timerId(kind: TimerKind, subject: string): string {
  return `${kind}:${subject}`
}
