/** A channel lets us write so many messages within so many hours of a person's last word. */
export interface ReplyWindow {
  hours: number
  messages: number
}

/** What was sent since the person's last word. */
export interface WindowUse {
  /** Absent: they never wrote. */
  lastWordAt?: Date
  sentSince: number
}

/** Messages of each window kept for a handover and for the result; an answer or a note of progress never takes them. */
export const reservedMessages = 2

export type WindowVerdict =
  | { kind: 'open' }
  /** `over`: too long ago; `used`: all were sent; `reserved`: what is left is for something more important. */
  | { kind: 'closed'; reason: 'over' | 'used' | 'reserved' }

/** Whether a message may go now. `isImportant`: of a person, or a result. */
export function judgeWindow(
  window: ReplyWindow,
  use: WindowUse,
  { isImportant, now }: { isImportant: boolean; now: Date },
): WindowVerdict {
  const { lastWordAt, sentSince } = use
  const endsAt = lastWordAt && lastWordAt.getTime() + window.hours * 3_600_000
  // A platform that is asked in the last second answers in the next: the last minute is left alone.
  if (endsAt === undefined || now.getTime() >= endsAt - 60_000) return { kind: 'closed', reason: 'over' }
  if (sentSince >= window.messages) return { kind: 'closed', reason: 'used' }
  const free = Math.max(1, window.messages - reservedMessages)
  return isImportant || sentSince < free ? { kind: 'open' } : { kind: 'closed', reason: 'reserved' }
}
