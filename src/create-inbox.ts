import type { Channel, ChannelInbox } from './adapters/channel.ts'
import { keepGroupMove } from './create-broadcasts.ts'
import { hearChannels } from './hear-channels.ts'
import type { Jobs } from './jobs/jobs.ts'
import { keepEdit, keepReachability } from './messaging/keep-changes.ts'
import type { IncomingMessage } from './messaging/message.ts'
import { type ReceiveParts, receiveMessage } from './messaging/receive-message.ts'
import { type Burst, defaultBurst } from './messaging/timing.ts'
import { releaseHeld } from './messaging/window-store.ts'
import type { ScoreMessage } from './sentiment/score-message.ts'
import type { Metrics } from './shared/metrics.ts'
import type { Work } from './storage/work.ts'

export interface InboxParts extends Pick<ReceiveParts, 'database' | 'clock' | 'isDanger'> {
  jobs: Pick<Jobs, 'wake'>
  metrics: Pick<Metrics, 'countMessage'>
  scoreMessage: ScoreMessage
  burst?: Burst
  channels: readonly Pick<Channel, 'name' | 'capabilities'>[]
}

export interface InboxWork {
  /** Hears of every message once it is kept. */
  watcher: { notice(message: IncomingMessage): void }
  takeUrgentTurn(conversationId: string): void
  runWork<T>(run: (work: Work) => Promise<T>): Promise<T>
}

/** Where channels put what residents write: kept first, then woken. */
export function createInbox(
  parts: InboxParts,
  { takeUrgentTurn, runWork, watcher }: InboxWork,
): ChannelInbox {
  const { database, clock, jobs, metrics } = parts
  const windowed = new Set(
    parts.channels.flatMap(channel => (channel.capabilities.replyWindow ? [channel.name] : [])),
  )
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
    receive: async message => {
      await receiveMessage(receiveParts, message)
      const { channel, chat, sender } = message
      if (windowed.has(channel))
        await releaseHeld(database, { channel, chat, sender: sender.id, now: clock.now() })
      watcher.notice(message)
    },
    edit: edit => runWork(work => keepEdit(work, edit)),
    moveChat: (channel, fromChat, toChat) => keepGroupMove(database, { channel, fromChat, toChat }),
    setReachable: (channel, sender, reachable) =>
      keepReachability({ database, clock }, { channel, sender, reachable }),
    ...hearChannels(runWork),
  }
}
