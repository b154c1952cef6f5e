/** The kinds of work that can be woken; each is idempotent and finds its state in the database. */
export const wakeKinds = ['turn', 'delivery', 'attachment', 'timer'] as const
export type WakeKind = (typeof wakeKinds)[number]

/** Real milliseconds. A timer due later is not queued: the sweeper looks so far ahead and queues it when it is near. */
export const lookAheadMs = 10_000

/** The queue only wakes: a lost job costs time, never a message, since the sweeper finds what is due. */
export interface Jobs {
  /**
   * Runs the handler of `kind` with `id` after `delayMs` of product time; timers beyond `lookAheadMs` are left to the
   * sweeper. Never rejects: a failure is logged, the sweeper mends it.
   */
  wake(kind: WakeKind, id: string, delayMs?: number): Promise<void>
  /** Begins work. Handlers may reject; the row stays due and the sweeper comes back to it. */
  start(handlers: Record<WakeKind, (id: string) => Promise<void>>): Promise<void>
  /** Takes no new work, waits for running handlers (at most `graceMs`), closes connections. */
  stop(graceMs?: number): Promise<void>
  /** Throws when the queue's store cannot be reached. */
  ping(): Promise<void>
}
