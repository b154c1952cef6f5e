import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { LinliError } from '../shared/errors.ts'
import type { DeskEnv, GuardedRoute } from './access.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { checkFilledIn } from './reply-variables.ts'
import { suggestReply } from './suggest-reply.ts'
import {
  approveBody,
  chatCodeSchema,
  noteBody,
  replyBody,
  suggestedReplySchema,
  talkSchema,
} from './talk-contract.ts'

const params = z.object({ id: z.string().max(60) })

/** What a person does with a conversation: take, reply, note, return, close; and the code that lets them do it from their chat. */
export function addTalkRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  addReadRoute(app, parts)
  addStepRoute(app, parts, {
    step: 'take',
    summary: 'Takes the conversation: the bot is silent from now on.',
  })
  addStepRoute(app, parts, { step: 'return', summary: 'Gives the conversation back to the bot.' })
  addStepRoute(app, parts, { step: 'close', summary: 'Ends the service by a person; the bot answers again.' })
  addReplyRoute(app, parts)
  addSuggestRoute(app, parts)
  addApproveRoute(app, parts)
  addNoteRoute(app, parts)
  addCodeRoute(app, parts)
}

const talkResponse = describeJson(talkSchema, 'The conversation as it is then, with its summary.')

function addReadRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('GET /api/conversations/{id}', parts),
    method: 'get',
    path: '/api/conversations/{id}',
    summary: 'Gives a conversation with all that a person needs to take it over.',
    request: { params },
    responses: { 200: talkResponse, ...refusals },
  })
  app.openapi(route, async c => c.json(await readTalk(parts, c.req.valid('param').id), 200))
}

function addStepRoute(
  app: OpenAPIHono<DeskEnv>,
  parts: DeskParts,
  { step, summary }: { step: 'take' | 'return' | 'close'; summary: string },
): void {
  const name: GuardedRoute = `POST /api/conversations/{id}/${step}`
  const route = createRoute({
    ...guard(name, parts),
    method: 'post',
    path: `/api/conversations/{id}/${step}`,
    summary,
    request: { params },
    responses: { 200: talkResponse, ...refusals },
  })
  app.openapi(route, async c => {
    const { id } = c.req.param() as { id: string }
    await parts.talks[step]({ conversationId: id, by: c.get('actor').id })
    return c.json(await readTalk(parts, id), 200)
  })
}

function addSuggestRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('GET /api/conversations/{id}/suggested-reply', parts),
    method: 'get',
    path: '/api/conversations/{id}/suggested-reply',
    summary: 'Suggests words: by the model, else from the documents, else by rules.',
    request: { params },
    responses: { 200: describeJson(suggestedReplySchema, 'The words, as a suggestion.'), ...refusals },
  })
  app.openapi(route, async c =>
    c.json(await suggestReply(parts, await readTalk(parts, c.req.valid('param').id)), 200),
  )
}

function addReplyRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('POST /api/conversations/{id}/reply', parts),
    method: 'post',
    path: '/api/conversations/{id}/reply',
    summary: 'Answers the resident, and takes the conversation where nobody has it.',
    request: { params, body: requireJson(replyBody) },
    responses: { 200: talkResponse, ...refusals },
  })
  app.openapi(route, async c => {
    const { id: conversationId } = c.req.valid('param')
    const { text } = c.req.valid('json')
    checkFilledIn(text)
    await parts.talks.reply({ conversationId, by: c.get('actor').id, text })
    return c.json(await readTalk(parts, conversationId), 200)
  })
}

function addApproveRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('POST /api/conversations/{id}/approve', parts),
    method: 'post',
    path: '/api/conversations/{id}/approve',
    summary: 'Sends what the bot has suggested, and does what it suggested to do.',
    request: { params, body: requireJson(approveBody) },
    responses: { 200: talkResponse, ...refusals },
  })
  app.openapi(route, async c => {
    const { id: conversationId } = c.req.valid('param')
    const { suggestionId, text } = c.req.valid('json')
    if (text !== undefined) checkFilledIn(text)
    const step = { conversationId, by: c.get('actor').id, suggestionId }
    await parts.talks.approve({ ...step, ...(text === undefined ? {} : { text }) })
    return c.json(await readTalk(parts, conversationId), 200)
  })
}

function addNoteRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('POST /api/conversations/{id}/note', parts),
    method: 'post',
    path: '/api/conversations/{id}/note',
    summary: 'Keeps an internal note; the resident never sees it.',
    request: { params, body: requireJson(noteBody) },
    responses: { 200: talkResponse, ...refusals },
  })
  app.openapi(route, async c => {
    const { id: conversationId } = c.req.valid('param')
    const { note: text } = c.req.valid('json')
    await parts.talks.note({ conversationId, by: c.get('actor').id, text })
    return c.json(await readTalk(parts, conversationId), 200)
  })
}

function addCodeRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('POST /api/staff/{id}/chat-code', parts),
    method: 'post',
    path: '/api/staff/{id}/chat-code',
    summary: 'Makes a one-time code that binds a chat account to a member of staff: /bind CODE.',
    request: { params },
    responses: { 201: describeJson(chatCodeSchema, 'The code; it is shown once.'), ...refusals },
  })
  app.openapi(route, async c => {
    const { id } = c.req.valid('param')
    const actor = c.get('actor')
    const mayForOthers = ['machine', 'manager', 'admin'].includes(actor.role)
    const staff = await parts.database.client.staff.findUnique({ where: { id }, select: { id: true } })
    if (!staff) throw new LinliError('not-found', 'There is no such member of staff.')
    if (!mayForOthers && actor.id !== id) {
      throw new LinliError('not-allowed', 'Only managers make codes for others.')
    }
    const { code, expiresAt } = await parts.talks.createChatCode(id)
    return c.json({ code, expiresAt: expiresAt.toISOString() }, 201)
  })
}

async function readTalk(parts: DeskParts, id: string): Promise<z.infer<typeof talkSchema>> {
  const talk = await parts.talks.read(id)
  if (!talk) throw new LinliError('not-found', 'There is no such conversation.')
  return talk
}
