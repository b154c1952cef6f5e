import { checkIn, leave, listOpenActivities, listOwnSignUps, signUp } from './activities/activity-store.ts'
import type { RemindParts } from './activities/remind.ts'
import type { Errand, ErrandAnswer } from './dialog/errand.ts'
import type { NoticeTexts } from './i18n/notices.ts'
import type { Work } from './storage/work.ts'

interface Running {
  errand: Errand
  texts: NoticeTexts
  action: string
}

/** Signing up and leaving, checking in, and what there is. */
export async function runActivity(parts: RemindParts, work: Work, running: Running): Promise<ErrandAnswer> {
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
    case 'mine':
      return await showOwn(parts, work, running)
    case 'card':
      return await showOne(parts, work, running)
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

type Shown = Awaited<ReturnType<typeof listOpenActivities>>[number]

function writeCard(parts: RemindParts, activity: Shown, { errand, texts }: Omit<Running, 'action'>): string {
  const { title, text, place, startsAt, quota, signUps } = activity
  const taken = signUps.filter(({ state }) => state === 'in' || state === 'attended').length
  const left = quota === null ? texts.activity.unlimited : texts.activity.left(quota - taken)
  const when = parts.writeTime(startsAt, errand.language)
  return texts.activity.card({ title, text, place, when, left })
}

async function listActivities(
  parts: RemindParts,
  work: Work,
  running: Omit<Running, 'action'>,
): Promise<ErrandAnswer> {
  const { errand, texts } = running
  const { communityId } = errand
  const open = await listOpenActivities(work, { communityId, kind: 'activity' })
  if (open.length === 0) return { text: texts.activity.none }
  const cards = open.map(activity => writeCard(parts, activity, running))
  const buttons = open.map(({ id, title }) => [
    { label: `${texts.activity.signUp} · ${title}`.slice(0, 40), value: `activity:join:${id}` },
  ])
  return { text: cards.join('\n\n'), buttons }
}

/** One that somebody named, whether they are in or not. */
async function showOne(parts: RemindParts, work: Work, running: Running): Promise<ErrandAnswer> {
  const { errand, texts } = running
  const [, , id = ''] = errand.value.split(':')
  const own = await showOwn(parts, work, { ...running, only: id })
  if (own.buttons) return own
  const { communityId } = errand
  const open = await listOpenActivities(work, { communityId, kind: 'activity' })
  const found = open.find(activity => activity.id === id)
  if (!found) return { text: texts.activity.none }
  return {
    text: writeCard(parts, found, running),
    buttons: [[{ label: texts.activity.signUp, value: `activity:join:${id}` }]],
  }
}

/** What somebody is signed up for, with their place in it; `only` limits it to one. */
async function showOwn(
  parts: RemindParts,
  work: Work,
  running: Running & { only?: string },
): Promise<ErrandAnswer> {
  const { errand, texts, only } = running
  const { activity: words } = texts
  const all = await listOwnSignUps(work.tx, { contactId: errand.contactId, now: work.now })
  const own = only === undefined ? all : all.filter(({ id }) => id === only)
  if (own.length === 0) return { text: words.notIn }
  const cards = own.map(activity => {
    const place =
      activity.own === 'waiting' ? words.mineWaiting(activity.order) : words.mineIn(activity.order)
    return `${writeCard(parts, activity, running)}\n${place}`
  })
  const buttons = own.map(({ id, title }) => [
    { label: words.leave(title).slice(0, 40), value: `activity:leave:${id}` },
  ])
  return { text: cards.join('\n\n'), buttons }
}
