/** What a channel says of its windows; absent: it may write at any time once somebody has written. */
export interface ReplyWindow {
  /** After the resident's last message. */
  hours: number
  /** At most so many messages of ours within it. */
  messages: number
}

/** One place where a resident can be written to. */
export interface Place {
  conversationId: string
  channel: string
  /** Whether the channel runs and the resident has not blocked us. */
  isOpen: boolean
  replyWindow?: ReplyWindow | undefined
  lastInboundAt: Date | null
  /** Messages of ours since the resident's last. */
  sentSince: number
}

export type Way =
  | { kind: 'send'; conversationId: string; isOther: boolean }
  /** The window has shut; the next message of the resident opens it. */
  | { kind: 'wait' }
  /** Nothing of ours arrives: somebody has to telephone. */
  | { kind: 'telephone'; reason: 'blocked' | 'no-answer' | 'no-chat' }

/** Left for what else has to be said within the window, e.g. thanks. */
const keptMessages = 1

/** Whether we may write there at `now`. */
export function mayWrite(
  place: Pick<Place, 'replyWindow' | 'lastInboundAt' | 'sentSince'>,
  now: Date,
): boolean {
  const { replyWindow, lastInboundAt, sentSince } = place
  if (!replyWindow) return true
  if (!lastInboundAt) return false
  const isWithin = now.getTime() < lastInboundAt.getTime() + replyWindow.hours * 3_600_000
  return isWithin && sentSince < replyWindow.messages - keptMessages
}

/**
 * How a resident is asked: where they wrote, else on another channel of theirs, else with their next message, and
 * when that has been waited for until `waitUntil`, by telephone. `places`: the one of the matter first.
 */
export function chooseWay(places: readonly Place[], now: Date, waitUntil: Date): Way {
  const free = places.find(place => place.isOpen && mayWrite(place, now))
  if (free) return { kind: 'send', conversationId: free.conversationId, isOther: free !== places[0] }
  if (places.length === 0) return { kind: 'telephone', reason: 'no-chat' }
  if (!places.some(place => place.isOpen)) return { kind: 'telephone', reason: 'blocked' }
  return now < waitUntil ? { kind: 'wait' } : { kind: 'telephone', reason: 'no-answer' }
}
