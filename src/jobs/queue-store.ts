import { type WakeKind, wakeKinds } from './jobs.ts'

export type ProcessWake = (kind: WakeKind, id: string) => Promise<void>

/** One BullMQ queue on one of its stores; a job's name is the kind of wake, its data the id. */
export interface QueueStore {
  add(kind: WakeKind, id: string, delayRealMs: number): Promise<void>
  startWorker(process: ProcessWake): Promise<void>
  /** Takes no more jobs and waits for those under way; with `force` it does not wait. */
  stopWorker(force: boolean): Promise<void>
  ping(): Promise<void>
  close(): Promise<void>
}

export interface QueueOptions {
  queueName: string
  concurrency: number
  /** Called for every trouble of a connection; the connection mends itself. */
  onTrouble: (error: Error) => void
}

/** Runs a stored job; one of another release's making is none of ours and is dropped. */
export async function processJob(job: { name: string; data: { id?: unknown } }, process: ProcessWake) {
  const kind = wakeKinds.find(known => known === job.name)
  if (kind !== undefined && typeof job.data.id === 'string') await process(kind, job.data.id)
}

/** Jobs vanish when done: the database knows what is open, the queue only wakes. */
export const jobOptions = { removeOnComplete: true, removeOnFail: true } as const

/** Options of every worker. A worker that lost its store looks again after a second, not after BullMQ's fifteen. */
export const workerOptions = { runRetryDelay: 1_000 } as const
