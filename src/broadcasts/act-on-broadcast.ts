import { LinliError } from '../shared/errors.ts'
import type { Work } from '../storage/work.ts'
import { clearTimer, setTimer, type TimerHandler } from '../timers/timer-store.ts'
import { settleAudience } from './audience.ts'
import { findAudienceProblems } from './audience-problems.ts'
import { findAudience } from './audience-store.ts'
import type { BroadcastParts } from './broadcast-parts.ts'
import {
  type BroadcastRow,
  changed,
  checkVersion,
  keepEvent,
  lockBroadcast,
  stepTo,
} from './broadcast-store.ts'
import { type BroadcastAction, type BroadcastState, findApprovalTrouble } from './course.ts'
import { dropFromKnowledge, keepAsKnowledge } from './keep-as-knowledge.ts'
import { needsApproval } from './policy.ts'
import { loadBroadcastPolicy } from './policy-store.ts'
import { keepRecipients, stopWaiting } from './recipients.ts'
import { checkWording, type Wording } from './wording.ts'

export const startTimer = 'broadcast-start'

export interface BroadcastStep {
  id: string
  by: string
  /** Refused where somebody saved since it was read; absent: whatever the version. */
  version?: number
  /** Communities that the actor looks after; undefined: all. */
  scope?: readonly string[] | undefined
  note?: string
  /** May approve what others wrote: managers and administrators. */
  isLeader?: boolean
}

/** Asks for approval, or approves at once where the policy wants none. Rejects with `bad-request` naming what is wrong. */
export async function submitBroadcast(
  parts: BroadcastParts,
  work: Work,
  step: BroadcastStep,
): Promise<BroadcastRow> {
  const row = await lockBroadcast(work, step.id)
  checkVersion(row, step.version)
  stepTo(row.state, 'submit')
  const audience = settleAudience(row.audience)
  const unknown = await findAudienceProblems(work.tx, { audience, scope: step.scope })
  if (unknown.length > 0) throw new LinliError('bad-request', unknown.join(' '))
  await checkSendable(parts, work, { row, scope: step.scope })
  const policy = await loadBroadcastPolicy(work.tx)
  const notice = { urgent: row.urgent, kind: row.kind, byLeader: step.isLeader === true }
  if (needsApproval(policy, notice)) return await take(work, { row, step, action: 'submit' })
  return await take(work, { row, step, action: 'submit', to: 'approved', data: { approvedBy: 'policy' } })
}

/** A second person says that it may go out; who saved it last may not. */
export async function approveBroadcast(work: Work, step: BroadcastStep): Promise<BroadcastRow> {
  const row = await lockBroadcast(work, step.id)
  checkVersion(row, step.version)
  const trouble = findApprovalTrouble({ by: step.by, updatedBy: row.updatedBy })
  stepTo(row.state, 'approve')
  if (trouble) throw new LinliError('conflict', trouble)
  return await take(work, { row, step, action: 'approve', data: { approvedBy: step.by } })
}

export async function rejectBroadcast(work: Work, step: BroadcastStep): Promise<BroadcastRow> {
  const row = await lockBroadcast(work, step.id)
  await clearTimer(work, startTimer, row.id)
  return await take(work, { row, step, action: 'reject', data: { approvedBy: null } })
}

/** Sets when it goes out. Rejects with `bad-request` for a time that is over or after it has expired. */
export async function scheduleBroadcast(
  work: Work,
  step: BroadcastStep & { startAt: Date },
): Promise<BroadcastRow> {
  const row = await lockBroadcast(work, step.id)
  checkVersion(row, step.version)
  const { startAt } = step
  if (startAt <= work.now) {
    throw new LinliError('bad-request', `startAt: expected a time to come, got ${startAt.toISOString()}.`)
  }
  if (row.expiresAt && row.expiresAt <= startAt) {
    throw new LinliError(
      'bad-request',
      `startAt: the notice expires at ${row.expiresAt.toISOString()}, before it would begin.`,
    )
  }
  const next = await take(work, { row, step, action: 'schedule', data: { startAt } })
  await setTimer(work, { kind: startTimer, subject: row.id, dueAt: startAt })
  return next
}

/** Begins the sending; in quiet hours it is put off to their end, emergencies apart. */
export async function startBroadcast(
  parts: BroadcastParts,
  work: Work,
  step: BroadcastStep,
): Promise<BroadcastRow> {
  const row = await lockBroadcast(work, step.id)
  checkVersion(row, step.version)
  stepTo(row.state, 'start')
  if (row.expiresAt && row.expiresAt <= work.now) return await expire(work, row)
  const speakAt = await parts.findSpeakingTime(work)
  if (speakAt > work.now && !row.urgent) {
    const data = { startAt: speakAt }
    const waiting = await take(work, {
      row,
      step: { ...step, note: 'quiet-hours' },
      action: 'schedule',
      data,
    })
    await setTimer(work, { kind: startTimer, subject: row.id, dueAt: speakAt })
    return waiting
  }
  const targets = await checkSendable(parts, work, { row, scope: step.scope })
  await clearTimer(work, startTimer, row.id)
  await keepRecipients(work, row.id, targets)
  await keepAsKnowledge(parts, work, row)
  return await take(work, { row, step, action: 'start', data: { startedAt: work.now } })
}

/** A scheduled notice falls due; what has expired meanwhile, or has nobody to go to any more, says so. */
export function onBroadcastDue(parts: BroadcastParts): TimerHandler {
  return async (work, timer) => {
    const row = await work.tx.broadcast.findUnique({ where: { id: timer.subject } })
    if (row?.state !== 'scheduled') return
    try {
      await startBroadcast(parts, work, { id: row.id, by: 'system' })
    } catch (error) {
      if (!(error instanceof LinliError) || error.code !== 'bad-request') throw error
      await take(work, { row, step: { id: row.id, by: 'system', note: error.message }, action: 'stop' })
    }
  }
}

/** It holds no longer: questions are not answered from it. */
export function onNoticeOver(parts: BroadcastParts): TimerHandler {
  return async (work, timer) => await dropFromKnowledge(parts, work, timer.subject)
}

export async function pauseBroadcast(work: Work, step: BroadcastStep): Promise<BroadcastRow> {
  const row = await lockBroadcast(work, step.id)
  if (row.state === 'scheduled') {
    throw new LinliError('conflict', 'A scheduled notice is taken back with reject or stop.')
  }
  return await take(work, { row, step, action: 'pause' })
}

export async function resumeBroadcast(work: Work, step: BroadcastStep): Promise<BroadcastRow> {
  const row = await lockBroadcast(work, step.id)
  if (row.expiresAt && row.expiresAt <= work.now) return await expire(work, row)
  return await take(work, { row, step, action: 'resume' })
}

/** Ends it for good: who has not got it does not get it. */
export async function stopBroadcast(work: Work, step: BroadcastStep): Promise<BroadcastRow> {
  const row = await lockBroadcast(work, step.id)
  const next = await take(work, { row, step, action: 'stop', data: { endedAt: work.now } })
  await clearTimer(work, startTimer, row.id)
  await stopWaiting(work, row.id, 'stopped')
  return next
}

/** Nobody waits any more. */
export async function finishBroadcast(work: Work, id: string): Promise<void> {
  const row = await lockBroadcast(work, id)
  if (row.state !== 'sending') return
  const waiting = await work.tx.broadcastRecipient.count({ where: { broadcastId: id, state: 'waiting' } })
  const open = await work.tx.outbound.count({
    where: { broadcastId: id, changeOf: null, state: { in: ['pending', 'sending'] } },
  })
  if (waiting + open > 0) return
  await take(work, { row, step: { id, by: 'system' }, action: 'finish', data: { endedAt: work.now } })
}

export async function expireBroadcast(work: Work, id: string): Promise<void> {
  const row = await lockBroadcast(work, id)
  if (row.expiresAt && row.expiresAt <= work.now && row.state === 'sending') await expire(work, row)
}

async function expire(work: Work, row: BroadcastRow): Promise<BroadcastRow> {
  const step = { id: row.id, by: 'system', note: 'expired' }
  const next = await take(work, { row, step, action: 'expire', data: { endedAt: work.now } })
  await stopWaiting(work, row.id, 'expired')
  return next
}

interface Taken {
  row: BroadcastRow
  step: BroadcastStep
  action: BroadcastAction
  /** Instead of where the course leads. */
  to?: BroadcastState
  data?: object
}

/** Takes one step of the course and writes it down; rejects with `conflict` where it may not be taken. */
export async function take(work: Work, { row, step, action, to, data = {} }: Taken): Promise<BroadcastRow> {
  const state = to ?? stepTo(row.state, action)
  const by = step.by
  // Approving and sending are not writing: who wrote it last stays who wrote it last.
  const { updatedBy: _, ...counted } = changed(work, by)
  await keepEvent(work, { broadcastId: row.id, by, action, note: step.note ?? '' })
  return await work.tx.broadcast.update({ where: { id: row.id }, data: { ...counted, ...data, state } })
}

/** Rejects with `bad-request` where words or audience cannot go out; gives the audience. */
export async function checkSendable(
  parts: BroadcastParts,
  work: Work,
  { row, scope }: { row: BroadcastRow; scope?: readonly string[] | undefined },
) {
  const variables = row.variables as Record<string, string>
  const problems = checkWording(row.wording as Wording, { variables, hasFile: row.attachment !== null })
  if (problems.length > 0) throw new LinliError('bad-request', problems.join(' '))
  if (row.expiresAt && row.expiresAt <= work.now) {
    throw new LinliError('bad-request', `The notice expired at ${row.expiresAt.toISOString()}.`)
  }
  if (row.holdsFrom && row.holdsUntil && row.holdsUntil <= row.holdsFrom) {
    throw new LinliError('bad-request', 'holdsUntil: expected a time after holdsFrom.')
  }
  const targets = await findTargets(parts, work, { row, scope })
  if (targets.every(({ reason }) => reason !== null)) {
    const why =
      targets.length === 0 ? 'nobody is in it' : `none of the ${targets.length} in it can be reached`
    throw new LinliError(
      'bad-request',
      `audience: ${why}. Choose others, or look at the preview for the reasons.`,
    )
  }
  return targets
}

/** Whom a notice would go to now. */
export async function findTargets(
  parts: BroadcastParts,
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  { row, scope }: { row: BroadcastRow; scope?: readonly string[] | undefined },
) {
  const audience = settleAudience(row.audience)
  const policy = await loadBroadcastPolicy(tx)
  return await findAudience(tx, {
    audience,
    topic: row.kind,
    urgent: row.urgent,
    scope,
    findChannel: name => (policy.stoppedChannels.includes(name) ? undefined : parts.findChannel(name)),
    now,
  })
}
