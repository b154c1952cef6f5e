import { textsFor } from './i18n/texts.ts'
import { zhCn } from './i18n/zh-cn.ts'
import { isDispute } from './incidents/causes.ts'
import { writeTitle } from './incidents/write-incident.ts'
import type { IncidentWord } from './shared/events.ts'
import type { Language } from './shared/vocabulary.ts'
import type { Work } from './storage/work.ts'
import { askToCall, canBeCalled } from './tickets/call-list.ts'
import { findSpeakingTime } from './tickets/quiet-hours.ts'
import type { TellParts } from './tickets/tell-resident.ts'
import { isOpen, type TicketStatus } from './tickets/ticket.ts'
import { lockTicket, recordEvents } from './tickets/ticket-record.ts'
import { readTicketSettings } from './tickets/ticket-settings.ts'
import { clearTimer, type DueTimer, setTimer } from './timers/timer-store.ts'

/** The timer of a word that waits for the end of the quiet hours; its subject is the incident and the talk. */
export const incidentWordTimerKind = 'incident-word'

/**
 * Tells everybody who reported an incident, once a conversation, in its language, with their own ticket numbers only; who
 * has no chat goes on the call list. In quiet hours it waits for their end, and a newer word takes its place; who reported
 * an emergency hears it at once.
 */
export async function tellIncident(parts: TellParts, work: Work, word: IncidentWord): Promise<void> {
  const speakAt = await findTime(parts, work, word)
  const urgent = speakAt > work.now ? await findUrgent(work, word) : new Set<string>()
  for (const share of shareOut(word)) {
    const subject = subjectOf(share)
    const isNow = speakAt <= work.now || numbersOf(share).some(number => urgent.has(number))
    await clearTimer(work, incidentWordTimerKind, subject)
    if (isNow) await say(parts, work, share)
    else await setTimer(work, { kind: incidentWordTimerKind, subject, dueAt: speakAt, data: { word: share } })
  }
}

/** Says what has waited, to those for whom it is still so. */
export async function sayWaitingWord(parts: TellParts, work: Work, timer: DueTimer): Promise<void> {
  const word = timer.data['word'] as IncidentWord
  const rows = await work.tx.ticket.findMany({
    where: { number: { in: numbersOf(word) } },
    select: { number: true, status: true },
  })
  const isSo = (status: string) =>
    status !== 'cancelled' && isOpen(status as TicketStatus) === (word.type === 'progress')
  const still = new Set(rows.filter(({ status }) => isSo(status)).map(({ number }) => number))
  const tickets = word.tickets.filter(({ number }) => still.has(number))
  await say(parts, work, { ...word, tickets, toCall: word.toCall.filter(number => still.has(number)) })
}

async function findTime({ timezone }: TellParts, work: Work, word: IncidentWord): Promise<Date> {
  const { calendar } = await readTicketSettings(work.tx)
  const community =
    word.communityId === null
      ? null
      : await work.tx.community.findUnique({ where: { id: word.communityId }, select: { timezone: true } })
  return findSpeakingTime(calendar.quiet, community?.timezone ?? timezone, work.now)
}

async function findUrgent(work: Work, word: IncidentWord): Promise<Set<string>> {
  const rows = await work.tx.ticket.findMany({
    where: { number: { in: numbersOf(word) }, priority: 'emergency' },
    select: { number: true },
  })
  return new Set(rows.map(({ number }) => number))
}

const numbersOf = ({ tickets, toCall }: IncidentWord) => [...tickets.map(({ number }) => number), ...toCall]

/** The word to each talk, and to each who must be called. */
function shareOut(word: IncidentWord): IncidentWord[] {
  const talks = [...new Set(word.tickets.map(({ conversationId }) => conversationId))]
  return [
    ...talks.map(talk => ({
      ...word,
      tickets: word.tickets.filter(({ conversationId }) => conversationId === talk),
      toCall: [],
    })),
    ...word.toCall.map(number => ({ ...word, tickets: [], toCall: [number] })),
  ]
}

const subjectOf = ({ incidentId, tickets, toCall }: IncidentWord) =>
  `${incidentId}/${tickets[0]?.conversationId ?? toCall[0]}`

async function say(parts: TellParts, work: Work, word: IncidentWord): Promise<void> {
  for (const number of word.toCall) {
    const ticket = await lockTicket(work.tx, number)
    const text = writeWord(word, [number], 'zh-CN')
    if (canBeCalled(ticket)) await askToCall(work, { ticket, about: `incident-${word.type}`, text })
  }
  const conversationId = word.tickets[0]?.conversationId
  if (conversationId === undefined) return
  const conversation = await work.tx.conversation.findUnique({
    where: { id: conversationId },
    select: { channel: true, language: true },
  })
  if (!conversation) return
  const numbers = word.tickets.map(({ number }) => number)
  const language = conversation.language as Language
  const text = `${writeWord(word, numbers, language)}\n${textsFor(language).aiLabel}`
  await parts.notify(work, {
    conversationId,
    channel: conversation.channel,
    text,
    isImportant: word.type === 'closed',
  })
  for (const number of numbers) {
    const data = { conversationId, incidentId: word.incidentId }
    const told = { type: 'resident-told', by: 'system', note: `incident-${word.type}`, data }
    await recordEvents(work, { ticket: await lockTicket(work.tx, number), drafts: [told] })
  }
}

function writeWord(word: IncidentWord, ownNumbers: string[], language: Language): string {
  const texts = textsFor(language)
  const told = texts.incidentTold
  const numbers = ownNumbers.join(texts === zhCn ? '、' : ', ')
  const title = writeTitle(word, texts)
  if (word.type === 'progress') return told.update({ title, text: word.text })
  if (isDispute(word.cause)) return told.closedDispute({ numbers, note: word.text })
  return told.closed({ title, numbers, note: word.text })
}
