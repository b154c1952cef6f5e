import { type BroadcastDraft, draftSchema } from '../broadcasts/broadcast.ts'
import { type NoticeTexts, noticeTextsFor } from '../i18n/notices.ts'
import { textsFor } from '../i18n/texts.ts'
import { writeInstant } from '../i18n/write-instant.ts'
import { type Language, languages } from '../shared/vocabulary.ts'
import type { ActivityDetailView } from './contract-activities.ts'

interface About {
  timezone: string
  now: Date
}

/**
 * The notice of an activity: the card, with a button to sign up while that is open; of an owners' day how to ask, and once
 * its intake has ended the results that stand.
 */
export function writeAnnouncement(
  detail: ActivityDetailView,
  about: About,
): { draft: BroadcastDraft; activityId?: string } {
  const { activity } = detail
  const write = (language: Language) => ({
    title: activity.title,
    text: writeText(detail, { ...about, language, texts: noticeTextsFor(language) }),
  })
  const [chinese, english] = languages.map(write)
  const draft = draftSchema.parse({
    kind: 'event',
    wording: { 'zh-CN': chinese, en: english },
    audience: { ...(activity.communityId ? { communityId: activity.communityId } : {}) },
    asksReceipt: false,
    // Questions about it are answered from it until it has begun, or the intake is over.
    holdsUntil: isOver(activity, about.now) ? null : endOf(activity),
  })
  return activity.kind === 'activity' ? { draft, activityId: activity.id } : { draft }
}

function endOf({ kind, startsAt, closesAt }: ActivityDetailView['activity']): string {
  return kind === 'activity' ? startsAt : closesAt
}

function isOver(activity: ActivityDetailView['activity'], now: Date): boolean {
  return new Date(endOf(activity)) <= now
}

function writeText(
  { activity, questions }: ActivityDetailView,
  { timezone, now, language, texts }: About & { language: Language; texts: NoticeTexts },
): string {
  const time = (iso: string) => writeInstant(new Date(iso), timezone, textsFor(language))
  const { text, place, quota, startsAt, closesAt } = activity
  if (activity.kind === 'activity') {
    const places = quota === null ? texts.activity.unlimited : texts.activity.places(quota)
    const times = { when: time(startsAt), until: time(closesAt) }
    return texts.activity.announce({ text: text || activity.title, place, quota: places, ...times })
  }
  const { ownerDay } = texts
  if (!isOver(activity, now)) {
    const times = { from: time(startsAt), until: time(closesAt) }
    return ownerDay.announce({ text: text || activity.title, ...times })
  }
  const results = questions.map(({ number, text: asked, result }) =>
    ownerDay.result(number, asked, result === '' ? ownerDay.pending : result),
  )
  return ownerDay.published(results.join('\n'))
}
