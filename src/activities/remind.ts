import { type NoticeTexts, noticeTextsFor } from '../i18n/notices.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Work } from '../storage/work.ts'
import type { DueTimer } from '../timers/timer-store.ts'

export interface RemindParts {
  notify(
    work: Work,
    notice: {
      conversationId: string
      channel: string
      text: string
      buttons?: { label: string; value: string }[][]
    },
  ): Promise<void>
  writeTime(at: Date, language: Language): string
}

/** The day before: everybody who is in hears when and where. */
export async function onReminderDue(parts: RemindParts, work: Work, timer: DueTimer): Promise<void> {
  const activity = await work.tx.activity.findUnique({ where: { id: timer.subject } })
  if (activity?.state !== 'open') return
  await tellAll(parts, work, {
    activityId: activity.id,
    states: ['in'],
    write: ({ activity: words }, language) => ({
      text: words.reminder(activity.title, parts.writeTime(activity.startsAt, language), activity.place),
      buttons: [
        [
          { label: words.checkIn, value: `activity:in:${activity.id}` },
          { label: words.cancel, value: `activity:leave:${activity.id}` },
        ],
      ],
    }),
  })
}

/** The activity is over: who was there is asked how it was, as after anything else (`activity-over`). */
export async function onFeedbackDue(work: Work, timer: DueTimer): Promise<void> {
  const activity = await work.tx.activity.findUnique({ where: { id: timer.subject } })
  if (activity?.state !== 'open') return
  await work.tx.activity.update({ where: { id: activity.id }, data: { state: 'over' } })
  const people = await work.tx.activitySignUp.findMany({
    where: { activityId: activity.id, state: 'attended' },
    select: { contactId: true, conversationId: true },
    orderBy: { place: 'asc' },
  })
  const { id: activityId, communityId } = activity
  await work.emit({ kind: 'activity-over', activityId, communityId, people })
}

interface Telling {
  activityId: string
  states: string[]
  write(
    texts: NoticeTexts,
    language: Language,
  ): { text: string; buttons: { label: string; value: string }[][] }
}

async function tellAll(parts: RemindParts, work: Work, telling: Telling): Promise<void> {
  const { activityId, states, write } = telling
  const people = await work.tx.activitySignUp.findMany({ where: { activityId, state: { in: states } } })
  const talks = await work.tx.conversation.findMany({
    where: { id: { in: people.map(({ conversationId }) => conversationId) } },
    select: { id: true, channel: true, language: true },
  })
  for (const { id: conversationId, channel, language } of talks) {
    const words = write(noticeTextsFor(language as Language), language as Language)
    await parts.notify(work, { conversationId, channel, ...words })
  }
}
