import type { ChannelInbox } from './adapters/channel.ts'
import { addStaffRoom, createRoomPlace } from './add-staff-room.ts'
import type { GroupWatcher } from './alerts/create-group-watcher.ts'
import type { AppParts } from './app-parts.ts'
import { createBroadcastPump } from './broadcast-pump.ts'
import type { BroadcastParts } from './broadcasts/broadcast-parts.ts'
import { createAlertParts, createWatcher, setAlertTimers } from './create-alert-side.ts'
import { addReceipts, createBroadcastParts, createErrandParts, createSending } from './create-broadcasts.ts'
import { createFinders, createHandlers } from './create-handlers.ts'
import { createInbox } from './create-inbox.ts'
import { createStaffSide } from './create-staff-side.ts'
import { createCallbackParts, createTellParts } from './create-tell-parts.ts'
import { createTimerHandlers } from './create-timer-handlers.ts'
import type { WakeKind } from './jobs/jobs.ts'
import type { UpcomingTimer } from './jobs/sweeper.ts'
import { createReactions } from './reactions.ts'
import { runWork, type WorkParts } from './run-work.ts'
import { createStaffChat } from './staff-chat/create-staff-chat.ts'
import type { StaffChatParts } from './staff-chat/staff-chat-parts.ts'
import type { Work } from './storage/work.ts'
import { createUrgentTurns } from './urgent-turns.ts'

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
  /** What falls due next; the sweeper looks ahead with it. */
  readonly findUpcoming: (until: Date, limit: number) => Promise<UpcomingTimer[]>
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
  const errands = createErrandParts(tellParts)
  const followers = { staffChat: staffSide, callbacks, alerts: alertParts, activities: errands }
  const workParts: WorkParts = { ...parts, reactions: createReactions({ ...tellParts, ...followers }) }
  const broadcasts = createBroadcastParts(parts)
  const { paces, releaseClaims } = createSending(parts)
  const { handlers, deliverParts } = createHandlers(parts, channels, {
    ...{ workParts, paces, errands, callbacks },
    timerHandlers: createTimerHandlers({
      tellParts: { ...tellParts, defaultCommunityId: parts.defaultCommunityId },
      ...{ callbacks, alerts: alertParts, broadcasts },
    }),
  })
  const pump = createBroadcastPump({ ...parts, deliver: deliverParts, paces, broadcasts })
  const urgent = createUrgentTurns(parts.log, handlers.turn)
  const run: App['runWork'] = work => runWork(workParts, work)
  const watcher = createWatcher(alertParts, parts, run)
  const residents = createInbox(parts, { takeUrgentTurn: urgent.take, runWork: run, watcher })
  const staffChat = createStaffChat({ ...staffSide, runWork: run, log: parts.log })
  const inbox = addStaffRoom(addReceipts(residents, run), { staffChat, room })
  return {
    inbox,
    handlers,
    staffSide,
    watcher,
    broadcasts,
    runWork: run,
    ...createFinders(parts.database),
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
