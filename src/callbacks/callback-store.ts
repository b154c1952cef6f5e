import { LinliError } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import type { Transaction } from '../storage/database.ts'
import { readSetting, saveSetting } from '../storage/settings.ts'
import type { Work } from '../storage/work.ts'
import { setTimer } from '../timers/timer-store.ts'
import type { CallbackEventType, CallbackRow } from './callback-parts.ts'
import { type CallbackPolicy, callbackPolicySchema } from './policy.ts'

/** The timer that moves a callback on; its subject is the callback's id. */
export const callbackTimer = 'callback'

const policyKey = 'callbacks'

/** Gives the policy as stored, else the one of the service standard. */
export async function readCallbackPolicy(tx: Transaction): Promise<CallbackPolicy> {
  return callbackPolicySchema.parse((await readSetting(tx, policyKey)) ?? {})
}

/** Stores a policy; it holds for what is scheduled from then on. Rejects with `bad-request` and what was expected. */
export async function saveCallbackPolicy(
  tx: Transaction,
  given: unknown,
  now: Date,
): Promise<CallbackPolicy> {
  const parsed = callbackPolicySchema.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new LinliError(
      'bad-request',
      `The policy is not as expected at ${issue?.path.join('.')}: ${issue?.message}`,
    )
  }
  await saveSetting(tx, policyKey, { value: parsed.data, now })
  return parsed.data
}

export type NewCallback = Omit<
  CallbackRow,
  | 'id'
  | 'serial'
  | 'askedIn'
  | 'reason'
  | 'aspect'
  | 'score'
  | 'askedAt'
  | 'remindedAt'
  | 'closedAt'
  | 'createdAt'
  | 'round'
>

/** Keeps a callback as the next round about its subject. */
export async function insertCallback(work: Work, callback: NewCallback): Promise<CallbackRow> {
  const { subject, subjectId } = callback
  const round = 1 + (await work.tx.callback.count({ where: { subject, subjectId } }))
  const row = await work.tx.callback.create({
    data: { ...callback, id: createId(), round, createdAt: work.now },
  })
  return row as CallbackRow
}

/** Gives a callback, locked until the transaction ends. */
export async function lockCallback(tx: Transaction, id: string): Promise<CallbackRow | undefined> {
  await tx.$queryRaw`select id from "Callback" where id = ${id} for update`
  return ((await tx.callback.findUnique({ where: { id } })) ?? undefined) as CallbackRow | undefined
}

export interface CallbackChange {
  type: CallbackEventType
  by?: string
  note?: string
  data?: Record<string, unknown>
  set?: Partial<CallbackRow>
}

/** Records what happened to a callback, and what it is from then on. */
export async function recordCallback(work: Work, id: string, change: CallbackChange): Promise<CallbackRow> {
  const { type, by = 'system', note = '', data = {}, set = {} } = change
  await work.tx.callbackEvent.create({
    data: { callbackId: id, at: work.now, type, by, note, data: data as object },
  })
  return (await work.tx.callback.update({ where: { id }, data: set })) as CallbackRow
}

/** The zone of a community, else the given one. */
export async function findTimezone(
  tx: Transaction,
  communityId: string | null,
  fallback: string,
): Promise<string> {
  if (!communityId) return fallback
  const row = await tx.community.findUnique({ where: { id: communityId }, select: { timezone: true } })
  return row?.timezone ?? fallback
}

/** What a conversation remembers of a callback that waits for its answer. */
export interface RememberedCallback {
  id: string
  subject: string
  ticketNumber: string | null
  kind: string
  category: string
  /** The words in which the matter was reported, shortened. */
  about?: string
  /** ISO instant. */
  askedAt: string
  /** The score that was given. */
  score?: number
  /** The aspect that is asked about, after the score. */
  aspect?: string
}

/**
 * Puts what is asked into the conversation, in place of an older question, so that the next words are read as its answer. False while a turn is under way: it
 * would overwrite it.
 */
export async function rememberCallback(
  work: Work,
  conversationId: string,
  remembered: RememberedCallback,
): Promise<boolean> {
  const changed = await work.tx.$executeRaw`
    update "Conversation" set state = jsonb_set(coalesce(state, '{}') - 'pending' - 'askedAgain', '{callback}', ${JSON.stringify(remembered)}::jsonb)
    where id = ${conversationId} and ("leaseUntil" is null or "leaseUntil" < ${work.now}::timestamptz)`
  return changed > 0
}

/** Takes it out again, where it is still this one; under a running turn it lapses by itself. */
export async function forgetCallback(work: Work, conversationId: string, id: string): Promise<void> {
  await work.tx.$executeRaw`
    update "Conversation" set state = state - 'callback'
    where id = ${conversationId} and state->'callback'->>'id' = ${id}`
}

/** Has the resident's next words in a conversation wake what waits for them; false while a turn is under way, which would overwrite it. */
export async function awaitResident(work: Work, conversationId: string, id: string): Promise<boolean> {
  const changed = await work.tx.$executeRaw`
    update "Conversation" set state = jsonb_set(coalesce(state, '{}'), '{awaited}',
      (coalesce(state->'awaited', '[]') - ${id}::text) || ${JSON.stringify([id])}::jsonb)
    where id = ${conversationId} and ("leaseUntil" is null or "leaseUntil" < ${work.now}::timestamptz)`
  return changed > 0
}

/** The resident has written: what waited for it is looked at as soon as the answer is out. */
export async function wakeAwaited(work: Work, ids: readonly string[]): Promise<void> {
  const dueAt = new Date(work.now.getTime() + 60_000)
  for (const subject of ids) await setTimer(work, { kind: callbackTimer, subject, dueAt })
}
