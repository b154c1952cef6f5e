import type { Work } from '../storage/work.ts'
import { type DueTimer, setTimer } from '../timers/timer-store.ts'
import { isLive, isOfPlace } from './alert-life.ts'
import type { AlertParts } from './alert-parts.ts'
import { loadAlertPolicy } from './alert-policy-store.ts'
import { findAlert, growAlertNotice, postAlertNotice, writeNotice } from './alert-store.ts'
import { findManagersChats } from './managers-chats.ts'

/** Looks after an alert: rings the next while nobody acknowledges it, closes it when it is calm. */
export const alertTimer = 'alert'
/** Looks whether a notice has reached its chat. */
export const deliveryTimer = 'alert-delivery'

const minuteMs = 60_000
const mostLevel = 2

/** Sets both watches of an alert that was just told of. */
export async function watchAlertSoon(work: Work, alert: { id: string; noticeId: string }): Promise<void> {
  const policy = await loadAlertPolicy(work.tx)
  const soonest = Math.min(policy.escalateMinutes, policy.calmMinutes)
  await setTimer(work, { kind: alertTimer, subject: alert.id, dueAt: later(work, soonest * minuteMs) })
  await setTimer(work, {
    kind: deliveryTimer,
    subject: alert.noticeId,
    dueAt: later(work, policy.deliverSeconds * 1000),
    data: { next: 0 },
  })
}

const later = (work: Work, byMs: number) => new Date(work.now.getTime() + byMs)

/** Closes what is calm, rings the next for what nobody acknowledged, and looks again. */
export async function onAlertDue(parts: AlertParts, work: Work, timer: DueTimer): Promise<void> {
  const alert = await findAlert(work.tx, timer.subject)
  if (!alert || !isLive(alert.status)) return
  const policy = await loadAlertPolicy(work.tx)
  const calmAt = alert.lastEvidenceAt.getTime() + policy.calmMinutes * minuteMs
  if (isOfPlace(alert.kind) && work.now.getTime() >= calmAt) {
    await work.tx.alert.update({
      where: { id: alert.id },
      data: { status: 'closed', endedAt: work.now, endedBy: 'system' },
    })
    return
  }
  const isUnheard = alert.status === 'open' && alert.level < mostLevel
  if (isUnheard) await ringNext(parts, work, alert.id)
  const againMs = isUnheard
    ? policy.escalateMinutes * minuteMs
    : Math.max(minuteMs, calmAt - work.now.getTime())
  await setTimer(work, { kind: alertTimer, subject: alert.id, dueAt: later(work, againMs) })
}

async function ringNext(parts: AlertParts, work: Work, id: string): Promise<void> {
  await work.tx.alert.update({ where: { id }, data: { level: { increment: 1 } } })
  const alert = await findAlert(work.tx, id)
  if (!alert) return
  const to = await parts.findEscalation?.(work, alert, alert.level)
  const old = alert.noticeId
    ? await work.tx.staffNotice.findUnique({ where: { id: alert.noticeId }, select: { text: true } })
    : null
  const text = isOfPlace(alert.kind) ? await writeNotice(parts, work, alert) : (old?.text ?? alert.topic)
  const noticeId = await postAlertNotice(work, alert, { text, toStaffId: to, level: alert.level })
  const { deliverSeconds } = await loadAlertPolicy(work.tx)
  await setTimer(work, {
    kind: deliveryTimer,
    subject: noticeId,
    dueAt: later(work, deliverSeconds * 1000),
    data: { next: 0 },
  })
}

/** A notice that has not reached its chat in time goes to the next chat, until one has it or none is left. */
export async function onDeliveryDue(parts: AlertParts, work: Work, timer: DueTimer): Promise<void> {
  const notice = await work.tx.staffNotice.findUnique({ where: { id: timer.subject } })
  if (!notice || notice.ackAt || (await wasDelivered(work, notice.id))) return
  const policy = await loadAlertPolicy(work.tx)
  const chats = [...policy.fallbackChats, ...(await findManagersChats(work))]
  const next = Number(timer.data['next'] ?? 0)
  const chat = chats[next]
  if (!chat || !parts.sayInChat) return
  await parts.sayInChat(work, chat, { text: notice.text, noticeId: notice.id })
  await setTimer(work, {
    kind: deliveryTimer,
    subject: notice.id,
    dueAt: later(work, policy.deliverSeconds * 1000),
    data: { next: next + 1 },
  })
}

/** Whether any chat has it. */
async function wasDelivered(work: Work, noticeId: string): Promise<boolean> {
  const sent = await work.tx.outbound.count({
    where: {
      content: { path: ['noticeId'], equals: noticeId },
      state: 'sent',
      createdAt: { gte: later(work, -24 * 60 * minuteMs) },
    },
  })
  return sent > 0
}

/** Whoever acknowledges the notice has acknowledged the alert. */
export async function acknowledgeByNotice(
  parts: AlertParts,
  work: Work,
  { noticeId, by }: { noticeId: string; by: string },
): Promise<void> {
  const notice = await work.tx.staffNotice.findUnique({
    where: { id: noticeId },
    select: { kind: true, data: true },
  })
  if (notice?.kind !== 'alert') return
  const { alertId } = notice.data as { alertId?: string }
  const { count } = await work.tx.alert.updateMany({
    where: { id: alertId ?? '', status: 'open' },
    data: { status: 'acknowledged', acknowledgedBy: by, acknowledgedAt: work.now },
  })
  const alert = count > 0 && alertId ? await findAlert(work.tx, alertId) : null
  if (alert && isOfPlace(alert.kind)) await growAlertNotice(parts, work, alert)
}
