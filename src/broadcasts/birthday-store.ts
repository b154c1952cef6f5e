import { noticeTextsFor } from '../i18n/notices.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Work } from '../storage/work.ts'
import { clearTimer, type DueTimer, setTimer } from '../timers/timer-store.ts'
import { type Birthday, toRule } from './birthday.ts'
import { findNext } from './recurrence.ts'

/** One timer for each who wants a greeting; its subject is the contact's id. */
export const birthdayTimer = 'birthday'

export interface BirthdayParts {
  timezone: string
  notify(work: Work, notice: { conversationId: string; channel: string; text: string }): Promise<void>
  /** `now`, or when the quiet hours end in which `now` lies. */
  findSpeakingTime(work: Work): Promise<Date>
}

/** Keeps the day on which somebody wants a greeting, in place of an earlier one. Only who asks for it gets one. */
export async function keepBirthday(
  work: Work,
  wish: { contactId: string; birthday: Birthday; timezone: string },
): Promise<void> {
  const { contactId, birthday, timezone } = wish
  const row = { ...birthday, at: work.now }
  await work.tx.birthdayWish.upsert({
    where: { contactId },
    create: { ...row, contactId },
    update: row,
  })
  await setNext(work, { contactId, birthday, timezone })
}

/** No more greetings; the day is deleted. */
export async function dropBirthday(work: Work, contactId: string): Promise<void> {
  await work.tx.birthdayWish.deleteMany({ where: { contactId } })
  await clearTimer(work, birthdayTimer, contactId)
}

/** Greets, once a year: not in quiet hours, nor who has opted out or blocked us meanwhile. */
export async function onBirthday(parts: BirthdayParts, work: Work, timer: DueTimer): Promise<void> {
  const contactId = timer.subject
  const birthday = await work.tx.birthdayWish.findUnique({ where: { contactId } })
  if (!birthday) return
  const speakAt = await parts.findSpeakingTime(work)
  if (speakAt > work.now) {
    return await setTimer(work, { kind: birthdayTimer, subject: contactId, dueAt: speakAt })
  }
  await setNext(work, { contactId, birthday, timezone: parts.timezone })
  const contact = await work.tx.contact.findUnique({ where: { id: contactId } })
  const topic = { in: ['birthday', 'all'] }
  const hasOptedOut = (await work.tx.broadcastOptOut.count({ where: { contactId, topic } })) > 0
  const talk = await work.tx.conversation.findFirst({
    where: { contactId, chatKind: 'private' },
    orderBy: { lastInboundAt: { sort: 'desc', nulls: 'last' } },
  })
  if (!(contact && talk) || hasOptedOut || contact.blockedAt) return
  const text = noticeTextsFor(talk.language as Language).birthday.greeting(contact.name)
  await parts.notify(work, { conversationId: talk.id, channel: talk.channel, text })
}

async function setNext(
  work: Work,
  { contactId, birthday, timezone }: { contactId: string; birthday: Birthday; timezone: string },
): Promise<void> {
  const dueAt = findNext(toRule(birthday), { after: work.now, timezone, exceptions: [] })
  if (dueAt) await setTimer(work, { kind: birthdayTimer, subject: contactId, dueAt })
}
