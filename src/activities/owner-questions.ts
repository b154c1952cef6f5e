import { noticeTextsFor } from '../i18n/notices.ts'
import { postStaffNotice } from '../notices/staff-notice.ts'
import { LinliError } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import type { Work } from '../storage/work.ts'
import type { DueTimer } from '../timers/timer-store.ts'

export type OwnerQuestionRow = Awaited<ReturnType<typeof keepQuestion>>

/** Takes a question for the owners' day and numbers it; undefined while the window is closed. */
export async function askOwnerDay(
  work: Work,
  asked: {
    communityId: string | undefined
    text: string
    contactId: string
    conversationId: string
  },
): Promise<{ number: number; title: string } | undefined> {
  const { text, contactId, conversationId } = asked
  const day = await findOpenOwnerDay(work, asked)
  if (!day) return undefined
  const { number } = await keepQuestion(work, { activityId: day.id, text, contactId, conversationId })
  return { number, title: day.title }
}

/** The owners' day that takes questions now. */
export async function findOpenOwnerDay(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  { communityId }: { communityId: string | undefined },
) {
  return await tx.activity.findFirst({
    where: {
      ...{ kind: 'owner-day', state: 'open', startsAt: { lte: now }, closesAt: { gt: now } },
      OR: [{ communityId: null }, ...(communityId ? [{ communityId }] : [])],
    },
    orderBy: { startsAt: 'desc' },
  })
}

/** Numbers a question that came by telephone or letter box; staff may enter it after the window too. */
export async function enterOwnerQuestion(
  work: Work,
  given: { activityId: string; text: string },
): Promise<OwnerQuestionRow> {
  const day = await work.tx.activity.findUnique({ where: { id: given.activityId } })
  if (day?.kind !== 'owner-day') throw new LinliError('not-found', "There is no such owners' day.")
  if (day.state === 'cancelled') throw new LinliError('conflict', "The owners' day is cancelled.")
  return await keepQuestion(work, { ...given, contactId: null, conversationId: null })
}

async function keepQuestion(
  { tx, now }: Work,
  question: { activityId: string; text: string; contactId: string | null; conversationId: string | null },
) {
  const { activityId } = question
  await tx.$queryRaw`select id from "Activity" where id = ${activityId} for update`
  const last = await tx.ownerQuestion.aggregate({ where: { activityId }, _max: { number: true } })
  const number = (last._max.number ?? 0) + 1
  return await tx.ownerQuestion.create({ data: { ...question, id: createId(), number, askedAt: now } })
}

interface QuestionChange {
  activityId: string
  number: number
  /** Staff id of who is responsible. */
  owner?: string
  text?: string
  result?: string
}

/**
 * Gives a question its owner, words fit for the public, or its result, which who asked hears. Rejects with `not-found`
 * for either, and with `conflict` for a result without an owner.
 */
export async function changeOwnerQuestion(work: Work, change: QuestionChange): Promise<OwnerQuestionRow> {
  const { activityId, number, owner, result } = change
  const row = await work.tx.ownerQuestion.findUnique({
    where: { activityId_number: { activityId, number } },
    include: { activity: true },
  })
  if (!row) throw new LinliError('not-found', 'There is no such question.')
  await checkChange(work, row, change)
  const saved = await work.tx.ownerQuestion.update({
    where: { id: row.id },
    data: columnsOf(change, work.now),
  })
  if (owner !== undefined && owner !== row.owner) await tellOwner(work, saved, row.activity)
  if (result && result !== row.result) {
    await work.emit({ kind: 'owner-question-settled', questionId: row.id })
  }
  return saved
}

async function checkChange(
  { tx }: Work,
  row: { owner: string | null },
  { owner, result }: QuestionChange,
): Promise<void> {
  if (owner !== undefined && !(await tx.staff.findUnique({ where: { id: owner } }))?.active) {
    throw new LinliError('bad-request', 'owner: expected the id of a member of staff.')
  }
  if (result && !(owner ?? row.owner)) {
    throw new LinliError('conflict', 'The question has no owner yet; say first who is responsible.')
  }
}

function columnsOf({ owner, text, result }: QuestionChange, now: Date) {
  return {
    ...(owner === undefined ? {} : { owner }),
    ...(text === undefined ? {} : { text }),
    ...(result === undefined ? {} : { result, answeredAt: result === '' ? null : now }),
  }
}

async function tellOwner(
  work: Work,
  { number, text, owner }: OwnerQuestionRow,
  day: { title: string; communityId: string | null },
): Promise<void> {
  if (owner === null) return
  const { ownerDay } = noticeTextsFor('zh-CN')
  await postStaffNotice(work, {
    ...{ kind: 'owner-question', level: 'info', communityId: day.communityId, toStaffId: owner },
    ...{ text: ownerDay.yours(day.title, number, text), needsAck: true },
  })
}

/** The intake has ended: who opened the day hears what is still without an owner or a result. */
export async function onIntakeEnd(work: Work, timer: DueTimer): Promise<void> {
  const day = await work.tx.activity.findUnique({
    where: { id: timer.subject },
    include: { questions: { select: { owner: true, result: true } } },
  })
  if (day?.state !== 'open') return
  const { title, communityId, createdBy, questions } = day
  const ownerless = questions.filter(({ owner }) => owner === null).length
  const isStaff = (await work.tx.staff.count({ where: { id: createdBy, active: true } })) > 0
  await postStaffNotice(work, {
    ...{ kind: 'owner-day-ended', level: 'info', communityId },
    ...(isStaff ? { toStaffId: createdBy } : {}),
    text: noticeTextsFor('zh-CN').ownerDay.ended(title, questions.length, ownerless),
  })
}

/** The last owners' day of a community whose intake has begun, with its questions in order; undefined where there is none. */
export async function findLastOwnerDay(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  { communityId }: { communityId: string | undefined },
) {
  return (
    (await tx.activity.findFirst({
      where: {
        ...{ kind: 'owner-day', state: { not: 'cancelled' }, startsAt: { lte: now } },
        OR: [{ communityId: null }, ...(communityId ? [{ communityId }] : [])],
      },
      orderBy: { startsAt: 'desc' },
      include: { questions: { orderBy: { number: 'asc' } } },
    })) ?? undefined
  )
}

/** What somebody asked on the last owners' day they asked on, in order. */
export async function listOwnQuestions(
  tx: Pick<Work['tx'], 'ownerQuestion'>,
  { contactId }: { contactId: string },
) {
  const where = { contactId, activity: { state: { not: 'cancelled' } } }
  const last = await tx.ownerQuestion.findFirst({ where, orderBy: { askedAt: 'desc' } })
  if (!last) return []
  return await tx.ownerQuestion.findMany({
    where: { contactId, activityId: last.activityId },
    orderBy: { number: 'asc' },
  })
}

/** Takes a question back that has no result yet, the last one without `number`; its number stays, its words go. */
export async function withdrawQuestion(
  { tx, now }: Work,
  asked: { contactId: string; number: number | undefined },
): Promise<{ number: number; text: string } | undefined> {
  const own = await listOwnQuestions(tx, asked)
  const open = own.filter(({ result }) => result === '')
  const found = asked.number === undefined ? open.at(-1) : open.find(({ number }) => number === asked.number)
  if (!found) return undefined
  const { withdrawn } = noticeTextsFor('zh-CN').ownerDay
  const data = { text: withdrawn, result: withdrawn, answeredAt: now, contactId: null, conversationId: null }
  await tx.ownerQuestion.update({ where: { id: found.id }, data })
  return { number: found.number, text: found.text }
}
