import type { Update } from 'telegraf/types'
import type { Clock } from '../../shared/clock.ts'
import { messageOf } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import type { ChannelInbox } from '../channel.ts'
import { channelName } from './read-message.ts'
import type { Bot } from './read-text.ts'
import { timeReader } from './read-time.ts'
import { type ReadUpdate, readUpdate } from './read-update.ts'
import type { TelegramApi } from './telegram-api.ts'

/** Runs one attempt to keep an update; how often it is repeated is the caller's choice. */
export type Attempt = (keep: () => Promise<void>) => Promise<void>

/** Resolves once the update is kept, or rejects with what `attempt` rejected with. */
export type TakeUpdate = (update: Update, attempt: Attempt) => Promise<void>

export interface TakerParts {
  api: TelegramApi
  inbox: ChannelInbox
  bot: Bot
  clock: Clock
  log: Log
}

/** Gives the function that keeps updates: in order within a chat, beside each other between chats. */
export function createUpdateTaker(parts: TakerParts): TakeUpdate {
  const lastOfChat = new Map<string, Promise<unknown>>()
  return async (update, attempt) => {
    const read = readSafely(update, parts)
    const chat = nameChat(read)
    const before = lastOfChat.get(chat) ?? Promise.resolve()
    const run = before.catch(() => {}).then(() => attempt(() => keep(read, parts.inbox)))
    lastOfChat.set(chat, run)
    try {
      await run
    } finally {
      if (lastOfChat.get(chat) === run) lastOfChat.delete(chat)
    }
    answerButton(read, parts)
  }
}

/** A body we cannot read would come back for a day; it is put aside with a line in the log. */
function readSafely(update: Update, { bot, clock, log }: TakerParts): ReadUpdate {
  try {
    const read = readUpdate(update, { bot, receivedAt: clock.now(), readTime: timeReader(clock) })
    if (read.kind === 'ignored')
      log.debug({ updateId: update.update_id, reason: read.reason }, 'telegram update ignored')
    return read
  } catch (error) {
    log.error({ updateId: update.update_id, error: messageOf(error) }, 'telegram update not readable')
    return { kind: 'ignored', reason: 'not readable' }
  }
}

function nameChat(read: ReadUpdate): string {
  if (read.kind === 'message') return read.message.chat
  if (read.kind === 'edit') return read.edit.chat
  if (read.kind === 'moved') return read.fromChat
  if (read.kind === 'membership') return read.changes[0]?.chat ?? ''
  return read.kind === 'reachable' ? read.sender : ''
}

async function keep(read: ReadUpdate, inbox: ChannelInbox): Promise<void> {
  if (read.kind === 'message') await inbox.receive(read.message)
  if (read.kind === 'edit') await inbox.edit(read.edit)
  if (read.kind === 'moved') await inbox.moveChat(channelName, read.fromChat, read.toChat)
  if (read.kind === 'reachable') await inbox.setReachable(channelName, read.sender, read.reachable)
  if (read.kind === 'membership') for (const change of read.changes) await inbox.setMembership?.(change)
}

/** Stops the button's spinner. Nothing hangs on it, so nobody waits for it. */
function answerButton(read: ReadUpdate, { api, log }: TakerParts): void {
  const callback = 'callback' in read ? read.callback : undefined
  if (callback === undefined) return
  api.call('answerCallbackQuery', { callback_query_id: callback }).catch((error: unknown) => {
    log.debug({ error: messageOf(error) }, 'telegram button not answered')
  })
}
