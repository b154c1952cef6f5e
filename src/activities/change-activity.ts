import { LinliError } from '../shared/errors.ts'
import type { Work } from '../storage/work.ts'
import { clearTimer } from '../timers/timer-store.ts'
import {
  type ActivityRow,
  checkTimes,
  endTimer,
  intakeTimer,
  lockActivity,
  moveUp,
  type NewActivity,
  reminderTimer,
  setActivityTimers,
} from './activity-store.ts'

type Changeable = Omit<NewActivity, 'kind' | 'communityId' | 'by'>
/** What is left out, or undefined, stays as it is. */
export type ActivityChange = { id: string } & { [Field in keyof Changeable]?: Changeable[Field] | undefined }

/**
 * Changes an activity that is still open. More places let people move up; another time or place is told to all who
 * signed up. Rejects with `conflict` once it is over or cancelled, or for fewer places than are taken.
 */
export async function changeActivity(work: Work, change: ActivityChange): Promise<ActivityRow> {
  const { id, ...given } = change
  const { activity, places } = await lockActivity(work, id)
  const row = merge(activity, given)
  checkOpen(activity)
  const kind = activity.kind as NewActivity['kind']
  // Whose sign-up is closed already may still get new words.
  const isSameEnd = row.closesAt.getTime() === activity.closesAt.getTime()
  if (!isSameEnd || row.startsAt < row.closesAt) checkTimes({ ...row, kind }, work.now)
  const taken = places.filter(({ state }) => state === 'in' || state === 'attended').length
  if (row.quota !== null && row.quota < taken) {
    throw new LinliError('conflict', `quota: ${taken} have a place already; expected at least as many.`)
  }
  const saved = await work.tx.activity.update({ where: { id }, data: row })
  await setActivityTimers(work, saved)
  const isMoved = saved.startsAt.getTime() !== activity.startsAt.getTime() || saved.place !== activity.place
  if (isMoved && kind === 'activity') await tellSignedUp(work, saved.id, 'moved')
  await moveUp(work, { activity: saved, places })
  return saved
}

function merge(activity: ActivityRow, given: Omit<ActivityChange, 'id'>): Changeable {
  const { title, text, place, startsAt, closesAt, quota } = activity
  const changed = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return { title, text, place, startsAt, closesAt, quota, ...changed }
}

/** It does not take place; all who signed up hear so. */
export async function cancelActivity(work: Work, id: string): Promise<ActivityRow> {
  const { activity } = await lockActivity(work, id)
  checkOpen(activity)
  for (const kind of [reminderTimer, endTimer, intakeTimer]) await clearTimer(work, kind, id)
  const saved = await work.tx.activity.update({ where: { id }, data: { state: 'cancelled' } })
  if (activity.kind === 'activity') await tellSignedUp(work, id, 'cancelled')
  return saved
}

function checkOpen({ state }: ActivityRow): void {
  if (state !== 'open') throw new LinliError('conflict', `The activity is ${state} already.`)
}

async function tellSignedUp(work: Work, activityId: string, change: 'cancelled' | 'moved'): Promise<void> {
  const people = await work.tx.activitySignUp.findMany({
    where: { activityId, state: { in: ['in', 'waiting', 'attended'] } },
    select: { conversationId: true },
  })
  const conversationIds = people.map(({ conversationId }) => conversationId)
  if (conversationIds.length > 0) {
    await work.emit({ kind: 'activity-changed', activityId, change, conversationIds })
  }
}
