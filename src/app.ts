import type { Channel, ChannelInbox } from './adapters/channel.ts'
import { addStaffRoom, createRoomPlace } from './add-staff-room.ts'
import { createHandoverTimers, createStaffSide } from './create-staff-side.ts'
import { createWindowParts } from './create-window-parts.ts'
import { takeTurn } from './dialog/take-turn.ts'
import type { TurnParts } from './dialog/turn-parts.ts'
import type { Understander } from './dialog/understand/understander.ts'
import type { FindNextStaffParts } from './find-next-staff.ts'
import { hearChannels, reportUndelivered } from './hear-channels.ts'
import type { Jobs, WakeKind } from './jobs/jobs.ts'
import type { KnowledgeAnswer, KnowledgeQuestion } from './knowledge/answer.ts'
import { deliverConversation } from './messaging/deliver.ts'
import type { ClaimedMessage, DeliverParts } from './messaging/delivery.ts'
import { type FetchParts, fetchAttachment } from './messaging/fetch-attachment.ts'
import { createDueFinders, releaseDeadClaims } from './messaging/find-due.ts'
import { hearVoice, type Transcribe } from './messaging/hear-voice.ts'
import { keepEdit, keepMove, keepReachability } from './messaging/keep-changes.ts'
import { notifyResident } from './messaging/notify-resident.ts'
import { type ReceiveParts, receiveMessage } from './messaging/receive-message.ts'
import { type Burst, defaultBurst } from './messaging/timing.ts'
import { createReactions } from './reactions.ts'
import { openWork, runWork, type WorkParts } from './run-work.ts'
import type { ScoreMessage } from './sentiment/score-message.ts'
import type { Clock } from './shared/clock.ts'
import { messageOf } from './shared/errors.ts'
import type { Log } from './shared/log.ts'
import type { Metrics } from './shared/metrics.ts'
import { createStaffChat } from './staff-chat/create-staff-chat.ts'
import type { StaffChatParts } from './staff-chat/staff-chat-parts.ts'
import type { Database } from './storage/database.ts'
import type { Work } from './storage/work.ts'
import { incidentWordTimerKind, sayWaitingWord } from './tell-incident.ts'
import {
  noticeTimerKind,
  sendWaitingNotice,
  sendWaitingOutcome,
  type TellParts,
  voiceTimerKind,
} from './tickets/tell-resident.ts'
import { clockTimerKind } from './tickets/ticket-record.ts'
import { watchClocks } from './tickets/watch-clocks.ts'
import { findDueTimers, fireTimer } from './timers/fire-timer.ts'
import type { TimerHandler } from './timers/timer-store.ts'
import { createWorkTimers } from './work-timers.ts'

export interface AppParts {
  database: Database
  jobs: Jobs
  channels: Channel[]
  understander: Understander
  answerQuestion(question: KnowledgeQuestion, signal?: AbortSignal): Promise<KnowledgeAnswer>
  scoreMessage: ScoreMessage
  isDanger(text: string): boolean
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
  const reactions = createReactions({ ...tellParts, staffChat: staffSide })
  const workParts: WorkParts = { ...parts, reactions }
  const handlers = createHandlers(parts, channels, {
    workParts,
    timerHandlers: createTimerHandlers({ ...tellParts, defaultCommunityId: parts.defaultCommunityId }),
  })
  const urgent = createUrgentTurns(parts.log, handlers.turn)
  const run: App['runWork'] = work => runWork(workParts, work)
  const staffChat = createStaffChat({ ...staffSide, runWork: run, log: parts.log })
  const inbox = addStaffRoom(createInbox(parts, { takeUrgentTurn: urgent.take, runWork: run }), {
    staffChat,
    room,
  })
  return {
    inbox,
    handlers,
    staffSide,
    runWork: run,
    findDue: {
      ...createDueFinders(parts.database),
      timer: (now, limit) => findDueTimers(parts.database, now, limit),
    },
    settle: urgent.settle,
    start: async () => {
      await room.load()
      if (parts.database.kind === 'pglite') await releaseDeadClaims(parts.database, parts.clock.now())
      await parts.jobs.start(handlers)
      for (const channel of parts.channels) await channel.start(inbox)
    },
    stop: async () => {
      await Promise.allSettled(parts.channels.map(channel => channel.stop()))
      await urgent.settle()
      await parts.jobs.stop()
    },
  }
}

function createHandlers(
  parts: AppParts,
  channels: Map<string, Channel>,
  { workParts, timerHandlers }: { workParts: WorkParts; timerHandlers: TimerHandlers },
): Record<WakeKind, (id: string) => Promise<void>> {
  const { database, clock, log, jobs, metrics } = parts
  const deliverParts: DeliverParts = {
    database,
    clock,
    log,
    findSender: name => {
      const channel = channels.get(name)
      return channel ? message => channel.send(message) : undefined
    },
    wakeDelivery: (id, delayMs) => jobs.wake('delivery', id, delayMs),
    keepMove: move => keepMove(database, move),
    openThread: async ({ channel, chat, title }) => await channels.get(channel)?.openThread?.(chat, title),
    filesDir: parts.filesDir,
    countOutbound: (channel, outcome) => metrics.countMessage('out', channel, outcome),
    ...createWindowParts(database, channels),
    runWork: run => runWork(workParts, run),
    reportUndelivered,
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
    runWork: run => runWork(workParts, run),
    openWork: tx => openWork(workParts, tx),
  }
  return {
    turn: id => takeTurn(turnParts, id),
    delivery: id => deliver(id),
    attachment: id => fetchAttachment(fetchParts, id),
    timer: id =>
      fireTimer({ database, log, runWork: run => runWork(workParts, run), handlers: timerHandlers }, id),
  }
}

type TimerHandlers = Readonly<Record<string, TimerHandler>>

/** What each kind of timer does when it falls due. */
function createTimerHandlers(tellParts: TellParts & FindNextStaffParts): TimerHandlers {
  return {
    ...createWorkTimers(tellParts.timezone),
    ...createHandoverTimers(tellParts),
    [clockTimerKind]: watchClocks,
    [noticeTimerKind]: (work, timer) => sendWaitingNotice(tellParts, work, timer),
    [incidentWordTimerKind]: (work, timer) => sayWaitingWord(tellParts, work, timer),
    [voiceTimerKind]: (work, timer) => sendWaitingOutcome(tellParts, work, timer),
  }
}

/** How a resident is written to outside a turn. */
function createTellParts(parts: AppParts, channels: Map<string, Channel>): TellParts {
  return {
    timezone: parts.timezone,
    notify: (work, { conversationId, channel, text, isImportant }) =>
      notifyResident(work, {
        conversationId,
        reply: { text, ...(isImportant ? { isImportant } : {}) },
        textLimit: textLimitOf(channels, channel),
        inOnePiece: hasWindow(channels, channel),
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
): Omit<TurnParts, 'runWork' | 'openWork'> {
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

/** Turns that do not wait for the queue; their failure is mended by the sweeper like any other. */
function createUrgentTurns(log: Log, turn: (conversationId: string) => Promise<void>) {
  const running = new Set<Promise<void>>()
  return {
    take: (conversationId: string) => {
      const work = turn(conversationId)
        .catch((error: unknown) => log.error({ error: messageOf(error) }, 'urgent turn failed'))
        .finally(() => running.delete(work))
      running.add(work)
    },
    settle: async () => {
      while (running.size > 0) await Promise.all(running)
    },
  }
}

function createInbox(
  parts: AppParts,
  { takeUrgentTurn, runWork }: Pick<App, 'runWork'> & { takeUrgentTurn(conversationId: string): void },
): ChannelInbox {
  const { database, clock, jobs, metrics } = parts
  const receiveParts: ReceiveParts = {
    database,
    clock,
    isDanger: text => parts.isDanger(text),
    scoreMessage: text => parts.scoreMessage(text),
    wakeTurn: (id, delayMs) => jobs.wake('turn', id, delayMs),
    wakeAttachment: id => jobs.wake('attachment', id),
    takeUrgentTurn,
    countInbound: channel => metrics.countMessage('in', channel),
    burst: parts.burst ?? defaultBurst,
  }
  return {
    receive: message => receiveMessage(receiveParts, message),
    edit: edit => runWork(work => keepEdit(work, edit)),
    moveChat: (channel, fromChat, toChat) => keepMove(database, { channel, fromChat, toChat }),
    setReachable: (channel, sender, reachable) =>
      keepReachability({ database, clock }, { channel, sender, reachable }),
    ...hearChannels(runWork),
  }
}
