import { LinliError } from '../shared/errors.ts'
import type { Work } from '../storage/work.ts'
import { clearTimer } from '../timers/timer-store.ts'
import { type AlertAction, stepAlert } from './alert-life.ts'
import { alertTimer } from './alert-timers.ts'

export interface AlertStep {
  id: string
  action: AlertAction
  /** Staff id, or `api`. */
  by: string
  /** With `assign`: a staff id. */
  assigneeId?: string
  /** With `resolve`: what came of it. */
  outcome?: string
  /** With `mute`: for how many hours the same cause stays silent. */
  hours?: number
}

/** Takes one step with an alert. Rejects with `not-found`, or `conflict` where the step may not be taken; nothing has happened then. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one pass over lines, kept in one place to be read in order
export async function actOnAlert(work: Work, step: AlertStep): Promise<void> {
  const { tx, now } = work
  await tx.$queryRaw`select id from "Alert" where id = ${step.id} for update`
  const alert = await tx.alert.findUnique({ where: { id: step.id } })
  if (!alert) throw new LinliError('not-found', `There is no alert ${step.id}.`)
  const status = stepAlert(alert.status, step.action)
  if (step.action === 'assign') await requireStaff(work, step.assigneeId)
  const acknowledged =
    status === 'acknowledged' && !alert.acknowledgedBy ? { acknowledgedBy: step.by, acknowledgedAt: now } : {}
  const ended = status === 'resolved' || status === 'muted' ? { endedBy: step.by, endedAt: now } : {}
  await tx.alert.update({
    where: { id: alert.id },
    data: {
      status,
      ...acknowledged,
      ...ended,
      ...(step.assigneeId ? { assigneeId: step.assigneeId } : {}),
      ...(step.outcome === undefined ? {} : { outcome: step.outcome }),
      ...(step.action === 'mute'
        ? { mutedUntil: new Date(now.getTime() + (step.hours ?? 24) * 3_600_000) }
        : {}),
    },
  })
  if (status === 'resolved' || status === 'muted') await clearTimer(work, alertTimer, alert.id)
  if (alert.noticeId) {
    await tx.staffNotice.updateMany({
      where: { id: alert.noticeId, ackAt: null },
      data: { ackAt: now, ackBy: step.by },
    })
  }
}

async function requireStaff({ tx }: Work, id: string | undefined): Promise<void> {
  const found = id ? await tx.staff.findFirst({ where: { id, active: true }, select: { id: true } }) : null
  if (!found) throw new LinliError('bad-request', 'assigneeId: expected the id of somebody of the staff')
}
