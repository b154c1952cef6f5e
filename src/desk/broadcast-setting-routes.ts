import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { broadcastKinds } from '../broadcasts/broadcast.ts'
import { makeFriendly } from '../broadcasts/make-friendly.ts'
import { loadBroadcastPolicy, saveBroadcastPolicy } from '../broadcasts/policy-store.ts'
import { findVariables, recipientVariables } from '../broadcasts/wording.ts'
import { noticeTextsFor } from '../i18n/notices.ts'
import { LinliError } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import { languages } from '../shared/vocabulary.ts'
import type { Actor, DeskEnv } from './access.ts'
import { checkChannel } from './check-channel.ts'
import { broadcastPolicyView, groupSchema, templateSchema } from './contract-broadcasts.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { findReplyWarnings, polishReply } from './polish-reply.ts'
import { checkOwnCommunity, inScope, isInScope, scopeOf } from './scope.ts'

type App = OpenAPIHono<DeskEnv>

/** Templates, friendly words, the policy, and the groups that notices go to. */
export function addBroadcastSettingRoutes(app: App, parts: DeskParts): void {
  addTemplates(app, parts)
  addFriendly(app, parts)
  addPolicy(app, parts)
  addGroups(app, parts)
}

function addTemplates(app: App, parts: DeskParts): void {
  const route = createRoute({
    ...guard('GET /api/broadcast-templates', parts),
    method: 'get',
    path: '/api/broadcast-templates',
    summary: 'Lists the templates of notices with the variables that the writer fills in.',
    request: { query: z.object({ language: z.enum(languages).default('zh-CN') }) },
    responses: { 200: describeJson(z.object({ items: z.array(templateSchema) }), 'Templates.'), ...refusals },
  })
  app.openapi(route, async c => {
    const { templates } = noticeTextsFor(c.req.valid('query').language)
    const own = recipientVariables as readonly string[]
    const items = Object.entries(templates).map(([kind, { title, text }]) => ({
      kind,
      title,
      text,
      variables: findVariables(`${title}${text}`).filter(name => !own.includes(name)),
    }))
    return c.json({ items }, 200)
  })
}

function addFriendly(app: App, parts: DeskParts): void {
  const body = z.strictObject({
    text: z.string().trim().min(1).max(4_000),
    kind: z.enum(broadcastKinds).default('other'),
    language: z.enum(languages).default('zh-CN'),
  })
  const route = createRoute({
    ...guard('POST /api/broadcast-templates/friendly', parts),
    method: 'post',
    path: '/api/broadcast-templates/friendly',
    summary: 'Suggests friendlier words with up to three benefits, and says what promises too much.',
    request: { body: requireJson(body) },
    responses: {
      200: describeJson(z.object({ text: z.string(), warnings: z.array(z.string()) }), 'A suggestion.'),
      ...refusals,
    },
  })
  app.openapi(route, async c => {
    const { text, kind, language } = c.req.valid('json')
    const said =
      (await parts.rewriteReply?.(text, language).catch(() => undefined)) ?? polishReply(text, language)
    const warnings = findReplyWarnings(text)
    return c.json({ text: makeFriendly(said, { kind, texts: noticeTextsFor(language) }), warnings }, 200)
  })
}

function addPolicy(app: App, parts: DeskParts): void {
  const path = '/api/settings/broadcasts'
  const read = createRoute({
    ...guard('GET /api/settings/broadcasts', parts),
    method: 'get',
    path,
    summary: 'Gives who must approve notices, and through which channels none goes for now.',
    responses: { 200: describeJson(broadcastPolicyView, 'The policy.'), ...refusals },
  })
  app.openapi(read, async c => c.json(await loadBroadcastPolicy(parts.database.client), 200))
  const write = createRoute({
    ...guard('PUT /api/settings/broadcasts', parts),
    method: 'put',
    path,
    summary: 'Sets it; holds at once, for notices that are being sent too.',
    request: { body: requireJson(broadcastPolicyView) },
    responses: { 200: describeJson(broadcastPolicyView, 'The policy.'), ...refusals },
  })
  app.openapi(write, async c => {
    const policy = c.req.valid('json')
    // It holds for every community, so nobody sets it who looks after some of them only.
    if (scopeOf(c.get('actor')) !== undefined) {
      throw new LinliError(
        'not-allowed',
        'The policy of notices holds for all communities; expected somebody who looks after all of them.',
      )
    }
    const { stoppedChannels: stopped } = await loadBroadcastPolicy(parts.database.client)
    for (const channel of policy.stoppedChannels.filter(name => !stopped.includes(name))) {
      await checkChannel(parts, channel, 'stoppedChannels')
    }
    await parts.database.transaction(tx => saveBroadcastPolicy(tx, policy, parts.clock.now()))
    return c.json(policy, 200)
  })
}

function addGroups(app: App, parts: DeskParts): void {
  const list = createRoute({
    ...guard('GET /api/groups', parts),
    method: 'get',
    path: '/api/groups',
    summary: 'Lists group chats and channels that notices may go to.',
    responses: { 200: describeJson(z.object({ items: z.array(groupSchema) }), 'Groups.'), ...refusals },
  })
  app.openapi(list, async c => {
    const rows = await parts.database.client.groupChat.findMany({
      where: inScope(scopeOf(c.get('actor'))),
      orderBy: { title: 'asc' },
      take: 1_000,
    })
    return c.json({ items: rows.map(({ createdAt: _, updatedAt: __, ...row }) => row) }, 200)
  })
  const add = createRoute({
    ...guard('POST /api/groups', parts),
    method: 'post',
    path: '/api/groups',
    summary: 'Adds a group chat or channel, or says anew what it is; notices go there from then on.',
    request: {
      body: requireJson(
        z.strictObject({
          channel: z.string().trim().min(1).max(40),
          chat: z.string().trim().min(1).max(100),
          title: z.string().trim().min(1).max(120),
          communityId: z.string().max(60).nullable().default(null),
          building: z.string().max(40).nullable().default(null),
          kind: z.enum(['group', 'channel']).default('group'),
        }),
      ),
    },
    responses: { 200: describeJson(groupSchema, 'The group.'), ...refusals },
  })
  app.openapi(add, async c => {
    const given = c.req.valid('json')
    const now = parts.clock.now()
    await checkGroup(parts, c.get('actor'), given)
    const {
      createdAt: _,
      updatedAt: __,
      ...row
    } = await parts.database.client.groupChat.upsert({
      where: { channel_chat: { channel: given.channel, chat: given.chat } },
      create: { ...given, id: createId(), createdAt: now, updatedAt: now },
      update: { ...given, state: 'active', updatedAt: now },
    })
    return c.json(row, 200)
  })
}

/** Rejects an unknown channel or community, one outside of the caller's, and a group that belongs to another's. */
async function checkGroup(
  parts: DeskParts,
  actor: Actor,
  given: { channel: string; chat: string; communityId: string | null },
): Promise<void> {
  const { client } = parts.database
  const { channel, chat, communityId } = given
  checkOwnCommunity(actor, communityId, 'communityId')
  if (communityId !== null && !(await client.community.findUnique({ where: { id: communityId } }))) {
    throw new LinliError('bad-request', `communityId: there is no community ${communityId}.`)
  }
  await checkChannel(parts, channel, 'channel')
  const known = await client.groupChat.findUnique({ where: { channel_chat: { channel, chat } } })
  if (known && !isInScope(scopeOf(actor), known.communityId)) {
    throw new LinliError('not-allowed', 'This group belongs to a community that you do not look after.')
  }
}
