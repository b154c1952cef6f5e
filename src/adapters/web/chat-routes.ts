import { Readable } from 'node:stream'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { streamSSE } from 'hono/streaming'
import { z } from 'zod'
import type { IncomingMessage } from '../../messaging/message.ts'
import { SendRefused } from '../../messaging/message.ts'
import { LinliError } from '../../shared/errors.ts'
import { toErrorResponse } from '../../shared/http/error-response.ts'
import { pageHeaders, readPageFiles } from '../../shared/http/page-files.ts'
import { callerAddress, createRateLimit } from '../../shared/http/rate-limit.ts'
import type { ChatLine, DemoHousehold } from './chat-history.ts'
import type { ChatStreams } from './chat-streams.ts'
import { followChat } from './follow-chat.ts'
import { postLimits, readPost } from './read-post.ts'
import { typeOfExtension } from './sniff-file.ts'
import type { UploadStore } from './upload-store.ts'
import {
  createVisitorId,
  readVisit,
  readVisits,
  requireOwnPage,
  requireVisit,
  type Visit,
  type VisitEnv,
  writeVisit,
} from './visitor-session.ts'
import type { WebChannelParts } from './web-channel-parts.ts'

export interface ChatRouteParts extends WebChannelParts {
  streams: ChatStreams
  uploads: UploadStore
  receive(message: IncomingMessage): Promise<void>
}

/** Gives the page at `/` and its API below `/chat/`. */
export function createChatRoutes(parts: ChatRouteParts): Hono {
  const routes = new Hono()
  routes.onError((error, c) => {
    const { status, body } = toErrorResponse(error, parts.log)
    return c.json(body, status)
  })
  routes.use('/', pageHeaders())
  routes.use('/chat/*', pageHeaders())
  const files = readPageFiles(new URL('./page/', import.meta.url))
  routes.get('/', files.serve('chat.html'))
  routes.get('/chat/*', files.serveBelow('/chat/'))
  routes.route('/chat/api', createApi(parts))
  return routes
}

function createApi(parts: ChatRouteParts): Hono<VisitEnv> {
  const api = new Hono<VisitEnv>()
  api.use('*', requireOwnPage)
  addSessionRoutes(api, parts)
  api.use('/messages', requireVisit(parts.secret))
  api.use('/events', requireVisit(parts.secret))
  api.use('/files/*', requireVisit(parts.secret))
  addMessageRoutes(api, parts)
  api.get('/events', c => {
    const chat = c.get('visit').visitor
    const after = c.req.header('Last-Event-ID') ?? c.req.query('after')
    c.header('X-Accel-Buffering', 'no')
    return streamSSE(c, stream => followChat(stream, { chat, after }, parts))
  })
  api.get('/files/:visitor/:name', c => sendFile(c, parts))
  return api
}

const choiceSchema = z.strictObject({ householdId: z.string().max(100).nullable() })

function addSessionRoutes(api: Hono<VisitEnv>, parts: ChatRouteParts): void {
  const visits = createRateLimit({ clock: parts.clock, uses: 120, windowMs: 60_000 })
  api.get('/session', async c => {
    const visit = await readVisit(c, parts.secret)
    return c.json(await describeSession(visit, parts))
  })
  api.post('/session', bodyLimit({ maxSize: 4_096 }), async c => {
    if (!visits.take(callerAddress(c)))
      throw new LinliError('too-many-requests', 'Too many new visitors; try in a minute.')
    const choice = choiceSchema.safeParse(await c.req.json().catch(() => undefined))
    if (!choice.success) throw new LinliError('bad-request', z.prettifyError(choice.error))
    const visitor = createVisitorId()
    const { householdId } = choice.data
    if (householdId !== null) await parts.bindHousehold(visitor, householdId)
    const visit: Visit = householdId === null ? { visitor } : { visitor, householdId }
    await writeVisit(c, visit, parts.secret)
    return c.json(await describeSession(visit, parts), 201)
  })
}

async function describeSession(visit: Visit | undefined, parts: ChatRouteParts) {
  const households = await parts.households.list()
  const household = findHousehold(visit, households)
  return {
    joined: visit !== undefined,
    /** What the page names from now on: another tab may play another household. */
    visit: visit?.visitor ?? null,
    household: household ?? null,
    households,
    limits: { textChars: postLimits.textChars, fileBytes: postLimits.fileBytes, files: postLimits.files },
  }
}

function findHousehold(visit: Visit | undefined, households: DemoHousehold[]): DemoHousehold | undefined {
  return households.find(household => household.id === visit?.householdId)
}

function addMessageRoutes(api: Hono<VisitEnv>, parts: ChatRouteParts): void {
  const posts = createRateLimit({ clock: parts.clock, uses: 40, windowMs: 60_000 })
  api.get('/messages', async c => c.json({ items: await parts.history.list(c.get('visit').visitor) }))
  const limit = bodyLimit({
    maxSize: postLimits.bodyBytes,
    onError: () => {
      throw new LinliError('file-too-large', `A message may have at most ${postLimits.bodyBytes} bytes.`)
    },
  })
  api.post('/messages', limit, async c => {
    const visit = c.get('visit')
    if (!posts.take(visit.visitor)) {
      throw new LinliError('too-many-requests', 'Too many messages in a minute; please wait a little.')
    }
    const household = findHousehold(visit, await parts.households.list())
    const name = household?.residentName ?? ''
    const from = { visitor: visit.visitor, name, now: parts.clock.now() }
    const message = await readPost(c, from, parts.uploads)
    await parts.receive(message)
    const line = toLine(message)
    parts.streams.publish(message.chat, { kind: 'line', line })
    return c.json(line, 202)
  })
}

function toLine(message: IncomingMessage): ChatLine {
  return {
    id: message.messageId,
    from: 'resident',
    text: message.text,
    at: message.sentAt,
    ...(message.button !== undefined && { pressed: message.button }),
    ...(message.location && { location: message.location }),
    ...(message.attachments.length > 0 && { files: message.attachments }),
  }
}

async function sendFile(c: Context<VisitEnv>, parts: ChatRouteParts): Promise<Response> {
  const visits = await readVisits(c, parts.secret)
  const visitor = visits.find(visit => visit.visitor === c.req.param('visitor'))?.visitor
  const name = c.req.param('name') ?? ''
  if (!visitor) throw new LinliError('not-found', 'There is no such file.')
  const stream = await parts.uploads.read(`${visitor}/${name}`).catch((error: unknown) => {
    if (error instanceof SendRefused) throw new LinliError('not-found', 'There is no such file.')
    throw error
  })
  const type = typeOfExtension(name.split('.').at(-1) ?? '')
  const headers = {
    'Content-Type': type?.mimeType ?? 'application/octet-stream',
    'Content-Disposition': type?.showable ? 'inline' : 'attachment',
    'Cache-Control': 'private, max-age=86400, immutable',
  }
  return c.body(Readable.toWeb(stream) as ReadableStream, 200, headers)
}
