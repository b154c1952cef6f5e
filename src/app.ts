import type { Channel, ChannelInbox } from './adapters/channel.ts'
import { addStaffRoom, createRoomPlace } from './add-staff-room.ts'
import type { GroupWatcher } from './alerts/create-group-watcher.ts'
import type { LineJudge } from './alerts/judge-line.ts'
import { createBroadcastPump } from './broadcast-pump.ts'
import type { BroadcastParts } from './broadcasts/broadcast-parts.ts'
import { noteRefusal } from './broadcasts/note-refusal.ts'
import type { CallbackParts } from './callbacks/callback-parts.ts'
import { callbackTimer, readCallbackPolicy } from './callbacks/callback-store.ts'
import { findAskingRule, runCallback } from './callbacks/run-callback.ts'
import { createAlertParts, createAlertTimers, createWatcher, setAlertTimers } from './create-alert-side.ts'
import {
  addReceipts,
  createActivityTimers,
  createBroadcastParts,
  createBroadcastTimers,
  createErrandParts,
  createSending,
  keepGroupMove,
} from './create-broadcasts.ts'
import { createInbox } from './create-inbox.ts'
import { createHandoverTimers, createStaffSide } from './create-staff-side.ts'
import { createWindowParts } from './create-window-parts.ts'
import { takeTurn } from './dialog/take-turn.ts'
import type { TurnParts } from './dialog/turn-parts.ts'
import type { Understander } from './dialog/understand/understander.ts'
import type { FindNextStaffParts } from './find-next-staff.ts'
import { reportUndelivered } from './hear-channels.ts'
import type { Jobs, WakeKind } from './jobs/jobs.ts'
import type { KnowledgeAnswer, KnowledgeQuestion } from './knowledge/answer.ts'
import { deliverConversation } from './messaging/deliver.ts'
import type { ClaimedMessage, DeliverParts } from './messaging/delivery.ts'
import { type FetchParts, fetchAttachment } from './messaging/fetch-attachment.ts'
import { createDueFinders } from './messaging/find-due.ts'
import { hearVoice, type Transcribe } from './messaging/hear-voice.ts'
import { notifyResident } from './messaging/notify-resident.ts'
import type { Paces } from './messaging/paces.ts'
import { type Burst, defaultBurst } from './messaging/timing.ts'
import { createReactions } from './reactions.ts'
import { type ErrandParts, runErrand } from './run-errand.ts'
import { openWork, runWork, type WorkParts } from './run-work.ts'
import type { ScoreMessage } from './sentiment/score-message.ts'
import type { Clock } from './shared/clock.ts'
import type { Log } from './shared/log.ts'
import type { Metrics } from './shared/metrics.ts'
import { createStaffChat } from './staff-chat/create-staff-chat.ts'
import type { StaffChatParts } from './staff-chat/staff-chat-parts.ts'
import type { Database } from './storage/database.ts'
import type { Work } from './storage/work.ts'
import { runSurvey, type SurveyParts, surveyTimer } from './surveys/run-survey.ts'
import { createTellTimers } from './tell-timers.ts'
import type { TellParts } from './tickets/tell-resident.ts'
import { clockTimerKind } from './tickets/ticket-record.ts'
import { readTicketSettings } from './tickets/ticket-settings.ts'
import { watchClocks } from './tickets/watch-clocks.ts'
import { findDueTimers, fireTimer } from './timers/fire-timer.ts'
import type { TimerHandler } from './timers/timer-store.ts'
import { createUrgentTurns } from './urgent-turns.ts'
import { createWorkTimers } from './work-timers.ts'

export interface AppParts {
  database: Database
  jobs: Jobs
  channels: Channel[]
  understander: Understander
  answerQuestion(question: KnowledgeQuestion, signal?: AbortSignal): Promise<KnowledgeAnswer>
  scoreMessage: ScoreMessage
  isDanger(text: string): boolean
  /** Whom a line is upset with; by default a judge that reads words alone. */
  judgeLine?: LineJudge
  /** Makes ready what judging these lines well needs. Never rejects. */
  prepareLines?(texts: readonly string[]): Promise<void>
  /** Words of a recording; without it residents are asked to type. */
  transcribe?: Transcribe
  clock: Clock
  log: Log
  metrics: Metrics
  /** Folder of residents' files. */
  filesDir: string
  timezone: string
  /** Community of residents who are bound to no household, where the company has only one. */
  defaultCommunityId: string | undefined
  /** Takes in notices that began, changed or ended to answer questions. */
  reloadKnowledge?(): Promise<unknown>
  /** The chat of one of the channels in which staff talk; absent while the company has none. */
  staffRoom?: { channel: string; chat: string }
  /** How long a burst of messages is waited for (real milliseconds). Default: 1.2 s of silence, 4 s at most. */
  burst?: Burst
}

export interface App {
  /** Where channels put what comes in; also for tests and tools that bring no channel. */
  readonly inbox: ChannelInbox
  /** What staff do and hear; the desk uses the same. */
  readonly staffSide: StaffChatParts
  /** Looks at what is kept for people who get upset; looks by itself once the app has started. */
  readonly watcher: GroupWatcher
  /** What broadcasts need; the desk uses the same. */
  readonly broadcasts: BroadcastParts
  /** Runs one unit of work in a transaction, with its reactions; for the desk and for tools. */
  runWork<T>(run: (work: Work) => Promise<T>): Promise<T>
  /** What is due now and may have lost its job; the sweeper asks. */
  readonly findDue: Record<WakeKind, (now: Date, limit: number) => Promise<string[]>>
  /** The work itself, by id; each is safe to repeat. */
  readonly handlers: Record<WakeKind, (id: string) => Promise<void>>
  /** Starts jobs, then channels. Rejects when a channel is refused by its platform. */
  start(): Promise<void>
  /** Resolves when no turn that began outside the queue (words of danger) is still running. */
  settle(): Promise<void>
  /** Stops channels, waits for running work, leaves the database open. */
  stop(): Promise<void>
}

/** Puts the parts together; production and tests both use it. */
export function createApp(parts: AppParts): App {
  const channels = new Map(parts.channels.map(channel => [channel.name, channel]))
  const room = createRoomPlace(parts)
  const staffSide = createStaffSide({ ...parts, findRoom: room.find })
  const tellParts = createTellParts(parts, channels)
  const callbacks = createCallbackParts(parts, channels)
  const alertParts = createAlertParts(tellParts)
  const reactions = createReactions({ ...tellParts, staffChat: staffSide, callbacks, alerts: alertParts })
  const workParts: WorkParts = { ...parts, reactions }
  const broadcasts = createBroadcastParts(parts)
  const { paces, releaseClaims } = createSending(parts)
  const { handlers, deliverParts } = createHandlers(parts, channels, {
    workParts,
    paces,
    errands: createErrandParts(tellParts),
    timerHandlers: {
      ...createTimerHandlers({ ...tellParts, defaultCommunityId: parts.defaultCommunityId }, callbacks),
      ...createAlertTimers(alertParts),
      ...createBroadcastTimers(broadcasts),
      ...createActivityTimers(tellParts),
    },
    callbacks,
  })
  const pump = createBroadcastPump({
    deliver: deliverParts,
    paces,
    timezone: parts.timezone,
    broadcasts,
    reloadKnowledge: parts.reloadKnowledge,
  })
  const urgent = createUrgentTurns(parts.log, handlers.turn)
  const run: App['runWork'] = work => runWork(workParts, work)
  const watcher = createWatcher(alertParts, parts, run)
  const staffChat = createStaffChat({ ...staffSide, runWork: run, log: parts.log })
  const residents = createInbox(parts, { takeUrgentTurn: urgent.take, runWork: run, watcher })
  const inbox = addStaffRoom(addReceipts(residents, run), { staffChat, room })
  return {
    inbox,
    handlers,
    staffSide,
    watcher,
    broadcasts,
    runWork: run,
    findDue: {
      ...createDueFinders(parts.database),
      timer: (now, limit) => findDueTimers(parts.database, now, limit),
    },
    settle: urgent.settle,
    start: async () => {
      await room.load()
      await releaseClaims()
      await parts.jobs.start(handlers)
      await run(work => setAlertTimers(alertParts, work))
      await watcher.start()
      for (const channel of parts.channels) await channel.start(inbox)
      await pump.start()
    },
    stop: async () => {
      await pump.stop()
      await Promise.allSettled(parts.channels.map(channel => channel.stop()))
      await urgent.settle()
      await watcher.stop()
      await parts.jobs.stop()
    },
  }
}

function createHandlers(
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
    ...createWindowParts(database, channels),
    runWork: run => runWork(workParts, run),
    findAskingRule: async askedBy => {
      const [kind, id = ''] = askedBy.split(':')
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

type TimerHandlers = Readonly<Record<string, TimerHandler>>

/** What each kind of timer does when it falls due. */
function createTimerHandlers(
  tellParts: TellParts & FindNextStaffParts,
  callbacks: CallbackParts & SurveyParts,
): TimerHandlers {
  return {
    [surveyTimer]: (work, timer) => runSurvey(callbacks, work, timer),
    [callbackTimer]: (work, timer) => runCallback(callbacks, work, timer),
    ...createWorkTimers(tellParts.timezone),
    ...createHandoverTimers(tellParts),
    [clockTimerKind]: watchClocks,
    ...createTellTimers(tellParts),
  }
}

/** How a resident is written to outside a turn. */
function createTellParts(parts: AppParts, channels: Map<string, Channel>): TellParts {
  return {
    timezone: parts.timezone,
    notify: (work, { conversationId, channel, text, buttons, isImportant }) =>
      notifyResident(work, {
        conversationId,
        reply: { text, ...(buttons ? { buttons } : {}), ...(isImportant ? { isImportant } : {}) },
        textLimit: textLimitOf(channels, channel),
        inOnePiece: hasWindow(channels, channel),
      }),
  }
}

/** How residents are asked how it went. */
function createCallbackParts(parts: AppParts, channels: Map<string, Channel>): CallbackParts & SurveyParts {
  return {
    timezone: parts.timezone,
    readPeaceDays: async tx => (await readCallbackPolicy(tx)).everyDays,
    readQuiet: async tx => (await readTicketSettings(tx)).calendar.quiet,
    reachOf: name => channels.get(name)?.capabilities,
    ask: (work, { conversationId, channel, text, buttons, askedBy }) =>
      notifyResident(work, {
        conversationId,
        reply: { text, buttons, askedBy },
        textLimit: textLimitOf(channels, channel),
      }),
  }
}

function textLimitOf(channels: Map<string, Channel>, name: string): number {
  return channels.get(name)?.capabilities.textLimit ?? 2_000
}

function hasWindow(channels: Map<string, Channel>, name: string): boolean {
  return channels.get(name)?.capabilities.replyWindow !== undefined
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
