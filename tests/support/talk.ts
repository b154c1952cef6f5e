import { fileURLToPath } from 'node:url'
import type { Channel } from '../../src/adapters/channel.ts'
import { type App, createApp } from '../../src/app.ts'
import { createMind, type Mind } from '../../src/assemble.ts'
import { readConfig } from '../../src/config/read-config.ts'
import type { Jobs } from '../../src/jobs/jobs.ts'
import type { IncomingAttachment, OutgoingMessage } from '../../src/messaging/message.ts'
import { createId } from '../../src/shared/ids.ts'
import type { LanguageModel } from '../../src/shared/language-model.ts'
import { silentLog } from '../../src/shared/log.ts'
import { createManualClock, type ManualClock } from '../../src/shared/manual-clock.ts'
import { noMetrics } from '../../src/shared/metrics.ts'
import type { Database } from '../../src/storage/database.ts'
import { actOnTicket } from '../../src/tickets/act-on-ticket.ts'
import { openMemoryDatabase } from './databases.ts'
import { createListChannel } from './list-channel.ts'

/** The product on an empty embedded database, with time moved by hand and one channel that is a list. */
export interface Company {
  app: App
  database: Database
  clock: ManualClock
  mind: Mind
  /** A new resident in a private chat. */
  resident(options?: { language?: string; group?: string }): Talk
  close(): Promise<void>
}

export interface CompanyOptions {
  mind?: Partial<Mind>
  /** Folder of documents; default: the demo company's. */
  knowledgeDir?: string
  /** Instead of a channel that takes everything. */
  send?: Channel['send']
  /** How long and how often the channel may be written to after the resident's last message; default: ever. */
  replyWindow?: Channel['capabilities']['replyWindow']
  wrapUnderstander?(understander: Mind['understander']): Mind['understander']
  /** Sees each message as it is sent, and may hold it up. */
  onSend?(message: OutgoingMessage): Promise<void>
  /** A language model, as if `OPENAI_API_KEY` were set. */
  model?: LanguageModel
  /** Further variables of the environment. */
  env?: Record<string, string>
}

const defaultKnowledgeDir = fileURLToPath(new URL('../../knowledge-base/', import.meta.url))

export async function openCompany(options: CompanyOptions = {}): Promise<Company> {
  const clock = createManualClock(new Date('2026-11-23T02:00:00Z'))
  const database = await openMemoryDatabase(clock)
  const config = readConfig(options.env ?? {})
  const loaded = await createMind({
    config,
    database,
    clock,
    log: silentLog,
    metrics: noMetrics,
    knowledgeDir: options.knowledgeDir ?? defaultKnowledgeDir,
    ...(options.model ? { model: options.model } : {}),
  })
  const { wrapUnderstander = same => same } = options
  const mind = { ...loaded, understander: wrapUnderstander(loaded.understander), ...options.mind }
  const sent = new Map<string, OutgoingMessage[]>()
  const files = new Map<string, string>()
  const app = createApp({
    ...mind,
    database,
    jobs: idleJobs,
    channels: [
      {
        ...createListChannel({ sent, files, onSend: options.onSend, replyWindow: options.replyWindow }),
        ...(options.send && { send: options.send }),
      },
    ],
    clock,
    log: silentLog,
    metrics: noMetrics,
    filesDir: '',
    timezone: 'Asia/Shanghai',
    defaultCommunityId: undefined,
  })
  const parts = { app, database, clock, sent, files }
  return {
    app,
    database,
    clock,
    mind,
    resident: (person = {}) => new Talk(parts, person),
    close: async () => {
      await mind.stop()
      await database.close()
    },
  }
}

/** The same, without quiet hours. */
export async function openWakefulCompany(options: CompanyOptions = {}): Promise<Company> {
  const company = await openCompany(options)
  const value = { quiet: null }
  await company.database.client.setting.upsert({
    where: { key: 'calendar' },
    create: { key: 'calendar', value, updatedAt: company.clock.now() },
    update: { value },
  })
  return company
}

const idleJobs: Jobs = {
  wake: async () => {},
  start: async () => {},
  stop: async () => {},
  ping: async () => {},
}

interface TalkParts {
  app: App
  database: Database
  clock: ManualClock
  sent: Map<string, OutgoingMessage[]>
  /** What a recording says, by its reference. */
  files: Map<string, string>
}

/** One resident's talk, so that a test reads as the talk itself. Failures show all that was said. */
export class Talk {
  readonly sender = `resident-${createId()}`
  private readonly lines: string[] = []
  private heard: OutgoingMessage[] = []
  private readonly seen = new Set<OutgoingMessage>()
  private readonly parts: TalkParts
  private readonly person: { language?: string; group?: string }

  constructor(parts: TalkParts, person: { language?: string; group?: string }) {
    this.parts = parts
    this.person = person
  }

  private get chat(): string {
    return this.person.group ?? this.sender
  }

  /** Writes messages one right after another and lets the turn end. */
  async says(...texts: string[]): Promise<this> {
    for (const text of texts) await this.send({ text })
    return await this.endTurn()
  }

  async presses(value: string): Promise<this> {
    await this.send({ text: '', button: value })
    return await this.endTurn()
  }

  async sendsPhoto(caption = ''): Promise<this> {
    await this.send({ text: caption, attachments: [{ kind: 'photo', reference: createId() }] })
    return await this.endTurn()
  }

  /** A voice message; `words` is what a listener would hear. */
  async sendsVoice(words: string): Promise<this> {
    const reference = createId()
    this.parts.files.set(reference, words)
    await this.send({ text: '', attachments: [{ kind: 'voice', reference, fileName: 'voice.oga' }] })
    return await this.endTurn()
  }

  /** Time passes, and what falls due meanwhile is done. */
  async waits(ms: number): Promise<this> {
    this.parts.clock.advance(ms)
    this.parts.sent.delete(this.chat)
    const { app, clock } = this.parts
    for (const id of await app.findDue.timer(clock.now(), 100)) await app.handlers.timer(id)
    for (const id of await app.findDue.turn(clock.now(), 100)) await app.handlers.turn(id)
    for (const id of await app.findDue.delivery(clock.now(), 100)) await app.handlers.delivery(id)
    return this.collect()
  }

  /** Reads what has come in since the last look; nothing else happens. */
  async looks(): Promise<this> {
    const { app, clock, sent } = this.parts
    for (const id of await app.findDue.delivery(clock.now(), 100)) await app.handlers.delivery(id)
    const fresh = (sent.get(this.chat) ?? []).filter(message => !this.seen.has(message))
    sent.set(this.chat, fresh)
    return this.collect()
  }

  hears(pattern: RegExp): this {
    const all = this.heard.map(message => message.text).join('\n')
    if (!pattern.test(all)) throw new Error(`expected to hear ${pattern}\n${this.transcript()}`)
    return this
  }

  hearsNot(pattern: RegExp): this {
    const all = this.heard.map(message => message.text).join('\n')
    if (pattern.test(all)) throw new Error(`expected not to hear ${pattern}\n${this.transcript()}`)
    return this
  }

  hearsNothing(): this {
    if (this.heard.length > 0) throw new Error(`expected to hear nothing\n${this.transcript()}`)
    return this
  }

  /** How many messages the last turn brought. */
  get replies(): number {
    return this.heard.length
  }

  /** What the last turn, or the last wait, brought. */
  get texts(): string[] {
    return this.heard.map(message => message.text)
  }

  get buttons(): string[] {
    return this.heard.flatMap(message => (message.buttons ?? []).flat().map(button => button.value))
  }

  /** The resident's tickets, oldest first. */
  async tickets() {
    return await this.parts.database.client.ticket.findMany({
      where: { sender: this.sender },
      orderBy: { serial: 'asc' },
      include: { events: { orderBy: { id: 'asc' } } },
    })
  }

  async handovers() {
    return await this.parts.database.client.handover.findMany({
      where: { conversationId: (await this.conversation())?.id ?? '' },
    })
  }

  async conversation() {
    return await this.parts.database.client.conversation.findFirst({ where: { sender: this.sender } })
  }

  /** Staff mark the newest ticket as done. */
  async staffResolve(): Promise<this> {
    const ticket = (await this.tickets()).at(-1)
    await this.parts.app.runWork(work =>
      actOnTicket(work, { number: ticket?.number ?? '', action: 'resolve', by: 'staff' }),
    )
    // What the resident hears of it is no answer to the next message.
    await this.parts.app.handlers.delivery((await this.conversation())?.id ?? '')
    this.collect()
    return this
  }

  transcript(): string {
    return this.lines.join('\n')
  }

  private async send(what: {
    text: string
    button?: string
    attachments?: IncomingAttachment[]
  }): Promise<void> {
    const { app, clock } = this.parts
    clock.advance(300)
    this.lines.push(
      `住户：${what.text}${what.button ? `[${what.button}]` : ''}${what.attachments ? `[${what.attachments[0]?.kind}]` : ''}`,
    )
    const { language, group } = this.person
    await app.inbox.receive({
      channel: 'list',
      chat: this.chat,
      chatKind: group ? 'group' : 'private',
      messageId: createId(),
      sender: { id: this.sender, name: '', ...(language ? { language } : {}) },
      sentAt: clock.now(),
      addressed: true,
      text: what.text,
      attachments: what.attachments ?? [],
      ...(what.button ? { button: what.button } : {}),
    })
  }

  private async endTurn(): Promise<this> {
    this.parts.sent.delete(this.chat)
    this.parts.clock.advance(5_000)
    await this.parts.app.settle()
    const conversation = await this.conversation()
    for (let turns = 0; conversation && turns < 5; turns++) {
      await this.parts.app.handlers.turn(conversation.id)
      const where = { conversationId: conversation.id, state: 'pending' }
      if ((await this.parts.database.client.inbound.count({ where })) === 0) break
    }
    return this.collect()
  }

  private collect(): this {
    this.heard = this.parts.sent.get(this.chat) ?? []
    for (const message of this.heard) {
      this.seen.add(message)
      this.lines.push(`物业：${message.text}`)
    }
    return this
  }
}
