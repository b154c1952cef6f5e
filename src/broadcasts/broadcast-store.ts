import { LinliError } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import type { Transaction } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'
import { settleAudience } from './audience.ts'
import type { BroadcastDraft, BroadcastFile } from './broadcast.ts'
import { type BroadcastState, nextState } from './course.ts'
import { chooseWords, type Wording } from './wording.ts'

export type BroadcastRow = NonNullable<Awaited<ReturnType<typeof findBroadcast>>>

export async function findBroadcast(tx: Pick<Transaction, 'broadcast'>, id: string) {
  return await tx.broadcast.findUnique({ where: { id } })
}

/** Locks the row and gives it; rejects with `not-found`. */
export async function lockBroadcast({ tx }: Work, id: string): Promise<BroadcastRow> {
  await tx.$queryRaw`select id from "Broadcast" where id = ${id} for update`
  const row = await findBroadcast(tx, id)
  if (!row) throw new LinliError('not-found', 'There is no such notice.')
  return row
}

/** Begins a draft. */
export async function createBroadcast(
  work: Work,
  given: { draft: BroadcastDraft; by: string; scheduleId?: string; activityId?: string },
): Promise<BroadcastRow> {
  const { draft, by, scheduleId = null, activityId = null } = given
  const id = createId()
  const row = await work.tx.broadcast.create({
    data: {
      ...columnsOf(draft),
      id,
      scheduleId,
      activityId,
      createdBy: by,
      createdAt: work.now,
      updatedBy: by,
      updatedAt: work.now,
    },
  })
  await keepEvent(work, { broadcastId: id, by, action: 'create' })
  return row
}

/** Saves a changed draft. Rejects with `conflict` where somebody else saved since `version` was read. */
export async function editBroadcast(
  work: Work,
  given: { id: string; version: number; draft: BroadcastDraft; by: string },
): Promise<BroadcastRow> {
  const row = await lockBroadcast(work, given.id)
  checkVersion(row, given.version)
  const state = stepTo(row.state, 'edit')
  const saved = await work.tx.broadcast.update({
    where: { id: row.id },
    data: { ...columnsOf(given.draft), ...changed(work, given.by), state, approvedBy: null, testedAt: null },
  })
  await keepEvent(work, { broadcastId: row.id, by: given.by, action: 'edit' })
  return saved
}

/** Gives the notice a picture or file, or takes it away. */
export async function setBroadcastFile(
  work: Work,
  given: { id: string; version: number; file: BroadcastFile | null; by: string },
): Promise<BroadcastRow> {
  const row = await lockBroadcast(work, given.id)
  checkVersion(row, given.version)
  const state = stepTo(row.state, 'edit')
  const attachment = given.file === null ? null : { ...given.file }
  // A JSON column of null is no JSON null.
  await work.tx
    .$executeRaw`update "Broadcast" set attachment = ${attachment === null ? null : JSON.stringify(attachment)}::jsonb where id = ${row.id}`
  const data = { ...changed(work, given.by), state, approvedBy: null }
  return await work.tx.broadcast.update({ where: { id: row.id }, data })
}

export function checkVersion(row: { version: number; updatedBy: string }, version: number | undefined): void {
  if (version === undefined || version === row.version) return
  throw new LinliError(
    'conflict',
    `Somebody saved this notice meanwhile (version ${row.version}, you have ${version}). Read it again, then save.`,
  )
}

export function stepTo(state: string, action: Parameters<typeof nextState>[1]): BroadcastState {
  const to = nextState(state as BroadcastState, action)
  if (!to) throw new LinliError('conflict', `A notice that is ${state} cannot take the step ${action}.`)
  return to
}

/** What every saved change carries. */
export function changed({ now }: Work, by: string) {
  return { version: { increment: 1 }, updatedBy: by, updatedAt: now }
}

export async function keepEvent(
  { tx, now }: Work,
  event: { broadcastId: string; by: string; action: string; note?: string },
): Promise<void> {
  await tx.broadcastEvent.create({ data: { ...event, at: now } })
}

function columnsOf(draft: BroadcastDraft) {
  const wording: Wording = Object.fromEntries(
    Object.entries(draft.wording).filter(([, given]) => given !== undefined),
  )
  const toDate = (instant: string | null) => (instant === null ? null : new Date(instant))
  return {
    kind: draft.kind,
    communityId: draft.audience.communityId ?? null,
    title: chooseWords(wording, 'zh-CN').title,
    wording: wording as object,
    audience: settleAudience(draft.audience) as object,
    variables: draft.variables,
    asksReceipt: draft.asksReceipt,
    urgent: draft.urgent,
    holdsFrom: toDate(draft.holdsFrom),
    holdsUntil: toDate(draft.holdsUntil),
    expiresAt: toDate(draft.expiresAt),
  }
}
