import type { Channel } from './adapters/channel.ts'
import type { AppParts } from './app-parts.ts'
import { noteRefusal } from './broadcasts/note-refusal.ts'
import type { CallbackParts } from './callbacks/callback-parts.ts'
import { createAnswerGuesser } from './callbacks/guess-answer.ts'
import { findAskingRule } from './callbacks/run-callback.ts'
import { hasWindow, textLimitOf } from './channel-limits.ts'
import { keepGroupMove } from './create-broadcasts.ts'
import type { TimerHandlers } from './create-timer-handlers.ts'
import { createWindowParts } from './create-window-parts.ts'
import { takeTurn } from './dialog/take-turn.ts'
import type { TurnParts } from './dialog/turn-parts.ts'
import { findErrand } from './find-errand.ts'
import { reportUndelivered } from './hear-channels.ts'
import type { WakeKind } from './jobs/jobs.ts'
import type { UpcomingTimer } from './jobs/sweeper.ts'
import { deliverConversation } from './messaging/deliver.ts'
import type { ClaimedMessage, DeliverParts } from './messaging/delivery.ts'
import { type FetchParts, fetchAttachment } from './messaging/fetch-attachment.ts'
import { createDueFinders } from './messaging/find-due.ts'
import { hearVoice } from './messaging/hear-voice.ts'
import type { Paces } from './messaging/paces.ts'
import { defaultBurst } from './messaging/timing.ts'
import { type ErrandParts, runErrand } from './run-errand.ts'
import { openWork, runWork, type WorkParts } from './run-work.ts'
import type { Database } from './storage/database.ts'
import { findSurveyRule } from './surveys/follow-up-survey.ts'
import type { SurveyParts } from './surveys/survey-invite.ts'
import { findDueTimers, findUpcomingTimers, fireTimer } from './timers/fire-timer.ts'

/** The work of each kind of job, by id, and what delivery needs; broadcasts deliver with the same. */
export function createHandlers(
  parts: AppParts,
  channels: Map<string, Channel>,
  given: {
    workParts: WorkParts
    paces: Paces
    timerHandlers: TimerHandlers
    errands: ErrandParts
    callbacks: CallbackParts & SurveyParts
  },
): { handlers: Record<WakeKind, (id: string) => Promise<void>>; deliverParts: DeliverParts } {
  const { workParts, paces, timerHandlers, callbacks } = given
  const { database, clock, log, jobs, metrics } = parts
  const deliverParts: DeliverParts = {
    database,
    clock,
    log,
    findSender: name => {
      const channel = channels.get(name)
      return channel ? paces.count(name, message => channel.send(message)) : undefined
    },
    wakeDelivery: (id, delayMs) => jobs.wake('delivery', id, delayMs),
    keepMove: move => keepGroupMove(database, move),
    openThread: async ({ channel, chat, title }) => await channels.get(channel)?.openThread?.(chat, title),
    filesDir: parts.filesDir,
    countOutbound: (channel, outcome) => metrics.countMessage('out', channel, outcome),
    ...createWindowParts(database, channels, parts.linkToWhole),
    runWork: run => runWork(workParts, run),
    findAskingRule: async askedBy => {
      const [kind, id = ''] = askedBy.split(':')
      if (kind === 'survey') return await findSurveyRule(callbacks, database.client, id)
      return kind === 'callback' ? await findAskingRule(callbacks, database.client, id) : undefined
    },
    reportUndelivered: async (work, message) => {
      if (message.broadcastId) return await noteRefusal(work, message)
      await reportUndelivered(work, message)
    },
  }
  const fetchParts: FetchParts = {
    database,
    clock,
    log,
    filesDir: parts.filesDir,
    findFetcher: name => {
      const channel = channels.get(name)
      return channel ? reference => channel.fetchFile(reference) : undefined
    },
    wakeAttachment: (id, delayMs) => jobs.wake('attachment', id, delayMs),
  }
  const deliver = (id: string, claimed?: ClaimedMessage) => deliverConversation(deliverParts, id, claimed)
  const turnParts: TurnParts = {
    ...createTurnParts(parts, channels, deliver),
    runErrand: (work, errand) => runErrand(given.errands, work, errand),
    findErrand: (words, who) => findErrand(database, words, who),
    runWork: run => runWork(workParts, run),
    openWork: tx => openWork(workParts, tx),
  }
  const handlers: Record<WakeKind, (id: string) => Promise<void>> = {
    turn: id => takeTurn(turnParts, id),
    delivery: id => deliver(id),
    attachment: id => fetchAttachment(fetchParts, id),
    timer: id =>
      fireTimer({ database, log, runWork: run => runWork(workParts, run), handlers: timerHandlers }, id),
  }
  return { handlers, deliverParts }
}

/** What is due now and may have lost its job, and what falls due next. */
export function createFinders(database: Database): {
  findDue: Record<WakeKind, (now: Date, limit: number) => Promise<string[]>>
  findUpcoming(until: Date, limit: number): Promise<UpcomingTimer[]>
} {
  return {
    findDue: {
      ...createDueFinders(database),
      timer: (now, limit) => findDueTimers(database, now, limit),
    },
    findUpcoming: (until, limit) => findUpcomingTimers(database, until, limit),
  }
}

function createTurnParts(
  parts: AppParts,
  channels: Map<string, Channel>,
  deliver: TurnParts['deliver'],
): Omit<TurnParts, 'runWork' | 'openWork' | 'runErrand'> {
  const { database, clock, log, understander, timezone, defaultCommunityId, metrics, jobs } = parts
  return {
    database,
    clock,
    log,
    understander,
    timezone,
    defaultCommunityId,
    deliver,
    answerQuestion: (question, signal) => parts.answerQuestion(question, signal),
    hearVoice: (id, signal) =>
      hearVoice(
        {
          database,
          log,
          filesDir: parts.filesDir,
          transcribe: parts.transcribe,
          findFetcher: name => {
            const channel = channels.get(name)
            return channel ? reference => channel.fetchFile(reference) : undefined
          },
        },
        id,
        signal,
      ),
    isDanger: text => parts.isDanger(text),
    guessAnswer: parts.guessAnswer ?? createAnswerGuesser(),
    scoreMessage: (text, earlier) => parts.scoreMessage(text, earlier),
    textLimitOf: name => textLimitOf(channels, name),
    hasWindow: name => hasWindow(channels, name),
    wakeTurn: (id, delayMs) => jobs.wake('turn', id, delayMs),
    showTyping: async to => await channels.get(to.channel)?.showTyping(to),
    observeTurn: (tookMs, understoodBy) => metrics.observeTurn(understoodBy, tookMs),
    countTicket: ticket => metrics.countTicket(ticket.kind, ticket.category),
    burst: parts.burst ?? defaultBurst,
  }
}
