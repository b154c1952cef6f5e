import { type NoticeTexts, noticeTextsFor } from '../i18n/notices.ts'
import type { EventOf } from '../shared/events.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Work } from '../storage/work.ts'
import { type DueTimer, setTimer } from '../timers/timer-store.ts'
import { type ActivityRow, endTimer, findActivity, reminderTimer } from './activity-store.ts'

/** How people hear of activities outside a turn. */
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
  /** `now`, or when the quiet hours end in which `now` lies. */
  findSpeakingTime(work: Work): Promise<Date>
}

/** Words that wait for the end of the quiet hours. */
export const wordTimer = 'activity-word'

interface Words {
  text: string
  buttons?: { label: string; value: string }[][]
}

/** The day before: everybody who is in hears when and where. In quiet hours it waits, unless it begins before their end. */
export async function onReminderDue(parts: RemindParts, work: Work, timer: DueTimer): Promise<void> {
  const activity = await findActivity(work, timer.subject)
  if (activity?.state !== 'open') return
  const speakAt = await parts.findSpeakingTime(work)
  if (speakAt > work.now && speakAt < activity.startsAt) {
    return await setTimer(work, { kind: reminderTimer, subject: activity.id, dueAt: speakAt })
  }
  const people = await work.tx.activitySignUp.findMany({ where: { activityId: activity.id, state: 'in' } })
  await tellAll(parts, work, {
    conversationIds: people.map(({ conversationId }) => conversationId),
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

/** It is over, outside the quiet hours, in which nobody could be asked how it was. */
export async function onActivityEnd(
  parts: Pick<RemindParts, 'findSpeakingTime'>,
  work: Work,
  timer: DueTimer,
): Promise<void> {
  const activity = await findActivity(work, timer.subject)
  if (activity?.state !== 'open') return
  const speakAt = await parts.findSpeakingTime(work)
  if (speakAt > work.now) {
    return await setTimer(work, { kind: endTimer, subject: activity.id, dueAt: speakAt })
  }
  const { id, title, communityId } = activity
  await work.tx.activity.update({ where: { id }, data: { state: 'over' } })
  const attended = await work.tx.activitySignUp.findMany({
    where: { activityId: id, state: 'attended' },
    select: { contactId: true, conversationId: true },
  })
  await work.emit({ kind: 'activity-ended', activityId: id, title, communityId, attended })
}

/** People hear that they have a place now, or that it is cancelled or moved; after the quiet hours where it can wait. */
export async function tellChange(
  parts: RemindParts,
  work: Work,
  { activityId, change, conversationIds }: Omit<EventOf<'activity-changed'>, 'kind'>,
): Promise<void> {
  const activity = await findActivity(work, activityId)
  if (!activity) return
  const speakAt = await parts.findSpeakingTime(work)
  if (speakAt > work.now && speakAt < activity.startsAt) {
    const subject = `${activityId}:${change}:${conversationIds[0] ?? ''}`
    const data = { activityId, change, conversationIds }
    return await setTimer(work, { kind: wordTimer, subject, dueAt: speakAt, data })
  }
  await tellAll(parts, work, { conversationIds, write: createChangeWriter(parts, activity, change) })
}

/** The quiet hours are over. */
export async function onWordDue(parts: RemindParts, work: Work, timer: DueTimer): Promise<void> {
  await tellChange(parts, work, timer.data as unknown as EventOf<'activity-changed'>)
}

function createChangeWriter(
  parts: RemindParts,
  activity: ActivityRow,
  change: EventOf<'activity-changed'>['change'],
): Telling['write'] {
  const { id, title, place, startsAt } = activity
  return ({ activity: words }, language) => {
    const leave = [[{ label: words.cancel, value: `activity:leave:${id}` }]]
    const when = parts.writeTime(startsAt, language)
    if (change === 'moved-up') return { text: words.movedUp(title), buttons: leave }
    if (change === 'moved') return { text: words.moved(title, when, place), buttons: leave }
    return { text: words.called(title) }
  }
}

/** Who asked on the owners' day hears the result. */
export async function tellSettled(parts: RemindParts, work: Work, questionId: string): Promise<void> {
  const question = await work.tx.ownerQuestion.findUnique({ where: { id: questionId } })
  if (!question?.conversationId) return
  const { number, result } = question
  await tellAll(parts, work, {
    conversationIds: [question.conversationId],
    write: ({ ownerDay }) => ({ text: ownerDay.answered(number, result) }),
  })
}

interface Telling {
  conversationIds: readonly string[]
  write(texts: NoticeTexts, language: Language): Words
}

async function tellAll(parts: RemindParts, work: Work, telling: Telling): Promise<void> {
  const { conversationIds, write } = telling
  const talks = await work.tx.conversation.findMany({
    where: { id: { in: [...conversationIds] } },
    select: { id: true, channel: true, language: true },
  })
  for (const { id: conversationId, channel, language } of talks) {
    const words = write(noticeTextsFor(language as Language), language as Language)
    await parts.notify(work, { conversationId, channel, ...words })
  }
}
