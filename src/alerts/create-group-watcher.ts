import { messageOf } from '../shared/errors.ts'
import { findUnseenChats } from './find-unseen.ts'
import { createPlaceMemory } from './place-memory.ts'
import { watchChats } from './watch-chats.ts'
import type { WatcherParts } from './watcher-parts.ts'

export interface GroupWatcher {
  /** A message of this chat was kept; it is looked at within a second. */
  notice(chat: { channel: string; chat: string }): void
  /** Looks at everything noticed so far, now. */
  flush(): Promise<void>
  /** Begins to look, first at what was kept while nobody looked. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** Real time from a message to the look at it. */
const lookAfterMs = 500
const mostChats = 100

/**
 * Watches what is kept: groups and private talks. The database says what was looked at already, so nothing is lost with the process
 * and nothing is counted twice; the last half hour of each place is held in memory and read again where it is missing.
 */
export function createGroupWatcher(parts: WatcherParts): GroupWatcher {
  const memory = createPlaceMemory()
  const waiting = new Map<string, { channel: string; chat: string }>()
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let isStarted = false

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one pass over lines, kept in one place to be read in order
  const look = async () => {
    while (waiting.size > 0) {
      const chats = [...waiting.values()].slice(0, mostChats)
      for (const { channel, chat } of chats) waiting.delete(keyOf(channel, chat))
      try {
        const again = await watchChats(parts, memory, chats)
        for (const chat of again) waiting.set(keyOf(chat.channel, chat.chat), chat)
      } catch (error) {
        parts.log.warn(
          { error: messageOf(error) },
          'messages could not be looked at for upset residents; they will be',
        )
        for (const { channel, chat } of chats) memory.forget(channel, chat)
        for (const chat of chats) waiting.set(keyOf(chat.channel, chat.chat), chat)
        if (isStarted) schedule(10_000)
        return
      }
    }
  }
  const flush = () => {
    running = running.then(look)
    return running
  }
  const schedule = (afterMs: number) => {
    timer ??= setTimeout(() => {
      timer = undefined
      void flush()
    }, afterMs)
    timer.unref()
  }
  return {
    notice: ({ channel, chat }) => {
      waiting.set(keyOf(channel, chat), { channel, chat })
      if (isStarted) schedule(lookAfterMs)
    },
    flush,
    start: async () => {
      isStarted = true
      const since = new Date(parts.clock.now().getTime() - 24 * 3_600_000)
      for (const chat of await findUnseenChats(parts.database, since)) {
        waiting.set(keyOf(chat.channel, chat.chat), chat)
      }
      if (waiting.size > 0) schedule(lookAfterMs)
    },
    stop: async () => {
      isStarted = false
      clearTimeout(timer)
      timer = undefined
      await running
    },
  }
}

const keyOf = (channel: string, chat: string) => JSON.stringify([channel, chat])
