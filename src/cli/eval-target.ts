import type { Channel } from '../adapters/channel.ts'
import type { LineJudge } from '../alerts/judge-line.ts'
import { type App, createApp } from '../app.ts'
import type { AppParts } from '../app-parts.ts'
import type { Understander } from '../dialog/understand/understander.ts'
import type {
  EvalTalk,
  EvalTarget,
  JudgedScore,
  StreamAlert,
  StreamMessage,
  TalkState,
} from '../evaluation/target.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { KnowledgeAnswer, KnowledgeQuestion } from '../knowledge/answer.ts'
import type { OutgoingMessage } from '../messaging/message.ts'
import type { ScoreMessage } from '../sentiment/score-message.ts'
import { createId } from '../shared/ids.ts'
import type { Log } from '../shared/log.ts'
import { createManualClock, type ManualClock } from '../shared/manual-clock.ts'
import { noMetrics } from '../shared/metrics.ts'
import type { Language, TicketCategory } from '../shared/vocabulary.ts'
import type { Database } from '../storage/database.ts'
import { actOnTicket } from '../tickets/act-on-ticket.ts'
import { isOpen } from '../tickets/ticket.ts'

const channelName = 'eval'

export interface EvalParts {
  database: Database
  understander: Understander
  answerQuestion(question: KnowledgeQuestion): Promise<KnowledgeAnswer>
  scoreMessage: ScoreMessage
  isDanger(text: string): boolean
  guessAnswer?: NonNullable<AppParts['guessAnswer']>
  judgeLine?: LineJudge
  prepareLines?(texts: readonly string[]): Promise<void>
  log: Log
  close(): Promise<void>
}

/** Gives the assembled product to the evaluation: the ordinary way of a message, with time moved by hand. */
export function createEvalTarget(parts: EvalParts): EvalTarget {
  const clock = createManualClock(new Date())
  const sent = new Map<string, string[]>()
  const app = createApp({
    ...parts,
    jobs: idleJobs,
    channels: [createCapture(sent)],
    clock,
    metrics: noMetrics,
    filesDir: '',
    timezone: 'Asia/Shanghai',
    defaultCommunityId: undefined,
  })
  return {
    openTalk: async ({ id, language }) =>
      createTalk({ parts, app, clock, sent, sender: `${id}-${createId()}`, language }),
    score: async text => {
      await parts.scoreMessage.prepare?.([text])
      return parts.scoreMessage(text)
    },
    ask: async (question, language) => {
      const talk = createTalk({ parts, app, clock, sent, sender: createId(), language })
      const reply = (await talk.say([question])).join('\n')
      const { citations } = await talk.state()
      return { reply, citations, answered: citations.length > 0 }
    },
    watch: day => watchDay(parts, day),
    close: () => parts.close(),
  }
}

/** One day of a group in a group of its own, by a clock that shows the time of each message. */
async function watchDay(parts: EvalParts, day: StreamMessage[]): Promise<StreamAlert[]> {
  const [first] = day
  if (!first) return []
  const clock = createManualClock(first.at)
  const app = createApp({
    ...parts,
    jobs: idleJobs,
    channels: [createCapture(new Map())],
    clock,
    metrics: noMetrics,
    filesDir: '',
    timezone: 'Asia/Shanghai',
    defaultCommunityId: undefined,
  })
  const chat = `${first.group}-${createId()}`
  for (const { at, user, text } of day) {
    clock.advance(Math.max(0, at.getTime() - clock.now().getTime()))
    await app.inbox.receive({
      channel: channelName,
      chat,
      chatKind: 'group',
      messageId: createId(),
      sender: { id: user, name: '' },
      sentAt: at,
      addressed: false,
      text,
      attachments: [],
    })
    await app.watcher.flush()
  }
  const alerts = await parts.database.client.alert.findMany({ where: { chat }, orderBy: { openedAt: 'asc' } })
  return alerts.map(({ openedAt, topic, category, people }) => ({
    at: openedAt,
    topic,
    category: category as TicketCategory,
    people,
  }))
}

/** Turns are taken by hand, so nothing needs waking. */
const idleJobs: Jobs = {
  wake: async () => {},
  start: async () => {},
  stop: async () => {},
  ping: async () => {},
}

function createCapture(sent: Map<string, string[]>): Channel {
  return {
    name: channelName,
    capabilities: { textLimit: 4_000, buttons: true, groups: false, files: false },
    start: async () => {},
    stop: async () => {},
    showTyping: async () => {},
    fetchFile: () => Promise.reject(new Error('the evaluation has no files')),
    send: async (message: OutgoingMessage) => {
      sent.set(message.to.chat, [...(sent.get(message.to.chat) ?? []), message.text])
      return { messageId: message.key }
    },
  }
}

interface TalkParts {
  parts: EvalParts
  app: App
  clock: ManualClock
  sent: Map<string, string[]>
  sender: string
  language: Language | undefined
}

function createTalk(talk: TalkParts): EvalTalk {
  const { parts, app, clock, sent, sender } = talk
  let turn: string[] = []
  return {
    say: async messages => {
      turn = messages
      sent.delete(sender)
      for (const text of messages) {
        clock.advance(300)
        await app.inbox.receive({
          channel: channelName,
          chat: sender,
          chatKind: 'private',
          messageId: createId(),
          sender: { id: sender, name: '', ...(talk.language ? { language: talk.language } : {}) },
          sentAt: clock.now(),
          addressed: true,
          text,
          attachments: [],
        })
      }
      clock.advance(5_000)
      await app.settle()
      const conversation = await findConversation(parts.database, sender)
      if (conversation) await takeTurns(app, parts.database, conversation.id)
      return sent.get(sender) ?? []
    },
    resolveOpenTickets: async () => {
      const rows = await parts.database.client.ticket.findMany({ where: { channel: channelName, sender } })
      for (const { number, status } of rows) {
        if (!isOpen(status)) continue
        await app.runWork(work => actOnTicket(work, { number, action: 'resolve', by: 'staff' }))
      }
      // What the resident hears of it is no answer to the next message.
      const conversation = await findConversation(parts.database, sender)
      if (conversation) await app.handlers.delivery(conversation.id)
    },
    state: () => readState(parts, sender, turn),
  }
}

/** A burst may need more than one turn: a danger first, the rest after it. */
async function takeTurns(app: App, database: Database, conversationId: string): Promise<void> {
  for (let turns = 0; turns < 5; turns++) {
    await app.handlers.turn(conversationId)
    if ((await database.client.inbound.count({ where: { conversationId, state: 'pending' } })) === 0) return
  }
}

async function findConversation(database: Database, sender: string) {
  return await database.client.conversation.findFirst({ where: { channel: channelName, sender } })
}

async function readState(parts: EvalParts, sender: string, turn: string[]): Promise<TalkState> {
  const { client } = parts.database
  const conversation = await findConversation(parts.database, sender)
  const conversationId = conversation?.id ?? ''
  const rows = await client.ticket.findMany({
    where: { channel: channelName, sender },
    include: { events: { orderBy: { id: 'asc' } } },
    orderBy: { serial: 'asc' },
  })
  const turns = await client.turn.findMany({ where: { conversationId } })
  const sentRows = await client.outbound.findMany({ where: { conversationId }, orderBy: { id: 'asc' } })
  const handovers = await client.handover.count({ where: { conversationId } })
  const tickets = rows.map(row => ({
    number: row.number,
    kind: row.kind,
    category: row.category,
    priority: row.priority,
    status: row.status,
    location: row.location,
    description: [row.description, ...row.events.map(event => event.note)].join('\n'),
    ...(row.rating === null ? {} : { rating: row.rating }),
    reopened: row.events.some(event => event.type === 'reopened'),
  })) as TalkState['tickets']
  return {
    tickets,
    handoff: handovers > 0,
    emergency: tickets.some(ticket => ticket.priority === 'emergency'),
    citations: sentRows.flatMap(row => row.citations as unknown as TalkState['citations']),
    refused: turns.some(row => hasRefusal(row.commands)),
    lastScore: await readLastScore(parts, conversationId, turn),
  }
}

function hasRefusal(commands: unknown): boolean {
  const improper = ['privacy', 'injection', 'improper']
  return (commands as { kind: string; reason?: string }[]).some(
    command => command.kind === 'cannot-handle' && improper.includes(command.reason ?? ''),
  )
}

/** The stored mood of the last message, as the desk and the HTTP API show it. */
async function readLastScore(parts: EvalParts, conversationId: string, turn: string[]): Promise<JudgedScore> {
  const last = await parts.database.client.inbound.findFirst({
    where: { conversationId },
    orderBy: { id: 'desc' },
  })
  const stored = last as (JudgedScore & { state: string }) | null
  if (!stored?.sentiment) return parts.scoreMessage(turn.join('\n'))
  const { sentiment, emotion, angryAtService } = stored
  return { sentiment, emotion, angryAtService }
}
