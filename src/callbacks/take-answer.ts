import type { CallbackFacts } from '../shared/events.ts'
import { setSurveysOff } from '../storage/same-person.ts'
import type { Work } from '../storage/work.ts'
import { clearTimer } from '../timers/timer-store.ts'
import type { CallbackRow } from './callback-parts.ts'
import {
  callbackTimer,
  insertCallback,
  lockCallback,
  readCallbackPolicy,
  recordCallback,
  rememberCallback,
} from './callback-store.ts'
import { type Aspect, chooseAspect } from './policy.ts'
import { describe, type FinishedMatter } from './schedule-callback.ts'

export interface GivenRating {
  /** 1 to 5. */
  score: number
  /** The resident's own words; empty for a button. */
  comment: string
  /** Whether the trouble is said to be there still. */
  isUnsolved: boolean
  aspects: Partial<Record<Aspect, boolean>>
  /** Whether the score is what words sound like that no rule knows; it opens nothing again. */
  isGuess?: true
  /** `resident`, or the staff id of who telephoned. */
  by: string
}

export interface TakenAnswer {
  callback: CallbackRow
  /** The score it had before, where it was changed. */
  before: number | null
  /** The second and last question, which is asked in the reply. */
  aspect: Aspect | undefined
}

/**
 * Takes the answer to a callback: the first, a late one, or another score later. What follows from it happens in the same
 * transaction (`callback-answered`). Undefined where there is no such callback, or it was not asked in `askedIn`.
 */
export async function takeAnswer(
  work: Work,
  id: string,
  rating: GivenRating & { askedIn?: string },
): Promise<TakenAnswer | undefined> {
  const callback = await lockCallback(work.tx, id)
  if (!callback || (rating.askedIn && callback.askedIn !== rating.askedIn)) return undefined
  const before = callback.status === 'answered' ? callback.score : null
  const rated = before === rating.score ? callback : await recordRating(work, callback, rating)
  if (rating.comment !== '' && before === rating.score) {
    await recordCallback(work, id, { type: 'commented', by: rating.by, note: rating.comment })
  }
  await work.emit({ ...toEvent(rated, rating), before })
  const policy = await readCallbackPolicy(work.tx)
  const asksNoMore = !policy.asksAspect || callback.subject === 'activity' || callback.status === 'opted-out'
  const isDone = before !== null || rating.score <= 2 || rating.isUnsolved || asksNoMore
  const asksAspect = rating.by === 'resident' && !isDone && Object.keys(rating.aspects).length === 0
  const aspect = asksAspect ? chooseAspect(callback, callback.serial) : undefined
  if (aspect) await recordCallback(work, id, { type: 'aspect-asked', data: { aspect } })
  return { callback: rated, before, aspect }
}

async function recordRating(work: Work, callback: CallbackRow, rating: GivenRating): Promise<CallbackRow> {
  const { score, comment, isUnsolved, aspects, by } = rating
  const rated = await recordCallback(work, callback.id, {
    type: 'rated',
    by,
    note: comment,
    data: { score, isUnsolved, aspects, from: callback.score },
    set: { status: 'answered', reason: '', score, closedAt: work.now },
  })
  await clearTimer(work, callbackTimer, callback.id)
  return rated
}

/** Takes a score that was given without being asked for, as far as it is not known already. */
export async function takeUnaskedRating(
  work: Work,
  matter: FinishedMatter,
  rating: GivenRating,
): Promise<void> {
  const { subject, subjectId } = matter
  const last = (await work.tx.callback.findFirst({
    where: { subject, subjectId, status: { notIn: ['skipped', 'cancelled'] } },
    orderBy: { round: 'desc' },
  })) as CallbackRow | null
  if (last?.status === 'answered' && last.score === rating.score) return
  const callback = last ?? (await insertUnasked(work, matter))
  const before = callback.status === 'answered' ? callback.score : null
  const rated = await recordRating(work, callback, rating)
  const event = toEvent(rated, rating)
  await work.emit({ ...event, callback: { ...event.callback, isAsked: false }, before })
}

async function insertUnasked(work: Work, matter: FinishedMatter): Promise<CallbackRow> {
  const where = { id: matter.conversationId ?? '' }
  const talk = await work.tx.conversation.findUnique({ where, select: { contactId: true } })
  return await insertCallback(work, {
    ...describe(matter),
    contactId: talk?.contactId ?? null,
    origin: 'unasked',
    status: 'answered',
    dueAt: work.now,
  })
}

/** Takes the score of one aspect. What follows from it happens in the same transaction (`aspect-answered`). */
export async function takeAspect(
  work: Work,
  id: string,
  answer: { aspect: string; score: number; comment: string; askedIn: string },
): Promise<boolean> {
  const callback = await lockCallback(work.tx, id)
  if (callback?.askedIn !== answer.askedIn) return false
  const { aspect, score, comment } = answer
  const rated = await recordCallback(work, id, {
    type: 'aspect-rated',
    by: 'resident',
    note: comment,
    data: { aspect, score },
    set: { aspect },
  })
  await work.emit({ kind: 'aspect-answered', callback: toFacts(rated), aspect, score, comment })
  return true
}

/** The resident wants no more questions: none by any channel of theirs, until they say otherwise. */
export async function optOut(
  work: Work,
  id: string,
  { words, askedIn }: { words: string; askedIn: string },
): Promise<void> {
  const callback = await lockCallback(work.tx, id)
  if (!callback || callback.askedIn !== askedIn) return
  const asked = await work.tx.conversation.findUnique({ where: { id: askedIn }, select: { contactId: true } })
  const contactIds = [callback.contactId, asked?.contactId].filter(contact => contact != null)
  for (const contactId of new Set(contactIds)) await setSurveysOff(work.tx, contactId, work.now)
  const isAnswered = callback.status === 'answered'
  await recordCallback(work, id, {
    type: 'opted-out',
    by: 'resident',
    note: words,
    ...(isAnswered ? {} : { set: { status: 'opted-out', reason: '', closedAt: work.now } }),
  })
  await clearTimer(work, callbackTimer, id)
}

/** The answer told of something else: nobody is reminded of the question, though a score that still comes is taken. */
export async function noteNewProblem(work: Work, id: string, words: string): Promise<void> {
  const callback = await lockCallback(work.tx, id)
  if (!callback) return
  const isAsked = callback.status === 'asked'
  await recordCallback(work, id, {
    type: 'new-problem',
    by: 'resident',
    note: words,
    ...(isAsked ? { set: { status: 'unanswered', reason: 'new-problem', closedAt: work.now } } : {}),
  })
  if (isAsked) await clearTimer(work, callbackTimer, id)
}

/** Keeps what was sent in answer and is no verdict: the question stays open. Undefined where it was not asked there. */
export async function commentOnCallback(
  work: Work,
  id: string,
  comment: { note: string; askedIn: string; attachmentIds: string[] },
): Promise<CallbackRow | undefined> {
  const callback = await lockCallback(work.tx, id)
  const { note, askedIn, attachmentIds } = comment
  if (callback?.askedIn !== askedIn) return undefined
  return await recordCallback(work, id, { type: 'commented', by: 'resident', note, data: { attachmentIds } })
}

/** Puts a question that is still open back into a conversation that was given back with a clean context. */
export async function recallCallback(work: Work, conversationId: string): Promise<void> {
  const callback = (await work.tx.callback.findFirst({
    where: { askedIn: conversationId, status: 'asked' },
    orderBy: { askedAt: 'desc' },
  })) as CallbackRow | null
  if (!callback?.askedAt) return
  const { id, subject, ticketNumber, kind, category, askedAt } = callback
  const remembered = { id, subject, ticketNumber, kind, category, askedAt: askedAt.toISOString() }
  await rememberCallback(work, conversationId, remembered)
}

function toFacts(callback: CallbackRow): CallbackFacts {
  const { id, subject, subjectId, ticketNumber, askedIn, communityId, category, staffId } = callback
  return { id, subject, subjectId, ticketNumber, askedIn, communityId, category, staffId }
}

function toEvent(callback: CallbackRow, { score, comment, isUnsolved, isGuess, by }: GivenRating) {
  const isAsked = callback.origin === 'asked'
  return {
    kind: 'callback-answered' as const,
    callback: { ...toFacts(callback), isAsked },
    score,
    comment,
    isUnsolved,
    isGuess: isGuess === true,
    by,
  }
}
