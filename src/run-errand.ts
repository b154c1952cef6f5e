import { checkIn, leave, listOpenActivities, rateActivity, signUp } from './activities/activity-store.ts'
import { askOwnerDay } from './activities/owner-questions.ts'
import { listServices, rateService } from './activities/service-menu.ts'
import { optIn, optOut } from './broadcasts/opt-out.ts'
import type { Errand, ErrandAnswer } from './dialog/errand.ts'
import { type NoticeTexts, noticeTextsFor } from './i18n/notices.ts'
import { LinliError } from './shared/errors.ts'
import type { Language } from './shared/vocabulary.ts'
import type { Work } from './storage/work.ts'

/** How a resident is written to outside a turn. */
export interface ErrandParts {
  notify(work: Work, notice: { conversationId: string; channel: string; text: string }): Promise<void>
  writeTime(at: Date, language: Language): string
}

/** Carries out what a button of a notice or activity, or a fixed word, asks for; gives what the resident hears. */
export async function runErrand(parts: ErrandParts, work: Work, errand: Errand): Promise<ErrandAnswer> {
  const texts = noticeTextsFor(errand.language)
  const [about = '', action = ''] = errand.value.split(':')
  try {
    if (about === 'activity') return await runActivity(parts, work, { errand, texts, action })
    if (about === 'menu') return await runMenu(work, { errand, texts, action })
    if (about === 'owner-day') return { text: await ask(work, errand, texts) }
    if (action === 'stop') await optOut(work, errand.contactId)
    else await optIn(work, errand.contactId)
    return { text: action === 'stop' ? texts.optedOut : texts.optedIn }
  } catch (error) {
    // A button of something that is gone.
    if (error instanceof LinliError && error.code === 'not-found') return { text: texts.activity.none }
    throw error
  }
}

interface Running {
  errand: Errand
  texts: NoticeTexts
  action: string
}

async function runActivity(parts: ErrandParts, work: Work, running: Running): Promise<ErrandAnswer> {
  const { errand, texts, action } = running
  const [, , activityId = '', detail = ''] = errand.value.split(':')
  const { contactId } = errand
  const { activity: words } = texts
  switch (action) {
    case 'join':
      return await join(work, { activityId, errand, texts })
    case 'leave': {
      const { kind, title, movedUp } = await leave(work, { activityId, contactId })
      for (const person of movedUp) await tellMovedUp(parts, work, { title, ...person })
      return { text: kind === 'cancelled' ? words.cancelled(title) : words.notSignedUp(title) }
    }
    case 'in': {
      const { kind, title } = await checkIn(work, { activityId, contactId })
      return { text: kind === 'attended' ? words.attended(title) : words.notSignedUp(title) }
    }
    case 'score': {
      const score = Number(detail)
      const isKept = /^[1-5]$/.test(detail) && (await rateActivity(work, { activityId, contactId, score }))
      return { text: isKept ? words.thanks : words.none }
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
  if (outcome.kind === 'closed') return { text: words.closed(outcome.title) }
  const said = outcome.kind === 'in' ? words.in : words.waiting
  return {
    text: said(outcome.title, outcome.order),
    buttons: [[{ label: words.cancel, value: `activity:leave:${activityId}` }]],
  }
}

async function tellMovedUp(
  parts: ErrandParts,
  work: Work,
  person: { title: string; conversationId: string },
): Promise<void> {
  const talk = await work.tx.conversation.findUnique({ where: { id: person.conversationId } })
  if (!talk) return
  const text = noticeTextsFor(talk.language as Language).activity.movedUp(person.title)
  await parts.notify(work, { conversationId: talk.id, channel: talk.channel, text })
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

/** Shown on request; never while somebody complains. */
async function runMenu(work: Work, { errand, texts, action }: Running): Promise<ErrandAnswer> {
  const [, , itemId = '', detail = ''] = errand.value.split(':')
  if (action === 'rate' && /^[1-5]$/.test(detail)) {
    const { contactId } = errand
    const isKept = await rateService(work, { itemId, contactId, score: Number(detail) })
    return { text: isKept ? texts.activity.thanks : texts.menu.none }
  }
  if (errand.isComplaining || (await hasComplained(work, errand))) return { text: texts.menu.later }
  const services = await listServices(work, errand)
  if (services.length === 0) return { text: texts.menu.none }
  const lines = services.flatMap(({ title, text, average, count, tiers, partner, phone }) => [
    texts.menu.item(title, text, average === null ? '' : texts.menu.rating(average.toFixed(1), count)),
    ...tiers.map(({ name, price, includes }) => texts.menu.tier(name, price, includes)),
    ...(partner ? [`  · ${partner}${phone ? ` ${phone}` : ''}`] : []),
  ])
  return { text: [texts.menu.head, ...lines].join('\n') }
}

/** Within the hour, and not settled yet. */
async function hasComplained({ tx, now }: Work, { conversationId }: Errand): Promise<boolean> {
  const since = new Date(now.getTime() - 3_600_000)
  const open = { notIn: ['closed', 'cancelled', 'followed_up'] }
  const where = { conversationId, kind: 'complaint', status: open, createdAt: { gt: since } }
  return (await tx.ticket.count({ where })) > 0
}

async function ask(work: Work, errand: Errand, { ownerDay }: NoticeTexts): Promise<string> {
  const text = errand.value.slice('owner-day:ask:'.length)
  const asked = await askOwnerDay(work, { ...errand, text })
  return asked ? ownerDay.numbered(asked.number, asked.title) : ownerDay.closed
}
