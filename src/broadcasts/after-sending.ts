import { LinliError } from '../shared/errors.ts'
import type { Work } from '../storage/work.ts'
import { type BroadcastStep, checkSendable, take } from './act-on-broadcast.ts'
import type { BroadcastParts } from './broadcast-parts.ts'
import { type BroadcastRow, checkVersion, lockBroadcast, stepTo } from './broadcast-store.ts'
import { dropFromKnowledge, keepAsKnowledge } from './keep-as-knowledge.ts'
import { stopWaiting } from './recipients.ts'
import { checkWording, chooseWords, type Wording } from './wording.ts'

/** New words take the place of the old: for who has them, for who has not yet, and for questions about the notice. */
export async function correctBroadcast(
  parts: BroadcastParts,
  work: Work,
  step: BroadcastStep & { wording: Wording; holdsUntil?: Date | null },
): Promise<BroadcastRow> {
  const row = await lockBroadcast(work, step.id)
  checkVersion(row, step.version)
  stepTo(row.state, 'correct')
  const variables = row.variables as Record<string, string>
  const problems = checkWording(step.wording, { variables, hasFile: row.attachment !== null })
  if (problems.length > 0) throw new LinliError('bad-request', problems.join(' '))
  const wording = Object.fromEntries(Object.entries(step.wording).filter(([, given]) => given))
  const next = await take(work, {
    row,
    step,
    action: 'correct',
    data: {
      wording,
      title: chooseWords(step.wording, 'zh-CN').title,
      ...(step.holdsUntil === undefined ? {} : { holdsUntil: step.holdsUntil }),
    },
  })
  await wantChange(work, row.id, 'edit')
  await dropFromKnowledge(parts, work, row.id)
  await keepAsKnowledge(parts, work, next)
  return next
}

/** Takes the notice back: who has not got it does not get it, who has it sees it go or hears so. */
export async function recallBroadcast(
  parts: BroadcastParts,
  work: Work,
  step: BroadcastStep,
): Promise<BroadcastRow> {
  const row = await lockBroadcast(work, step.id)
  const next = await take(work, { row, step, action: 'recall', data: { endedAt: work.now } })
  await stopWaiting(work, row.id, 'recalled')
  await wantChange(work, row.id, 'delete')
  await dropFromKnowledge(parts, work, row.id)
  return next
}

async function wantChange({ tx }: Work, broadcastId: string, change: 'edit' | 'delete'): Promise<void> {
  await tx.broadcastRecipient.updateMany({
    where: { broadcastId, state: 'handed' },
    data: { changeWanted: change },
  })
}

/** Tries those again that failed, and, where asked for, those whose outcome is unknown: they may get it twice. */
export async function retryBroadcast(
  parts: BroadcastParts,
  work: Work,
  step: BroadcastStep & { withUnknown: boolean },
): Promise<{ retried: number }> {
  const row = await lockBroadcast(work, step.id)
  stepTo(row.state, 'reopen')
  await checkSendable(parts, work, { row, scope: step.scope })
  const states = step.withUnknown ? ['failed', 'refused', 'unknown'] : ['failed', 'refused']
  const retried = await work.tx.$executeRaw`
    update "BroadcastRecipient" r set state = 'waiting', "outboundId" = null, reason = null
    from "Outbound" o where r."broadcastId" = ${row.id} and r.state = 'handed' and o.id = r."outboundId" and o.state = any(${states})`
  if (retried === 0) throw new LinliError('conflict', 'Nobody is left to try again.')
  await take(work, {
    row,
    step: { ...step, note: String(retried) },
    action: 'reopen',
    data: { endedAt: null },
  })
  return { retried }
}

/** Somebody was called instead. */
export async function noteCalled(
  { tx, now }: Work,
  called: { broadcastId: string; recipientId: bigint; by: string },
): Promise<void> {
  const { broadcastId, recipientId, by } = called
  const { count } = await tx.broadcastRecipient.updateMany({
    where: { id: recipientId, broadcastId },
    data: { calledAt: now, calledBy: by },
  })
  if (count === 0) throw new LinliError('not-found', 'There is no such recipient.')
}
