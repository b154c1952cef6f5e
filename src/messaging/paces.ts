import { type OutgoingMessage, type SendReceipt, SendThrottled } from './message.ts'
import { countSent, createPace, keepQuiet, type Pace, type PaceLimits, plainPace, waitMs } from './pace.ts'

type Send = (message: OutgoingMessage) => Promise<SendReceipt>

/** The paces of all channels of this process. */
export interface Paces {
  /** Gives a way out that counts what goes and hears when the platform asks for silence. */
  count(channel: string, send: Send): Send
  /** Counts a message of a broadcast whose turn it is; it goes in a moment. */
  reserve(to: { channel: string; chat: string; isGroup: boolean }): void
  /** Real milliseconds until a message of a broadcast may go. */
  waitMs(to: { channel: string; chat: string; isGroup: boolean }): number
}

/** One pace an account of a channel; `limitsOf` gives what its platform allows, `markGoing` hears of each message of a broadcast as it leaves. */
export function createPaces(
  limitsOf: (channel: string) => PaceLimits | undefined,
  markGoing: (key: string) => void = () => {},
): Paces {
  const paces = new Map<string, { pace: Pace; limits: PaceLimits }>()
  const find = (channel: string) => {
    const known = paces.get(channel)
    if (known) return known
    const made = { pace: createPace(Date.now()), limits: limitsOf(channel) ?? plainPace }
    paces.set(channel, made)
    return made
  }
  return {
    count: (channel, send) => async message => {
      // Those of broadcasts were counted when their turn came.
      if (message.isBroadcast) markGoing(message.key)
      else countReply(find(channel), message.to.chat)
      try {
        return await send(message)
      } catch (error) {
        if (error instanceof SendThrottled) keepQuiet(find(channel).pace, Date.now() + error.retryAfterMs)
        throw error
      }
    },
    reserve: ({ channel, chat, isGroup }) => {
      const { pace, limits } = find(channel)
      const sent = { chat, isGroup, nowMs: Date.now(), isBroadcast: true, random: Math.random() }
      countSent(pace, limits, sent)
    },
    waitMs: ({ channel, chat, isGroup }) => {
      const { pace, limits } = find(channel)
      return waitMs(pace, limits, { chat, isGroup, nowMs: Date.now() })
    },
  }
}

function countReply({ pace, limits }: { pace: Pace; limits: PaceLimits }, chat: string): void {
  countSent(pace, limits, { chat, isGroup: false, nowMs: Date.now(), isBroadcast: false })
}
