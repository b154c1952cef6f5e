import type { TicketFacts } from '../shared/events.ts'
import type { Work } from '../storage/work.ts'
import { clearTimer, setTimer } from '../timers/timer-store.ts'
import type { CallbackParts, CallbackRow } from './callback-parts.ts'
import { liveStatuses } from './callback-parts.ts'
import {
  callbackTimer,
  findTimezone,
  forgetCallback,
  insertCallback,
  readCallbackPolicy,
  recordCallback,
} from './callback-store.ts'
import { chooseRule, findDueTime } from './policy.ts'

/** Something that is over and may be asked about. */
export interface FinishedMatter {
  subject: 'ticket' | 'handover' | 'activity'
  subjectId: string
  kind: string
  category: string
  team?: string
  staffId?: string | null
  ticketNumber?: string | null
  communityId: string | null
  householdId: string | null
  conversationId: string | null
  isRated?: boolean
}

/** Sets a callback about what has just ended, as the policy has it; an earlier one about the same thing is taken back. */
export async function scheduleCallback(
  parts: CallbackParts,
  work: Work,
  matter: FinishedMatter,
): Promise<void> {
  await cancelCallbacks(work, matter, 'finished-again')
  const policy = await readCallbackPolicy(work.tx)
  const rule = chooseRule(policy, matter)
  if (rule.ask === 'never' || (rule.ask === 'if-unrated' && matter.isRated)) return
  const timezone = await findTimezone(work.tx, matter.communityId, parts.timezone)
  const quiet = await parts.readQuiet(work.tx)
  const dueAt = findDueTime(rule.when, work.now, { quiet, timezone })
  const row = await insertCallback(work, {
    ...describe(matter),
    contactId: await findContact(work, matter.conversationId),
    origin: 'asked',
    status: 'scheduled',
    dueAt,
  })
  await recordCallback(work, row.id, {
    type: 'scheduled',
    data: { dueAt: dueAt.toISOString(), ask: rule.ask },
  })
  await setTimer(work, { kind: callbackTimer, subject: row.id, dueAt })
}

export function describe(matter: FinishedMatter) {
  const { subject, subjectId, kind, category, communityId, householdId, conversationId } = matter
  return {
    ...{ subject, subjectId, kind, category, communityId, householdId, conversationId },
    team: matter.team ?? '',
    staffId: matter.staffId ?? null,
    ticketNumber: matter.ticketNumber ?? null,
  }
}

async function findContact(work: Work, conversationId: string | null): Promise<string | null> {
  if (!conversationId) return null
  const where = { id: conversationId }
  const row = await work.tx.conversation.findUnique({ where, select: { contactId: true } })
  return row?.contactId ?? null
}

/** What callbacks need to know of a ticket. */
export function matterOf(ticket: TicketFacts & { queue?: string; rating?: number | null }): FinishedMatter {
  const { id, number, kind, category, communityId, householdId, conversationId, assignee } = ticket
  return {
    subject: 'ticket',
    subjectId: id,
    ticketNumber: number,
    staffId: assignee,
    team: ticket.queue ?? '',
    ...{ kind, category, communityId, householdId, conversationId },
    isRated: ticket.rating != null,
  }
}

/** Takes back what was not answered: the ticket is open again, or will be done anew. */
export async function cancelCallbacks(
  work: Work,
  { subject, subjectId }: Pick<FinishedMatter, 'subject' | 'subjectId'>,
  reason: string,
): Promise<void> {
  const live = (await work.tx.callback.findMany({
    where: { subject, subjectId, status: { in: [...liveStatuses] } },
  })) as CallbackRow[]
  for (const callback of live) await endCallback(work, callback, { type: 'cancelled', reason })
}

/** Ends a callback without an answer. */
export async function endCallback(
  work: Work,
  callback: CallbackRow,
  { type, reason }: { type: 'cancelled' | 'skipped' | 'unanswered'; reason: string },
): Promise<void> {
  await recordCallback(work, callback.id, {
    type,
    note: reason,
    set: { status: type, reason, closedAt: work.now },
  })
  await clearTimer(work, callbackTimer, callback.id)
  if (callback.askedIn) await forgetCallback(work, callback.askedIn, callback.id)
}
