import { type OutgoingMessage, type SendReceipt, SendThrottled } from './message.ts'
import {
  countArrived,
  countGoing,
  createPace,
  keepQuiet,
  type Pace,
  type PaceLimits,
  plainPace,
  replyWaitMs,
  waitMs,
} from './pace.ts'

type Send = (message: OutgoingMessage) => Promise<SendReceipt>

interface Place {
  channel: string
  chat: string
  isGroup: boolean
}

/** The paces of all channels of this process. */
export interface Paces {
  /** Gives a way out that counts what goes and hears when the platform asks for silence. */
  count(channel: string, send: Send): Send
  /** Counts a message of a broadcast whose turn it is; it goes in a moment. One to a chat at a time. */
  reserve(to: Place): void
  /** The message of a broadcast to the chat has been answered, or did not go. Safe to repeat. */
  release(to: Pick<Place, 'channel' | 'chat'>): void
  /** Real milliseconds until a message of a broadcast may go. */
  waitMs(to: Place): number
}

interface Account {
  pace: Pace
  limits: PaceLimits
}

/** One pace an account of a channel; `limitsOf` gives what its platform allows, `markGoing` hears of each message of a broadcast as it leaves. */
export function createPaces(
  limitsOf: (channel: string) => PaceLimits | undefined,
  markGoing: (key: string) => void = () => {},
): Paces {
  const accounts = new Map<string, Account>()
  const find = (channel: string) => {
    const known = accounts.get(channel)
    if (known) return known
    const made = { pace: createPace(Date.now()), limits: limitsOf(channel) ?? plainPace }
    accounts.set(channel, made)
    return made
  }
  return {
    count: (channel, send) => async message => {
      const account = find(channel)
      const going = { key: keyOf(message), chat: message.to.chat }
      // Those of broadcasts were counted when their turn came.
      if (message.isBroadcast) markGoing(message.key)
      else await countReply(account, going)
      try {
        return await send(message)
      } catch (error) {
        if (error instanceof SendThrottled) keepQuiet(account.pace, Date.now() + error.retryAfterMs)
        throw error
      } finally {
        countArrived(account.pace, account.limits, { ...going, nowMs: Date.now() })
      }
    },
    reserve: ({ channel, chat, isGroup }) => {
      const { pace, limits } = find(channel)
      const sent = { chat, isGroup, nowMs: Date.now(), isBroadcast: true, random: Math.random() }
      countGoing(pace, limits, { ...sent, key: broadcastKey(chat) })
    },
    release: ({ channel, chat }) => {
      const { pace, limits } = find(channel)
      countArrived(pace, limits, { key: broadcastKey(chat), chat, nowMs: Date.now() })
    },
    waitMs: ({ channel, chat, isGroup }) => {
      const { pace, limits } = find(channel)
      return waitMs(pace, limits, { chat, isGroup, nowMs: Date.now() })
    },
  }
}

const broadcastKey = (chat: string) => `broadcast ${chat}`
const keyOf = ({ isBroadcast, key, to }: OutgoingMessage) => (isBroadcast ? broadcastKey(to.chat) : key)

/** Takes the next place in the window before any message of a broadcast does. */
async function countReply({ pace, limits }: Account, going: { key: string; chat: string }): Promise<void> {
  pace.repliesWaiting += 1
  for (let wait = replyWaitMs(pace, limits, Date.now()); wait > 0; ) {
    await new Promise(resolve => setTimeout(resolve, wait))
    wait = replyWaitMs(pace, limits, Date.now())
  }
  pace.repliesWaiting -= 1
  countGoing(pace, limits, { ...going, isGroup: false, nowMs: Date.now(), isBroadcast: false })
}
