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
  /** Needed by `resolve`: what came of it. */
  outcome?: string
  /** With `mute`: for how many hours the same cause stays silent. */
  hours?: number
}

/** Takes one step with an alert. Rejects with `bad-request` naming what is missing, `not-found`, or `conflict` where the step may not be taken; nothing has happened then. */
export async function actOnAlert(work: Work, step: AlertStep): Promise<void> {
  const { tx, now } = work
  checkOutcome(step)
  await tx.$queryRaw`select id from "Alert" where id = ${step.id} for update`
  const alert = await tx.alert.findUnique({ where: { id: step.id } })
  if (!alert) throw new LinliError('not-found', `There is no alert ${step.id}.`)
  const status = stepAlert(alert.status, step.action)
  if (step.action === 'assign') await requireStaff(work, step.assigneeId)
  const isEnded = status === 'resolved' || status === 'muted'
  const isFirstAnswer = status === 'acknowledged' && !alert.acknowledgedBy
  await tx.alert.update({
    where: { id: alert.id },
    data: {
      status,
      ...(isFirstAnswer ? { acknowledgedBy: step.by, acknowledgedAt: now } : {}),
      ...(isEnded ? { endedBy: step.by, endedAt: now } : {}),
      ...toldBy(step, now),
    },
  })
  if (isEnded) await clearTimer(work, alertTimer, alert.id)
  if (alert.noticeId) {
    await tx.staffNotice.updateMany({
      where: { id: alert.noticeId, ackAt: null },
      data: { ackAt: now, ackBy: step.by },
    })
  }
}

function checkOutcome({ action, outcome = '' }: AlertStep): void {
  if (action !== 'resolve' || outcome.trim() !== '') return
  throw new LinliError('bad-request', 'outcome: expected what came of it, e.g. "已向住户致歉，电梯今晚修好"')
}

/** What the step itself brings. */
function toldBy({ action, assigneeId, outcome, hours = 24 }: AlertStep, now: Date) {
  return {
    ...(assigneeId ? { assigneeId } : {}),
    ...(outcome === undefined ? {} : { outcome }),
    ...(action === 'mute' ? { mutedUntil: new Date(now.getTime() + hours * 3_600_000) } : {}),
  }
}

async function requireStaff({ tx }: Work, id: string | undefined): Promise<void> {
  const found = id ? await tx.staff.findFirst({ where: { id, active: true }, select: { id: true } }) : null
  if (!found) throw new LinliError('bad-request', 'assigneeId: expected the id of somebody of the staff')
}
