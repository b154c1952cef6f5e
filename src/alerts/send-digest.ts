import { postStaffNotice } from '../notices/staff-notice.ts'
import { createId } from '../shared/ids.ts'
import { instantAt, localDayAt, weekdayOfDay } from '../shared/zoned-time.ts'
import type { Work } from '../storage/work.ts'
import { clearTimer, setTimer } from '../timers/timer-store.ts'
import type { AlertParts } from './alert-parts.ts'
import type { AlertPolicy } from './alert-policy.ts'
import { loadAlertPolicy } from './alert-policy-store.ts'
import { writeDigest } from './digest.ts'
import { findManagersChats } from './managers-chats.ts'
import { readDigest } from './read-digest.ts'

export const digestTimer = 'weekly-digest'

/** The digest of the last seven days as the staff chat shows it. */
export async function composeDigest(parts: AlertParts, work: Work): Promise<string> {
  const facts = await readDigest(work.tx, { now: work.now, timezone: parts.timezone })
  return writeDigest(facts, { texts: parts.texts, isMasked: false })
}

/** Sends the digest to the managers' own chats, and to the staff room where none of them has one; then sets the next. */
export async function sendDigest(parts: AlertParts, work: Work): Promise<void> {
  const text = await composeDigest(parts, work)
  const chats = await findManagersChats(work)
  for (const chat of chats) await parts.sayInChat?.(work, chat, { text, noticeId: `digest-${createId()}` })
  if (chats.length === 0) await postStaffNotice(work, { kind: 'digest', level: 'info', text })
  await setNextDigest(parts, work)
}

/** Sets the timer of the next digest by the policy; takes it back where the policy wants none. */
export async function setNextDigest(parts: Pick<AlertParts, 'timezone'>, work: Work): Promise<void> {
  const { digest } = await loadAlertPolicy(work.tx)
  if (!digest) return await clearTimer(work, digestTimer, 'all')
  await setTimer(work, {
    kind: digestTimer,
    subject: 'all',
    dueAt: nextDigestAt(digest, work.now, parts.timezone),
  })
}

/** The next instant of this weekday and time after now. */
export function nextDigestAt(digest: NonNullable<AlertPolicy['digest']>, now: Date, timezone: string): Date {
  const [hour = 0, minute = 0] = digest.time.split(':').map(Number)
  const today = localDayAt(timezone, now.getTime())
  for (let day = today; day <= today + 7; day++) {
    if (weekdayOfDay(day) !== digest.weekday) continue
    const atMs = instantAt(timezone, day, hour * 60 + minute)
    if (atMs > now.getTime()) return new Date(atMs)
  }
  return new Date(now.getTime() + 7 * 86_400_000)
}

/** Sets the digest unless it is set already: at start. */
export async function digestSoon(parts: Pick<AlertParts, 'timezone'>, work: Work): Promise<void> {
  const known = await work.tx.timer.findFirst({ where: { kind: digestTimer }, select: { id: true } })
  if (!known) await setNextDigest(parts, work)
}
