import { expireBroadcast, finishBroadcast } from './broadcasts/act-on-broadcast.ts'
import type { BroadcastParts } from './broadcasts/broadcast-parts.ts'
import type { BroadcastRow } from './broadcasts/broadcast-store.ts'
import { type HandedOut, handOut } from './broadcasts/hand-out.ts'
import { handOutChanges } from './broadcasts/hand-out-changes.ts'
import { loadBroadcastPolicy } from './broadcasts/policy-store.ts'
import { noticeTextsFor } from './i18n/notices.ts'
import { claimMessage, deliverConversation } from './messaging/deliver.ts'
import type { DeliverParts } from './messaging/delivery.ts'
import type { Paces } from './messaging/paces.ts'
import { toProductMs } from './shared/clock.ts'
import { messageOf } from './shared/errors.ts'
import { createId } from './shared/ids.ts'
import { readSetting, saveSetting } from './storage/settings.ts'

export interface PumpParts {
  deliver: DeliverParts
  paces: Paces
  timezone: string
  broadcasts: Pick<BroadcastParts, 'findSpeakingTime' | 'changesSent'>
  /** Takes in notices that began, changed or ended to answer questions. */
  reloadKnowledge?: (() => Promise<unknown>) | undefined
}

/** Sends broadcasts at the pace of each channel, beside and after everything that answers somebody. */
export interface BroadcastPump {
  start(): Promise<void>
  /** Hands out nothing more and waits for what is being sent. */
  stop(): Promise<void>
}

/** Real milliseconds between two looks for something to do. */
const idleMs = 500
/** So many lie ready for their turn; a killed process leaves them to the next. */
const readyCount = 12
const lowWater = 4
/** Real milliseconds for which nobody else takes up what lies ready. */
const holdMs = 15_000
const leaseMs = 10_000
const mostUnderWay = 60

export function createBroadcastPump(parts: PumpParts): BroadcastPump {
  const stopping = new AbortController()
  const owner = createId()
  const pump = new Pump(parts, owner, stopping.signal)
  let running: Promise<void> = Promise.resolve()
  return {
    start: async () => {
      running = pump.run()
    },
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

class Pump {
  private readonly parts: PumpParts
  private readonly owner: string
  private readonly signal: AbortSignal
  private readonly ready: HandedOut[] = []
  private readonly underWay = new Set<Promise<void>>()
  private leasedUntilMs = 0
  private knownNotices: string | undefined
  private filling: Promise<void> | undefined
  private lookedAtMs = 0
  private hasMore = false

  constructor(parts: PumpParts, owner: string, signal: AbortSignal) {
    this.parts = parts
    this.owner = owner
    this.signal = signal
  }

  async run(): Promise<void> {
    await this.guard(() => this.adopt())
    while (!this.signal.aborted) {
      this.refill()
      const waitMs = this.sendNext()
      if (waitMs !== undefined) await this.pause(waitMs)
      else await (this.filling ?? this.pause(idleMs))
    }
    await this.filling
    await Promise.allSettled(this.underWay)
  }

  /** Looks for more while what is ready is being sent. */
  private refill(): void {
    const isTime = this.hasMore || Date.now() - this.lookedAtMs >= idleMs
    if (this.ready.length > lowWater || !isTime || this.filling !== undefined) return
    this.lookedAtMs = Date.now()
    this.filling = this.fill().then(hasMore => {
      this.hasMore = hasMore
      this.filling = undefined
    })
  }

  /** Sends one that may go now; else gives the milliseconds until one may, or undefined with none ready. */
  private sendNext(): number | undefined {
    if (this.ready.length === 0) return undefined
    if (this.underWay.size >= mostUnderWay) return 20
    const waits = this.ready.map(handed => this.parts.paces.waitMs(handed))
    const shortest = Math.min(...waits)
    if (shortest > 0) return Math.min(shortest, idleMs)
    const [handed] = this.ready.splice(waits.indexOf(shortest), 1)
    if (!handed) return undefined
    this.parts.paces.reserve(handed)
    const sending = this.guard(() => this.send(handed)).finally(() => this.underWay.delete(sending))
    this.underWay.add(sending)
    return 0
  }

  private async send(handed: HandedOut): Promise<void> {
    const { deliver, paces } = this.parts
    const { outboundId, conversationId } = handed
    try {
      const claimed = await claimMessage(deliver, outboundId)
      // Where something stands before it, that goes first; it follows by the ordinary way.
      await deliverConversation(deliver, conversationId, claimed)
    } finally {
      paces.release(handed)
    }
  }

  /** Puts more into the outbox; says whether there may be still more. */
  private async fill(): Promise<boolean> {
    let found = 0
    await this.guard(async () => {
      const seen = await this.look()
      await this.followNotices(seen.mark)
      if (!(seen.isSending || seen.hasChanges) || !(await this.holdLease())) return
      const rows = await this.parts.deliver.database.client.broadcast.findMany({
        where: { state: 'sending' },
        orderBy: [{ urgent: 'desc' }, { startedAt: 'asc' }],
      })
      if (seen.hasChanges) found += await this.fillChanges()
      for (const row of rows) {
        if (this.ready.length < readyCount) found += await this.fillFrom(row)
      }
    })
    return found > 0
  }

  private async fillFrom(row: BroadcastRow): Promise<number> {
    const { runWork, clock } = this.parts.deliver
    if (row.expiresAt && row.expiresAt <= clock.now()) {
      await runWork(work => expireBroadcast(work, row.id))
      return 0
    }
    const handed = await runWork(async work => {
      // Quiet hours hold everything but emergencies back.
      if (!row.urgent && (await this.parts.broadcasts.findSpeakingTime(work)) > work.now) return undefined
      const { stoppedChannels } = await loadBroadcastPolicy(work.tx)
      const limit = readyCount - this.ready.length
      return await handOut(work, { ...this.handing(work.now), row, limit, stoppedChannels })
    })
    this.ready.push(...(handed ?? []))
    if (handed?.length === 0) await runWork(work => finishBroadcast(work, row.id))
    return handed?.length ?? 0
  }

  private handing(now: Date) {
    const holdUntil = new Date(now.getTime() + toProductMs(this.parts.deliver.clock, holdMs))
    return { timezone: this.parts.timezone, holdUntil, texts: noticeTextsFor }
  }

  /** Corrections and recalls go before what is new. */
  private async fillChanges(): Promise<number> {
    const limit = readyCount - this.ready.length
    if (limit <= 0) return 0
    const { changesSent } = this.parts.broadcasts
    const handed = await this.parts.deliver.runWork(work =>
      handOutChanges(work, { ...this.handing(work.now), limit, changesSent }),
    )
    this.ready.push(...handed)
    return handed.length
  }

  /** What an earlier process had ready and never began to send goes on at the pace of this one. */
  private async adopt(): Promise<void> {
    if (!(await this.holdLease())) return
    const { database, clock } = this.parts.deliver
    const until = new Date(clock.now().getTime() + toProductMs(clock, holdMs))
    const rows = await database.client.$queryRaw<
      { id: bigint; conversationId: string; channel: string; chat: string; sender: string }[]
    >`update "Outbound" o set "dueAt" = ${until}::timestamptz from "Conversation" c, "Broadcast" b
      where o."broadcastId" = b.id and (b.state = 'sending' or o."changeOf" is not null) and o.state = 'pending' and o.attempts = 0 and c.id = o."conversationId"
      returning o.id, c.id as "conversationId", c.channel, c.chat, c.sender`
    for (const { id, sender, ...place } of rows) {
      this.ready.push({ ...place, outboundId: id, isGroup: sender === 'notices' })
    }
  }

  /** One process hands out: together they would be too fast. */
  private async holdLease(): Promise<boolean> {
    const { database, runWork, clock } = this.parts.deliver
    if (database.kind === 'pglite') return true
    const nowMs = Date.now()
    if (this.leasedUntilMs - leaseMs / 2 > nowMs) return true
    return await runWork(async ({ tx }) => {
      await tx.$executeRaw`select pg_advisory_xact_lock(${pumpLock})`
      const held = (await readSetting(tx, leaseKey)) as { owner: string; untilMs: number } | undefined
      if (held && held.owner !== this.owner && held.untilMs > nowMs) return false
      this.leasedUntilMs = nowMs + leaseMs
      const value = { owner: this.owner, untilMs: this.leasedUntilMs }
      await saveSetting(tx, leaseKey, { value, now: clock.now() })
      return true
    })
  }

  /** One cheap look whether there is anything to do: it is made for ever. */
  private async look(): Promise<{ isSending: boolean; hasChanges: boolean; mark: string }> {
    const [seen] = await this.parts.deliver.database.sql<{
      isSending: boolean
      hasChanges: boolean
      mark: string
    }>`
      select exists (select 1 from "Broadcast" where state = 'sending') as "isSending",
        exists (select 1 from "BroadcastRecipient" where "changeWanted" is not null) as "hasChanges",
        (select coalesce(string_agg(source || hash, ',' order by source), '') from "KnowledgeDocument" where source like 'notice:%') as mark`
    return seen ?? { isSending: false, hasChanges: false, mark: '' }
  }

  /** Whatever process changed them: the database says what answers questions. */
  private async followNotices(mark: string): Promise<void> {
    const { reloadKnowledge } = this.parts
    if (reloadKnowledge && this.knownNotices !== undefined && this.knownNotices !== mark)
      await reloadKnowledge()
    this.knownNotices = mark
  }

  private async guard(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.parts.deliver.log.error({ error: messageOf(error) }, 'A broadcast stumbled; it goes on.')
      await this.pause(idleMs)
    }
  }

  private pause(realMs: number): Promise<void> {
    if (realMs <= 0) return new Promise(resolve => setImmediate(resolve))
    return new Promise(resolve => {
      const end = () => {
        clearTimeout(timer)
        this.signal.removeEventListener('abort', end)
        resolve()
      }
      const timer = setTimeout(end, realMs)
      this.signal.addEventListener('abort', end, { once: true })
    })
  }
}

const leaseKey = 'broadcast-pump'
const pumpLock = 7_201_509
