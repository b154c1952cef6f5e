import { noticeTextsFor } from '../i18n/notices.ts'
import { postStaffNotice } from '../notices/staff-notice.ts'
import { LinliError } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import { languages } from '../shared/vocabulary.ts'
import type { Work } from '../storage/work.ts'
import { clearTimer, type DueTimer, setTimer, type TimerHandler } from '../timers/timer-store.ts'
import { startBroadcast, submitBroadcast } from './act-on-broadcast.ts'
import { type BroadcastDraft, draftSchema } from './broadcast.ts'
import type { BroadcastParts } from './broadcast-parts.ts'
import { type BroadcastRow, createBroadcast, lockBroadcast } from './broadcast-store.ts'
import { findNext, type Recurrence, recurrenceSchema } from './recurrence.ts'

export const scheduleTimer = 'broadcast-schedule'

export interface NewSchedule {
  title: string
  /** `news`: the words are put together from the week; else they are the draft's. */
  source: 'text' | 'news'
  draft: BroadcastDraft
  rule: Recurrence
  exceptions: string[]
  by: string
}

/** Drafts a notice again and again; gives when the first time is. Rejects with `bad-request` where it never is. */
export async function addSchedule(work: Work, given: NewSchedule & { timezone: string }) {
  const { by, timezone, ...row } = given
  const nextAt = findNext(row.rule, { after: work.now, timezone, exceptions: row.exceptions })
  if (!nextAt) throw new LinliError('bad-request', 'rule: expected a day that exists.')
  const id = createId()
  const created = await work.tx.broadcastSchedule.create({
    data: {
      ...row,
      ...{ id, draft: row.draft as object, rule: row.rule, nextAt, createdBy: by, createdAt: work.now },
    },
  })
  await setTimer(work, { kind: scheduleTimer, subject: id, dueAt: nextAt })
  return created
}

/** Leaves days out, or ends the whole. */
export async function changeSchedule(
  work: Work,
  change: { id: string; exceptions?: string[]; active?: boolean; timezone: string },
) {
  const { tx, now } = work
  const row = await tx.broadcastSchedule.findUnique({ where: { id: change.id } })
  if (!row) throw new LinliError('not-found', 'There is no such schedule.')
  const exceptions = change.exceptions ?? (row.exceptions as string[])
  const active = change.active ?? row.active
  const rule = recurrenceSchema.parse(row.rule)
  const nextAt = active
    ? (findNext(rule, { after: now, timezone: change.timezone, exceptions }) ?? null)
    : null
  if (nextAt) await setTimer(work, { kind: scheduleTimer, subject: row.id, dueAt: nextAt })
  else await clearTimer(work, scheduleTimer, row.id)
  return await tx.broadcastSchedule.update({
    where: { id: row.id },
    data: { exceptions, active, nextAt },
  })
}

/** The words of the week's news of a community. */
export type WriteNews = (
  work: Work,
  about: { communityId: string | undefined; since: Date },
) => Promise<BroadcastDraft['wording']>

const weekMs = 7 * 86_400_000

/** Drafts the notice and asks for approval; where the policy wants none it goes out. The next time is set. */
export function onScheduleDue(parts: BroadcastParts, writeNews: WriteNews): TimerHandler {
  return async (work: Work, timer: DueTimer) => {
    const row = await work.tx.broadcastSchedule.findUnique({ where: { id: timer.subject } })
    if (!row?.active) return
    await changeSchedule(work, { id: row.id, timezone: parts.timezone })
    const draft = draftSchema.parse(row.draft)
    if (row.source === 'news') {
      const since = new Date(work.now.getTime() - weekMs)
      draft.wording = await writeNews(work, { communityId: draft.audience.communityId, since })
    }
    const rule = recurrenceSchema.parse(row.rule)
    if (rule.every === 'festival') draft.wording = nameFestival(draft.wording, rule.festival)
    const made = await createBroadcast(work, { draft, by: row.createdBy, scheduleId: row.id })
    const problem = await submitDrafted(parts, work, made.id)
    const { state } = await lockBroadcast(work, made.id)
    if (state === 'draft' || state === 'awaiting-approval') {
      await tellDrafted(work, { row: made, createdBy: row.createdBy, problem })
    }
  }
}

/** Asks for approval, or sends where the policy wants none; gives what stands in the way: the draft lies there then. */
async function submitDrafted(parts: BroadcastParts, work: Work, id: string): Promise<string | undefined> {
  try {
    const submitted = await submitBroadcast(parts, work, { id, by: 'system' })
    if (submitted.state === 'approved') await startBroadcast(parts, work, { id, by: 'system' })
    return undefined
  } catch (error) {
    if (!(error instanceof LinliError)) throw error
    return error.message
  }
}

/** Who set it up hears that a draft waits; somebody else approves it. */
async function tellDrafted(
  work: Work,
  about: { row: BroadcastRow; createdBy: string; problem: string | undefined },
): Promise<void> {
  const { row, createdBy, problem } = about
  const { schedule } = noticeTextsFor('zh-CN')
  const isStaff = (await work.tx.staff.count({ where: { id: createdBy, active: true } })) > 0
  await postStaffNotice(work, {
    ...{ kind: 'broadcast-drafted', level: 'info', communityId: row.communityId },
    ...(isStaff && problem ? { toStaffId: createdBy } : {}),
    text: problem ? schedule.stuck(row.title, problem) : schedule.drafted(row.title),
  })
}

/** The festival's name stands in each language as it says it. */
function nameFestival(wording: BroadcastDraft['wording'], festival: string): BroadcastDraft['wording'] {
  const named = { ...wording }
  for (const language of languages) {
    const given = wording[language]
    const name = noticeTextsFor(language).festivals[festival] ?? festival
    const fill = (text: string) => text.replaceAll('{festival}', name)
    if (given) named[language] = { title: fill(given.title), text: fill(given.text) }
  }
  return named
}
