import { messageOf } from '../shared/errors.ts'
import { chatKey } from './chat-key.ts'
import { isPressing } from './conversation-mood.ts'
import { findUnseenChats } from './find-unseen.ts'
import { createLookTimer } from './look-timer.ts'
import { keepTalksSeen, readTalksSeen } from './mood-store.ts'
import { createPlaceMemory } from './place-memory.ts'
import { watchChats } from './watch-chats.ts'
import type { WatcherParts } from './watcher-parts.ts'

interface Chat {
  channel: string
  chat: string
}

interface Noticed extends Chat {
  text: string
}

export interface GroupWatcher {
  /** A message of this chat was kept; it is looked at within two seconds, angry and desperate words within half a second. */
  notice(message: Noticed): void
  /** Looks at everything noticed so far, now. */
  flush(): Promise<void>
  /** Begins to look, first at what was kept while nobody looked. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** Real time from a message to the look at it: what is calm waits for company, because a look costs about as much for fifty lines as for one. */
const lookAfterMs = 2_000
const lookSoonMs = 400
const mostChats = 100

/**
 * Watches what is kept: groups and private talks. The database says what was looked at already, so nothing is lost with the process
 * and nothing is counted twice; the last half hour of each place is held in memory and read again where it is missing.
 */
export function createGroupWatcher(parts: WatcherParts): GroupWatcher {
  const memory = createPlaceMemory()
  const waiting = new Map<string, Chat>()
  let running: Promise<void> = Promise.resolve()
  let isStarted = false

  const enqueue = (chats: readonly Chat[]) => {
    for (const chat of chats) waiting.set(chatKey(chat.channel, chat.chat), chat)
  }
  const takeSome = () => {
    const chats = [...waiting.values()].slice(0, mostChats)
    for (const { channel, chat } of chats) waiting.delete(chatKey(channel, chat))
    return chats
  }
  const tryLater = (chats: readonly Chat[], error: unknown) => {
    const text = 'messages could not be looked at for upset residents; they will be'
    parts.log.warn({ error: messageOf(error) }, text)
    for (const { channel, chat } of chats) memory.forget(channel, chat)
    enqueue(chats)
    if (isStarted) timer.within(10_000)
  }
  const look = async () => {
    while (waiting.size > 0) {
      const chats = takeSome()
      try {
        enqueue(await watchChats(parts, memory, { chats, isAll: waiting.size === 0 }))
      } catch (error) {
        return tryLater(chats, error)
      }
    }
  }
  const flush = () => {
    running = running.then(look)
    return running
  }
  const timer = createLookTimer(() => void flush())
  return {
    notice: ({ channel, chat, text }) => {
      enqueue([{ channel, chat }])
      if (isStarted) timer.within(isPressing(parts.judge, text) ? lookSoonMs : lookAfterMs)
    },
    flush,
    start: async () => {
      isStarted = true
      const since = new Date(parts.clock.now().getTime() - 24 * 3_600_000)
      memory.talksFrom ??= await readTalksSeen(parts.database.client)
      await keepTalksSeen(parts.database.client, memory.talksFrom, parts.clock.now())
      enqueue(await findUnseenChats(parts.database, { since, talksFrom: memory.talksFrom }))
      if (waiting.size > 0) timer.within(lookSoonMs)
    },
    stop: async () => {
      isStarted = false
      timer.clear()
      await running
    },
  }
}
