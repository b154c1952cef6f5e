import { LinliError } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import type { RunSql } from '../storage/run-sql.ts'
import type { Work } from '../storage/work.ts'
import { setTimer } from '../timers/timer-store.ts'
import { findMovedUp, orderOf, type Place, seat } from './places.ts'

export const reminderTimer = 'activity-reminder'
export const endTimer = 'activity-feedback'
export const intakeTimer = 'owner-day-end'
const hourMs = 3_600_000
const reminderMs = 24 * hourMs
const endMs = 4 * hourMs
/** From so long before the beginning people may check in. */
const checkInMs = 2 * hourMs

export type ActivityRow = NonNullable<Awaited<ReturnType<typeof findActivity>>>

export async function findActivity({ tx }: Pick<Work, 'tx'>, id: string) {
  return await tx.activity.findUnique({ where: { id } })
}

export interface NewActivity {
  kind: 'activity' | 'owner-day'
  communityId: string | null
  title: string
  text: string
  place: string
  startsAt: Date
  closesAt: Date
  quota: number | null
  by: string
}

/** Opens an activity for sign-up; rejects with `bad-request` for times that do not fit. */
export async function openActivity(work: Work, given: NewActivity): Promise<ActivityRow> {
  const { by, ...row } = given
  checkTimes(row, work.now)
  const created = await work.tx.activity.create({
    data: { ...row, id: createId(), createdBy: by, createdAt: work.now },
  })
  await setActivityTimers(work, created)
  return created
}

/** Rejects with `bad-request` for times that do not fit each other, or are over. */
export function checkTimes(
  about: { kind: 'activity' | 'owner-day'; startsAt: Date; closesAt: Date },
  now: Date,
): void {
  const { kind, startsAt, closesAt } = about
  if (closesAt <= now) throw new LinliError('bad-request', 'closesAt: expected a time to come.')
  if (kind === 'activity' && startsAt < closesAt) {
    throw new LinliError('bad-request', 'closesAt: expected a time before startsAt.')
  }
  if (kind === 'owner-day' && startsAt >= closesAt) {
    throw new LinliError('bad-request', 'closesAt: expected a time after startsAt, when questions are taken.')
  }
}

/** Reminder and end of an activity, by its times as they are now; an owners' day has the end of its intake. */
export async function setActivityTimers(work: Work, activity: ActivityRow): Promise<void> {
  const { id, kind, startsAt, closesAt } = activity
  if (kind !== 'activity') {
    return await setTimer(work, { kind: intakeTimer, subject: id, dueAt: closesAt })
  }
  const remindAt = new Date(Math.max(work.now.getTime(), startsAt.getTime() - reminderMs))
  await setTimer(work, { kind: reminderTimer, subject: id, dueAt: remindAt })
  await setTimer(work, { kind: endTimer, subject: id, dueAt: new Date(startsAt.getTime() + endMs) })
}

/** The row of an activity is the lock: of many who press at once each sees those before. */
export async function lockActivity(
  work: Work,
  id: string,
): Promise<{ activity: ActivityRow; places: SignUp[] }> {
  await work.tx.$queryRaw`select id from "Activity" where id = ${id} for update`
  const activity = await findActivity(work, id)
  if (!activity) throw new LinliError('not-found', 'There is no such activity.')
  const places = await work.tx.activitySignUp.findMany({
    where: { activityId: id },
    orderBy: { place: 'asc' },
  })
  return { activity, places: places as SignUp[] }
}

export type SignUp = Place & { conversationId: string; name: string; score: number | null }

export interface Person {
  activityId: string
  contactId: string
  conversationId: string
  name: string
}

export type SignUpOutcome =
  | { kind: 'in' | 'waiting'; title: string; order: number; isNew: boolean }
  | { kind: 'closed'; title: string }
  | { kind: 'called-off'; title: string }

/** Signs somebody up, once; beyond the quota they wait in order. */
export async function signUp(work: Work, person: Person): Promise<SignUpOutcome> {
  const { activity, places } = await lockActivity(work, person.activityId)
  const { title, quota } = activity
  const { activityId, contactId } = person
  // Also for who is in: what does not take place confirms no place.
  if (activity.state === 'cancelled') return { kind: 'called-off', title }
  const own = places.find(place => place.contactId === contactId)
  if (own && own.state !== 'cancelled') {
    const kind = own.state === 'waiting' ? 'waiting' : 'in'
    return { kind, title, order: orderOf(places, contactId), isNew: false }
  }
  if (activity.state !== 'open' || activity.closesAt <= work.now) return { kind: 'closed', title }
  const others = places.filter(place => place !== own)
  const state = seat(others, quota)
  const place = activity.nextOrder
  const row = { conversationId: person.conversationId, name: person.name, place, state, at: work.now }
  await work.tx.activitySignUp.upsert({
    where: { activityId_contactId: { activityId, contactId } },
    create: { ...row, activityId, contactId },
    update: row,
  })
  await work.tx.activity.update({ where: { id: activityId }, data: { nextOrder: place + 1 } })
  const order = orderOf([...others, { contactId, place, state }], contactId)
  return { kind: state, title, order, isNew: true }
}

/** Takes somebody out; who waits longest moves up and hears so. */
export async function leave(
  work: Work,
  who: { activityId: string; contactId: string },
): Promise<{ kind: 'cancelled' | 'not-signed-up'; title: string }> {
  const { activity, places } = await lockActivity(work, who.activityId)
  const { title } = activity
  const own = places.find(({ contactId }) => contactId === who.contactId)
  if (!own || own.state === 'cancelled' || own.state === 'attended') {
    return { kind: 'not-signed-up', title }
  }
  await setState(work, { activityId: activity.id, contactId: own.contactId, state: 'cancelled' })
  const left = places.map(place => (place === own ? { ...place, state: 'cancelled' as const } : place))
  await moveUp(work, { activity, places: left })
  return { kind: 'cancelled', title }
}

/** Gives free places to those who wait, in order, and lets them know; nobody moves up once it has begun. */
export async function moveUp(
  work: Work,
  { activity, places }: { activity: ActivityRow; places: readonly SignUp[] },
): Promise<void> {
  const { id: activityId, quota, startsAt } = activity
  const movedUp = startsAt <= work.now ? [] : (findMovedUp(places, quota) as SignUp[])
  if (movedUp.length === 0) return
  for (const { contactId } of movedUp) await setState(work, { activityId, contactId, state: 'in' })
  const conversationIds = movedUp.map(({ conversationId }) => conversationId)
  await work.emit({ kind: 'activity-changed', activityId, change: 'moved-up', conversationIds })
}

async function setState(
  { tx }: Work,
  { activityId, contactId, state }: { activityId: string; contactId: string; state: string },
): Promise<void> {
  await tx.activitySignUp.update({
    where: { activityId_contactId: { activityId, contactId } },
    data: { state },
  })
}

/** Somebody who is in has come; from two hours before it begins, by themselves, and at any time by staff. */
export async function checkIn(
  work: Work,
  who: { activityId: string; contactId: string; byStaff?: boolean },
): Promise<{ kind: 'attended' | 'not-signed-up' | 'too-early' | 'called-off'; title: string }> {
  const { activity, places } = await lockActivity(work, who.activityId)
  const { title } = activity
  if (activity.state === 'cancelled') return { kind: 'called-off', title }
  const own = places.find(({ contactId }) => contactId === who.contactId)
  if (!own || (own.state !== 'in' && own.state !== 'attended')) return { kind: 'not-signed-up', title }
  const isEarly = work.now.getTime() < activity.startsAt.getTime() - checkInMs
  if (isEarly && !who.byStaff) return { kind: 'too-early', title }
  await work.tx.activitySignUp.update({
    where: { activityId_contactId: { activityId: activity.id, contactId: own.contactId } },
    data: { state: 'attended', attendedAt: work.now },
  })
  return { kind: 'attended', title }
}

/** What somebody who was in says of it afterwards: 1 to 5. */
export async function rateActivity(
  work: Work,
  given: { activityId: string; contactId: string; score: number },
): Promise<boolean> {
  const { activityId, contactId, score } = given
  const { count } = await work.tx.activitySignUp.updateMany({
    where: { activityId, contactId, state: { in: ['in', 'attended'] } },
    data: { score },
  })
  return count > 0
}

/** Whether any activity is announced or was lately: most words that could be about one are about none. */
export async function hasActivities(sql: RunSql, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - endMs)
  const [row] = await sql<{ found: boolean }>`
    select exists (select 1 from "Activity" where state = 'open' and ("startsAt" > ${since}::timestamptz or "closesAt" > ${now}::timestamptz)) as found`
  return row?.found ?? true
}

/** Activities that can be signed up for now in a community, and those of all communities. */
export async function listOpenActivities(
  { tx, now }: { tx: Pick<Work['tx'], 'activity'>; now: Date },
  { communityId, kind }: { communityId: string | undefined; kind: 'activity' | 'owner-day' },
) {
  return await tx.activity.findMany({
    where: {
      ...{ kind, state: 'open', closesAt: { gt: now } },
      OR: [{ communityId: null }, ...(communityId ? [{ communityId }] : [])],
    },
    orderBy: { startsAt: 'asc' },
    take: 5,
    include: { signUps: { where: { state: { in: ['in', 'attended', 'waiting'] } } } },
  })
}

/** What somebody is signed up for, or waits for, that is not over; the next first. */
export async function listOwnSignUps(
  tx: Pick<Work['tx'], 'activitySignUp'>,
  { contactId, now }: { contactId: string; now: Date },
) {
  const rows = await tx.activitySignUp.findMany({
    where: {
      ...{ contactId, state: { in: ['in', 'attended', 'waiting'] } },
      activity: { kind: 'activity', state: 'open', startsAt: { gt: new Date(now.getTime() - endMs) } },
    },
    include: { activity: { include: { signUps: { orderBy: { place: 'asc' } } } } },
    orderBy: { activity: { startsAt: 'asc' } },
    take: 5,
  })
  return rows.map(({ activity, state }) => ({
    ...activity,
    own: state as SignUp['state'],
    order: orderOf(activity.signUps as SignUp[], contactId),
  }))
}
