import type { Clock } from '../../../shared/clock.ts'
import { messageOf } from '../../../shared/errors.ts'
import type { Log } from '../../../shared/log.ts'
import type { ChannelInbox } from '../../channel.ts'
import type { ApiClient } from '../shared/api-client.ts'
import { OrderedKeeper } from '../shared/keep-in-order.ts'
import { waitReal } from '../shared/time.ts'
import { channelName, type KfEntry, partsOf, type ReadEntry, readKfEntry } from './read-kf-message.ts'

/** Where the place in each account's stream is kept; the platform keeps messages for three days behind it. */
export interface CursorStore {
  load(openKfId: string): Promise<string | undefined>
  save(openKfId: string, cursor: string): Promise<void>
}

export interface SyncParts {
  api: ApiClient
  inbox: ChannelInbox
  cursors: CursorStore
  clock: Clock
  log: Log
  retryMs: number
}

interface Page {
  next_cursor?: string
  has_more?: number
  msg_list?: KfEntry[]
}

/** Most messages of one question, and most pages read ahead of what is kept. */
const pageLimit = 1000
const mostOpenPages = 8

/**
 * Reads the streams of customer service accounts. The durable cursor passes a page only after everything on it is kept, so
 * that a crash asks for it again; reading itself goes on, so that one slow message holds up nobody.
 */
export class KfSync {
  private readonly parts: SyncParts
  private readonly keeper: OrderedKeeper
  private readonly stopping = new AbortController()
  private readonly running = new Map<string, Promise<void>>()
  private readonly wanted = new Map<string, { token?: string }>()
  private readonly cursors = new Map<string, string>()
  private readonly saving = new Map<string, Promise<unknown>>()
  private openPages = 0

  constructor(parts: SyncParts) {
    this.parts = parts
    this.keeper = new OrderedKeeper(parts)
  }

  /** Something is there for this account; returns at once. `token` is the callback's, valid for ten minutes. */
  wake(openKfId: string, token?: string): void {
    if (this.stopping.signal.aborted) return
    this.wanted.set(openKfId, token === undefined ? {} : { token })
    if (this.running.has(openKfId)) return
    const run = this.run(openKfId).finally(() => this.running.delete(openKfId))
    this.running.set(openKfId, run)
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await Promise.all(this.running.values())
    await this.keeper.stop()
    await Promise.all(this.saving.values())
  }

  private async run(openKfId: string): Promise<void> {
    const { clock, log, retryMs } = this.parts
    for (let failures = 0; !this.stopping.signal.aborted; ) {
      const wanted = this.wanted.get(openKfId)
      if (!wanted) return
      this.wanted.delete(openKfId)
      try {
        await this.readAll(openKfId, wanted.token)
        failures = 0
      } catch (error) {
        // Without its token the stream is asked more slowly, but it is asked.
        if (!this.wanted.has(openKfId)) this.wanted.set(openKfId, {})
        failures += 1
        log.warn({ openKfId, failures, error: messageOf(error) }, 'sync_msg failed')
        await waitReal(clock, Math.min(60_000, retryMs * 2 ** Math.min(failures, 8)), this.stopping.signal)
      }
    }
  }

  private async readAll(openKfId: string, token: string | undefined): Promise<void> {
    for (let hasMore = true; hasMore && !this.stopping.signal.aborted; ) {
      const { clock, cursors, api } = this.parts
      while (this.openPages >= mostOpenPages && !this.stopping.signal.aborted)
        await waitReal(clock, 20, this.stopping.signal)
      const cursor = this.cursors.get(openKfId) ?? (await cursors.load(openKfId))
      const page = await api.call<Page>('/cgi-bin/kf/sync_msg', {
        ...(cursor ? { cursor } : {}),
        ...(token ? { token } : {}),
        limit: pageLimit,
        // SILK: the one of the two that we can decode.
        voice_format: 1,
        open_kfid: openKfId,
      })
      if (this.stopping.signal.aborted) return
      this.takePage(openKfId, page)
      hasMore = page.has_more === 1
    }
  }

  private takePage(openKfId: string, page: Page): void {
    const { next_cursor: next, msg_list: entries = [] } = page
    const kept = Promise.all(entries.map(entry => this.takeEntry(entry)))
    if (!next) return
    this.cursors.set(openKfId, next)
    this.openPages += 1
    const before = this.saving.get(openKfId) ?? Promise.resolve(true)
    // In order: a later cursor says that everything before it is kept.
    const saving = Promise.all([before, kept]).then(async ([isSaved, all]) => {
      this.openPages -= 1
      if (!isSaved || !all.every(Boolean)) return false
      return await this.keeper.keep(`cursor ${openKfId}`, () => this.parts.cursors.save(openKfId, next))
    })
    this.saving.set(openKfId, saving)
  }

  private takeEntry(entry: KfEntry): Promise<boolean> {
    const read = readKfEntry(entry, this.parts.clock)
    if (read.kind === 'ignored') {
      this.parts.log.debug({ reason: read.reason }, 'a customer service entry ignored')
      return Promise.resolve(true)
    }
    return this.keeper.keep(nameChat(read), () => this.keepRead(read))
  }

  private async keepRead(read: ReadEntry): Promise<void> {
    const { inbox } = this.parts
    if (read.kind === 'message') await inbox.receive(read.message)
    if (read.kind === 'serving') await inbox.setServing?.(read.change)
    if (read.kind === 'undelivered') {
      await inbox.setUndelivered?.(read.failed)
      if (read.isRefusedByPerson) await inbox.setReachable(channelName, partsOf(read.chat).customer, false)
    }
  }
}

function nameChat(read: Exclude<ReadEntry, { kind: 'ignored' }>): string {
  if (read.kind === 'message') return read.message.chat
  return read.kind === 'serving' ? read.change.chat : read.chat
}
