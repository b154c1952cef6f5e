import { checkIn, leave, listOpenActivities, signUp } from './activities/activity-store.ts'
import { askOwnerDay, findLastOwnerDay } from './activities/owner-questions.ts'
import type { RemindParts } from './activities/remind.ts'
import { readBirthday } from './broadcasts/birthday.ts'
import { type BirthdayParts, dropBirthday, keepBirthday } from './broadcasts/birthday-store.ts'
import { optIn, optOut } from './broadcasts/opt-out.ts'
import type { Errand, ErrandAnswer } from './dialog/errand.ts'
import { type NoticeTexts, noticeTextsFor } from './i18n/notices.ts'
import { runMenu } from './run-menu-errand.ts'
import { LinliError } from './shared/errors.ts'
import type { Work } from './storage/work.ts'

/** How a resident is written to outside a turn. */
export type ErrandParts = RemindParts & BirthdayParts

/** Carries out what a button of a notice or activity, or a fixed word, asks for; gives what the resident hears. */
export async function runErrand(parts: ErrandParts, work: Work, errand: Errand): Promise<ErrandAnswer> {
  const texts = noticeTextsFor(errand.language)
  const [about = '', action = ''] = errand.value.split(':')
  try {
    switch (about) {
      case 'activity':
        return await runActivity(parts, work, { errand, texts, action })
      case 'menu':
        return await runMenu(work, { errand, texts, action })
      case 'owner-day':
        return { text: await runOwnerDay(work, { errand, texts, action }) }
      case 'birthday':
        return { text: await runBirthday(parts, work, { errand, texts, action }) }
      default:
        return { text: await runSubscription(work, { errand, texts, action }) }
    }
  } catch (error) {
    // A button of something that is gone.
    if (error instanceof LinliError && error.code === 'not-found') return { text: texts.activity.none }
    throw error
  }
}

export interface Running {
  errand: Errand
  texts: NoticeTexts
  action: string
}

async function runSubscription(work: Work, { errand, texts, action }: Running): Promise<string> {
  const isStop = action === 'stop'
  await (isStop ? optOut : optIn)(work, errand.contactId)
  return isStop ? texts.optedOut : texts.optedIn
}

async function runActivity(parts: ErrandParts, work: Work, running: Running): Promise<ErrandAnswer> {
  const { errand, texts, action } = running
  const [, , activityId = ''] = errand.value.split(':')
  const { contactId } = errand
  const { activity: words } = texts
  switch (action) {
    case 'join':
      return await join(work, { activityId, errand, texts })
    case 'leave': {
      const { kind, title } = await leave(work, { activityId, contactId })
      return { text: kind === 'cancelled' ? words.cancelled(title) : words.notSignedUp(title) }
    }
    case 'in': {
      const { kind, title } = await checkIn(work, { activityId, contactId })
      const said = {
        attended: words.attended,
        'too-early': words.tooEarly,
        'called-off': words.calledOff,
        'not-signed-up': words.notSignedUp,
      }
      return { text: said[kind](title) }
    }
    default:
      return await listActivities(parts, work, running)
  }
}

async function join(
  work: Work,
  { activityId, errand, texts }: { activityId: string; errand: Errand; texts: NoticeTexts },
): Promise<ErrandAnswer> {
  const { contactId, conversationId } = errand
  const contact = await work.tx.contact.findUnique({ where: { id: contactId }, select: { name: true } })
  const outcome = await signUp(work, { activityId, contactId, conversationId, name: contact?.name ?? '' })
  const { activity: words } = texts
  if (outcome.kind === 'called-off') return { text: words.calledOff(outcome.title) }
  if (outcome.kind === 'closed') return { text: words.closed(outcome.title) }
  const said = outcome.kind === 'in' ? words.in : words.waiting
  return {
    text: said(outcome.title, outcome.order),
    buttons: [[{ label: words.cancel, value: `activity:leave:${activityId}` }]],
  }
}

async function listActivities(
  parts: ErrandParts,
  work: Work,
  { errand, texts }: Omit<Running, 'action'>,
): Promise<ErrandAnswer> {
  const { communityId, language } = errand
  const open = await listOpenActivities(work, { communityId, kind: 'activity' })
  if (open.length === 0) return { text: texts.activity.none }
  const cards = open.map(({ title, text, place, startsAt, quota, signUps }) =>
    texts.activity.card({
      ...{ title, text, place, when: parts.writeTime(startsAt, language) },
      left:
        quota === null
          ? texts.activity.unlimited
          : texts.activity.left(quota - signUps.filter(({ state }) => state !== 'waiting').length),
    }),
  )
  const buttons = open.map(({ id, title }) => [
    { label: `${texts.activity.signUp} · ${title}`.slice(0, 40), value: `activity:join:${id}` },
  ])
  return { text: cards.join('\n\n'), buttons }
}

async function runOwnerDay(work: Work, { errand, texts, action }: Running): Promise<string> {
  const { ownerDay } = texts
  if (action === 'results') {
    const day = await findLastOwnerDay(work, errand)
    if (!day || day.questions.length === 0) return ownerDay.noResults
    const lines = day.questions.map(({ number, text, result }) =>
      ownerDay.result(number, text, result === '' ? ownerDay.pending : result),
    )
    return [ownerDay.results(day.title), ...lines].join('\n')
  }
  const text = errand.value.slice('owner-day:ask:'.length)
  const asked = await askOwnerDay(work, { ...errand, text })
  return asked ? ownerDay.numbered(asked.number, asked.title) : ownerDay.closed
}

async function runBirthday(
  { timezone }: ErrandParts,
  work: Work,
  { errand, texts, action }: Running,
): Promise<string> {
  const { birthday: words } = texts
  const { contactId } = errand
  if (action === 'how') return words.how
  if (action === 'stop') {
    await dropBirthday(work, contactId)
    return words.dropped
  }
  const birthday = readBirthday(errand.value.slice('birthday:keep:'.length))
  if (!birthday) return words.bad
  await keepBirthday(work, { contactId, birthday, timezone })
  const { month, day, isLunar } = birthday
  return words.kept(isLunar ? words.lunar(month, day) : words.solar(month, day))
}
