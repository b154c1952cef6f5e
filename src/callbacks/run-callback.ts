import { textsFor } from '../i18n/texts.ts'
import { chooseWay, mayWrite } from '../shared/choose-way.ts'
import { findSpeakingTime } from '../shared/quiet-hours.ts'
import type { Language } from '../shared/vocabulary.ts'
import { lockPersonPeace } from '../storage/same-person.ts'
import type { Work } from '../storage/work.ts'
import { clearTimer, type DueTimer, setTimer } from '../timers/timer-store.ts'
import type { CallbackParts, CallbackRow } from './callback-parts.ts'
import {
  awaitResident,
  callbackTimer,
  findTimezone,
  forgetCallback,
  lockCallback,
  readCallbackPolicy,
  recordCallback,
  rememberCallback,
} from './callback-store.ts'
import { type FoundPlace, findPlaces } from './find-places.ts'
import { type CallbackPolicy, peaceUntil } from './policy.ts'
import { endCallback } from './schedule-callback.ts'

const minuteMs = 60_000
const hourMs = 3_600_000
/** How often it is looked whether staff are done. */
const lookMs = 10 * minuteMs
/** Who writes wakes what waits for it; this is for wakes that went astray. */
const seldomMs = 6 * hourMs
/** A talk that is under way is not interrupted. */
const talkMs = 15 * minuteMs

/** Moves a callback on when its timer falls due, or the resident has written: asks, reminds once, or closes it unanswered. */
export async function runCallback(parts: CallbackParts, work: Work, timer: DueTimer): Promise<void> {
  const callback = await lockCallback(work.tx, timer.subject)
  if (!callback) return
  switch (callback.status) {
    case 'scheduled':
    case 'waiting':
    case 'listed':
      return await tryToAsk(parts, work, callback)
    case 'asked':
      return await followUp(parts, work, callback)
  }
}

async function tryToAsk(parts: CallbackParts, work: Work, callback: CallbackRow): Promise<void> {
  const policy = await readCallbackPolicy(work.tx)
  const places = await findPlaces(parts, work.tx, callback)
  const reason = await findReasonAgainst(work, { callback, places, policy })
  if (reason) return await endCallback(work, callback, { type: 'skipped', reason })
  const speakAt = await findSpeakAt(parts, work, callback)
  if (speakAt > work.now) return await putOff(work, callback, { until: speakAt, reason: 'quiet-hours' })
  const busy = places.find(place => place.mode !== 'bot')
  if (busy) return await putOff(work, callback, { until: later(work, lookMs), reason: 'staff' })
  const waitUntil = new Date(callback.dueAt.getTime() + policy.waitDays * 24 * hourMs)
  const way = chooseWay(places, work.now, waitUntil)
  if (way.kind === 'wait') {
    for (const place of places) if (place.isOpen) await awaitResident(work, place.conversationId, callback.id)
    const until = new Date(Math.min(later(work, seldomMs).getTime(), waitUntil.getTime()))
    return await putOff(work, callback, { until, reason: 'window' })
  }
  if (way.kind === 'telephone') return await listUntilHeard(work, { callback, places, reason: way.reason })
  const place = places.find(({ conversationId }) => conversationId === way.conversationId)
  if (!place) return
  if (place.isTalking) return await putOff(work, callback, { until: later(work, talkMs), reason: 'talking' })
  await ask(parts, work, { callback, place, policy, isOther: way.isOther })
}

const later = (work: Work, ms: number) => new Date(work.now.getTime() + ms)

/** Why nobody is asked at all. */
async function findReasonAgainst(
  work: Work,
  { callback, places, policy }: { callback: CallbackRow; places: FoundPlace[]; policy: CallbackPolicy },
): Promise<string | undefined> {
  const [own] = places
  const peace = callback.contactId
    ? await lockPersonPeace(work.tx, callback.contactId, callback.id)
    : undefined
  if (peace?.surveysOffAt) return 'opted-out'
  if (own && callback.householdId && own.contactHousehold !== callback.householdId) return 'moved'
  const [subject, subjectId] = [callback.subject, callback.subjectId]
  const isAgain =
    (await work.tx.callback.count({ where: { subject, subjectId, id: { not: callback.id } } })) > 0
  const until = isAgain || !peace ? undefined : peaceUntil(policy, peace.askedAt)
  return until && until > work.now ? 'asked-lately' : undefined
}

async function findSpeakAt(parts: CallbackParts, work: Work, callback: CallbackRow): Promise<Date> {
  const timezone = await findTimezone(work.tx, callback.communityId, parts.timezone)
  return findSpeakingTime(await parts.readQuiet(work.tx), timezone, work.now)
}

/** The first time it waits for something is in the record; looking again in vain is not. */
async function putOff(
  work: Work,
  callback: CallbackRow,
  { until, reason }: { until: Date; reason: string },
): Promise<void> {
  const status = reason === 'quiet-hours' ? 'scheduled' : 'waiting'
  if (callback.reason !== reason) {
    await recordCallback(work, callback.id, { type: 'put-off', note: reason, set: { status, reason } })
  }
  await setTimer(work, { kind: callbackTimer, subject: callback.id, dueAt: until })
}

/** It is telephoned, unless the resident writes first: then they are asked in the chat, and it leaves the list. */
async function listUntilHeard(
  work: Work,
  { callback, places, reason }: { callback: CallbackRow; places: FoundPlace[]; reason: string },
): Promise<void> {
  if (callback.status !== 'listed') await listForPhone(work, callback, reason)
  let isAwaited = true
  for (const { conversationId } of places) {
    isAwaited = (await awaitResident(work, conversationId, callback.id)) && isAwaited
  }
  if (isAwaited) return
  // They are writing at this moment, and the turn would forget it.
  await setTimer(work, { kind: callbackTimer, subject: callback.id, dueAt: later(work, minuteMs) })
}

/** Staff find it on the list of those to be telephoned. */
async function listForPhone(work: Work, callback: CallbackRow, reason: string): Promise<void> {
  if (!(await hasPhone(work, callback))) {
    return await endCallback(work, callback, { type: 'skipped', reason: `unreachable:${reason}` })
  }
  await recordCallback(work, callback.id, {
    type: 'listed',
    note: reason,
    set: { status: 'listed', reason, askedAt: null, askedIn: null },
  })
  await clearTimer(work, callbackTimer, callback.id)
}

async function hasPhone({ tx }: Work, callback: CallbackRow): Promise<boolean> {
  const contact = callback.contactId
    ? await tx.contact.findUnique({ where: { id: callback.contactId }, select: { phone: true } })
    : null
  if (contact?.phone) return true
  if (callback.subject !== 'ticket') return false
  const ticket = await tx.ticket.findUnique({ where: { id: callback.subjectId }, select: { phone: true } })
  return Boolean(ticket?.phone)
}

/** What a ticket or an activity was about, for telling another trouble from the same one. */
async function readAbout({ tx }: Work, { subject, subjectId }: CallbackRow): Promise<string | undefined> {
  if (subject === 'activity') {
    const [id = ''] = subjectId.split(':')
    return (await tx.activity.findUnique({ where: { id }, select: { title: true } }))?.title
  }
  if (subject !== 'ticket') return undefined
  const ticket = await tx.ticket.findUnique({ where: { id: subjectId }, select: { description: true } })
  return ticket?.description.slice(0, 200)
}

async function ask(
  parts: CallbackParts,
  work: Work,
  {
    callback,
    place,
    policy,
    isOther,
  }: { callback: CallbackRow; place: FoundPlace; policy: CallbackPolicy; isOther: boolean },
): Promise<void> {
  const { id, subject, ticketNumber, kind, category } = callback
  const { conversationId, channel } = place
  const askedAt = work.now.toISOString()
  const about = await readAbout(work, callback)
  const remembered = { id, subject, ticketNumber, kind, category, askedAt, ...(about ? { about } : {}) }
  if (!(await rememberCallback(work, conversationId, remembered))) {
    return await putOff(work, callback, { until: later(work, minuteMs), reason: 'talking' })
  }
  await parts.ask(work, {
    conversationId,
    channel,
    ...writeQuestion(callback, { language: place.language as Language, isAgain: false, about }),
    askedBy: `callback:${id}`,
  })
  await recordCallback(work, id, {
    type: 'asked',
    data: { channel, conversationId, isOther, waited: callback.reason },
    set: {
      status: 'asked',
      reason: isOther ? 'other-channel' : '',
      askedIn: conversationId,
      askedAt: work.now,
    },
  })
  const remindAt = later(work, policy.remindAfterHours * hourMs)
  await setTimer(work, { kind: callbackTimer, subject: id, dueAt: remindAt })
}

function writeQuestion(
  callback: CallbackRow,
  { language, isAgain, about = '' }: { language: Language; isAgain: boolean; about?: string | undefined },
) {
  const { callback: texts } = textsFor(language)
  const what = callback.ticketNumber ?? ''
  const text = isAgain
    ? texts.remind(what)
    : callback.subject === 'ticket'
      ? texts.askTicket({ number: what, category: textsFor(language).category(callback.category as never) })
      : callback.subject === 'activity'
        ? texts.askActivity(about)
        : texts.askTalk
  const buttons = [
    [5, 4, 3, 2, 1].map(score => ({ label: texts.stars(score), value: `callback:${callback.id}:${score}` })),
  ]
  return { text: `${text}\n${texts.label}`, buttons }
}

/** One reminder, then silence is the answer. */
async function followUp(parts: CallbackParts, work: Work, callback: CallbackRow): Promise<void> {
  const policy = await readCallbackPolicy(work.tx)
  if (callback.remindedAt) return await endCallback(work, callback, { type: 'unanswered', reason: 'silence' })
  const speakAt = await findSpeakAt(parts, work, callback)
  const timer = { kind: callbackTimer, subject: callback.id }
  if (speakAt > work.now) return await setTimer(work, { ...timer, dueAt: speakAt })
  const place = (await findPlaces(parts, work.tx, callback)).find(
    found => found.conversationId === callback.askedIn,
  )
  if (place && place.mode !== 'bot') return await setTimer(work, { ...timer, dueAt: later(work, hourMs) })
  const mayRemind = place?.isOpen && !place.surveysOffAt && mayWrite(place, work.now)
  if (place && mayRemind) {
    await parts.ask(work, {
      conversationId: place.conversationId,
      channel: place.channel,
      ...writeQuestion(callback, { language: place.language as Language, isAgain: true }),
      askedBy: `callback:${callback.id}`,
    })
    await recordCallback(work, callback.id, { type: 'reminded', set: { remindedAt: work.now } })
  } else {
    await recordCallback(work, callback.id, {
      type: 'put-off',
      note: 'no-reminder',
      set: { remindedAt: work.now },
    })
  }
  await setTimer(work, { ...timer, dueAt: later(work, policy.closeAfterHours * hourMs) })
}

/** The last look before a question goes: whether it may, at the very instant. Undefined: nothing is known of it, it goes. */
export async function findAskingRule(
  parts: CallbackParts,
  tx: Work['tx'],
  id: string,
): Promise<((now: Date) => boolean) | undefined> {
  const callback = (await tx.callback.findUnique({ where: { id } })) as CallbackRow | null
  if (!callback) return undefined
  const timezone = await findTimezone(tx, callback.communityId, parts.timezone)
  const quiet = await parts.readQuiet(tx)
  const place = (await findPlaces(parts, tx, callback)).find(
    found => found.conversationId === callback.askedIn,
  )
  return now =>
    callback.status === 'asked' &&
    findSpeakingTime(quiet, timezone, now) <= now &&
    // The question itself is one of those counted.
    (!place || mayWrite({ ...place, sentSince: Math.max(0, place.sentSince - 1) }, now))
}

/** What became of a question that did not arrive: it is asked anew, goes another way, or may have arrived all the same. */
export async function onQuestionEnded(
  parts: CallbackParts,
  work: Work,
  {
    id,
    outcome,
    reason,
  }: { id: string; outcome: 'withheld' | 'refused' | 'failed' | 'unknown'; reason: string },
): Promise<void> {
  const callback = await lockCallback(work.tx, id)
  if (callback?.status !== 'asked') return
  if (outcome === 'unknown') {
    await recordCallback(work, id, { type: 'perhaps-asked', note: reason })
    return
  }
  if (callback.remindedAt) return
  if (callback.askedIn) await forgetCallback(work, callback.askedIn, id)
  // The platform will not take it, whoever tries: only a block leaves another channel to try.
  const isHopeless = outcome === 'failed' || (outcome === 'refused' && reason !== 'blocked')
  if (isHopeless) return await listForPhone(work, { ...callback, askedIn: null }, outcome)
  const back = { status: 'scheduled', reason: outcome, askedAt: null, askedIn: null } as const
  await recordCallback(work, id, { type: 'put-off', note: `${outcome}: ${reason}`, set: back })
  const dueAt = outcome === 'withheld' ? await findSpeakAt(parts, work, callback) : work.now
  await setTimer(work, {
    kind: callbackTimer,
    subject: id,
    dueAt: dueAt > work.now ? dueAt : later(work, minuteMs),
  })
}
