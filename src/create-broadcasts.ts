import { join } from 'node:path'
import { endTimer, intakeTimer, reminderTimer } from './activities/activity-store.ts'
import { onIntakeEnd } from './activities/owner-questions.ts'
import { onActivityEnd, onReminderDue, onWordDue, wordTimer } from './activities/remind.ts'
import type { Channel, ChannelInbox } from './adapters/channel.ts'
import {
  onBroadcastDue,
  onNoticeOver,
  startTimer,
  take as takeBroadcastStep,
} from './broadcasts/act-on-broadcast.ts'
import { birthdayTimer, onBirthday } from './broadcasts/birthday-store.ts'
import type { BroadcastParts } from './broadcasts/broadcast-parts.ts'
import { lockBroadcast } from './broadcasts/broadcast-store.ts'
import { readFacts, writeFor } from './broadcasts/hand-out.ts'
import { noticeEndTimer } from './broadcasts/keep-as-knowledge.ts'
import { moveGroup } from './broadcasts/note-refusal.ts'
import { keepReceipt } from './broadcasts/receipts.ts'
import { onScheduleDue, scheduleTimer } from './broadcasts/schedule-store.ts'
import { findOwnTalk } from './broadcasts/test-to-self.ts'
import { languagesOf, type Wording } from './broadcasts/wording.ts'
import { createTimeWriter } from './dialog/reply/write-context.ts'
import { noticeTextsFor } from './i18n/notices.ts'
import { textsFor } from './i18n/texts.ts'
import { addNotice, removeNotice } from './knowledge/notices.ts'
import { releaseDeadClaims } from './messaging/find-due.ts'
import { createGoingMarks } from './messaging/going-marks.ts'
import { keepMove } from './messaging/keep-changes.ts'
import { notifyResident } from './messaging/notify-resident.ts'
import { type PaceLimits, plainPace, puppetPace, telegramPace } from './messaging/pace.ts'
import { createPaces, type Paces } from './messaging/paces.ts'
import type { ErrandParts } from './run-errand.ts'
import type { Clock } from './shared/clock.ts'
import type { Database } from './storage/database.ts'
import type { Work } from './storage/work.ts'
import { findSpeakingTime } from './tickets/quiet-hours.ts'
import type { TellParts } from './tickets/tell-resident.ts'
import { readTicketSettings } from './tickets/ticket-settings.ts'
import type { TimerHandler } from './timers/timer-store.ts'
import { createNewsWriter } from './write-news.ts'

/** What broadcasts take from channels, quiet hours and the knowledge base. */
export function createBroadcastParts(parts: {
  channels: readonly Channel[]
  timezone: string
}): BroadcastParts {
  const channels = new Map(parts.channels.map(channel => [channel.name, channel]))
  return {
    timezone: parts.timezone,
    channelNames: [...channels.keys()],
    findChannel: name => {
      const channel = channels.get(name)
      if (!channel) return undefined
      const { replyWindow } = channel.capabilities as { replyWindow?: { hours: number } }
      return replyWindow ? { windowMs: replyWindow.hours * 3_600_000 } : {}
    },
    findSpeakingTime: createSpeakingTime(parts.timezone),
    changesSent: name => channels.get(name)?.capabilities.changesSent ?? false,
    keepKnowledge: (tx, notice, now) => addNotice(tx, notice, now),
    dropKnowledge: async (tx, id, now) => void (await removeNotice(tx, id, now)),
  }
}

function createSpeakingTime(timezone: string): BroadcastParts['findSpeakingTime'] {
  return async ({ tx, now }) => {
    const { calendar } = await readTicketSettings(tx)
    return findSpeakingTime(calendar.quiet, timezone, now)
  }
}

/** What the timers of broadcasts do when they fall due. */
export function createBroadcastTimers(parts: BroadcastParts): Readonly<Record<string, TimerHandler>> {
  return {
    [startTimer]: onBroadcastDue(parts),
    [noticeEndTimer]: onNoticeOver(parts),
    [scheduleTimer]: onScheduleDue(parts, createNewsWriter(parts.timezone)),
  }
}

/** How fast a channel may write to many. */
export function paceOf(channel: string): PaceLimits {
  if (channel === 'telegram') return telegramPace
  return channel === 'wechat' || channel.startsWith('wechaty') ? puppetPace : plainPace
}

/** 「收到」 under a notice is noted and answered by nothing else; everything else goes on. */
export function addReceipts(
  inbox: ChannelInbox,
  runWork: <T>(run: (work: Work) => Promise<T>) => Promise<T>,
): ChannelInbox {
  return {
    ...inbox,
    receive: async message => {
      const broadcastId = /^receipt:(\w+)$/.exec(message.button ?? '')?.[1]
      if (broadcastId === undefined) return await inbox.receive(message)
      const { channel, chat, sender } = message
      await runWork(work => keepReceipt(work, { broadcastId, channel, chat, sender: sender.id }))
    },
  }
}

/** A group has a new id: talks and notices follow it. */
export async function keepGroupMove(
  database: Database,
  move: { channel: string; fromChat: string; toChat: string },
): Promise<void> {
  await keepMove(database, move)
  await database.transaction(tx => moveGroup(tx, move))
}

/** Sends a notice to one member of staff in each of its languages; gives how many messages. */
export async function testBroadcast(
  work: Work,
  test: { id: string; staffId: string; textLimitOf(channel: string): number; timezone: string },
): Promise<number> {
  const row = await lockBroadcast(work, test.id)
  const { conversationId, channel } = await findOwnTalk(work, test.staffId)
  const facts = await readFacts(work.tx, { row, timezone: test.timezone })
  const written = languagesOf(row.wording as Wording)
  for (const language of written) {
    const recipient = { ...testRecipient, language, name: '' }
    const text = writeFor({ row, texts: noticeTextsFor }, { recipient, facts, now: work.now })
    await notifyResident(work, {
      conversationId,
      reply: { text: noticeTextsFor(language).test(text) },
      textLimit: test.textLimitOf(channel),
    })
  }
  const step = { id: row.id, by: test.staffId }
  await takeBroadcastStep(work, { row, step, action: 'test', data: { testedAt: work.now } })
  return written.length
}

const testRecipient = {
  ...{ id: 0n, kind: 'household', label: '1栋1单元101', channel: '', chat: '', conversationId: null },
}

/** How errands and activities write to residents. */
export function createErrandParts({ notify, timezone }: TellParts): ErrandParts {
  return {
    notify,
    timezone,
    findSpeakingTime: createSpeakingTime(timezone),
    writeTime: (at, language) => createTimeWriter(textsFor(language), timezone)(at),
  }
}

/** What the timers of activities do when they fall due. */
export function createActivityTimers(parts: TellParts): Readonly<Record<string, TimerHandler>> {
  const telling = createErrandParts(parts)
  return {
    [reminderTimer]: (work, timer) => onReminderDue(telling, work, timer),
    [endTimer]: (work, timer) => onActivityEnd(telling, work, timer),
    [wordTimer]: (work, timer) => onWordDue(telling, work, timer),
    [intakeTimer]: onIntakeEnd,
    [birthdayTimer]: (work, timer) => onBirthday(telling, work, timer),
  }
}

/** The paces of the channels, and what frees the claims of a dead process where one process owns the database. */
export function createSending(parts: { database: Database; clock: Clock; filesDir: string }): {
  paces: Paces
  releaseClaims(): Promise<void>
} {
  const { database, clock, filesDir } = parts
  const isAlone = database.kind === 'pglite'
  const marks = isAlone && filesDir !== '' ? createGoingMarks(join(filesDir, '..', 'going-marks')) : undefined
  return {
    paces: createPaces(paceOf, marks?.mark),
    releaseClaims: async () => {
      if (isAlone) await releaseDeadClaims(database, clock.now(), marks)
    },
  }
}
