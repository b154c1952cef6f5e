import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { alertPolicySchema } from '../alerts/alert-policy.ts'
import { loadAlertPolicy, saveAlertPolicy } from '../alerts/alert-policy-store.ts'
import { writeDigest } from '../alerts/digest.ts'
import { scopes } from '../alerts/mood-store.ts'
import { readDigest } from '../alerts/read-digest.ts'
import { setNextDigest } from '../alerts/send-digest.ts'
import { alertTextsFor } from '../i18n/texts.ts'
import { LinliError } from '../shared/errors.ts'
import { languages } from '../shared/vocabulary.ts'
import type { DeskEnv } from './access.ts'
import { digestSchema, groupChangeSchema, moodSchema, watchedGroupSchema } from './contract-alerts.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { alertSightOf, inScope, isInScope, scopeOf } from './scope.ts'

type App = OpenAPIHono<DeskEnv>

const policySchema = alertPolicySchema.clone().openapi('AlertPolicy')
const hourMs = 3_600_000

/** Moods by the hour, watched groups, the digest, and the policy of alerts. */
export function addMoodRoutes(app: App, parts: DeskParts): void {
  addMoods(app, parts)
  addGroups(app, parts)
  addDigest(app, parts)
  addPolicy(app, parts)
}

function addMoods(app: App, parts: DeskParts): void {
  const route = createRoute({
    ...guard('GET /api/moods', parts),
    method: 'get',
    path: '/api/moods',
    summary:
      'Gives the mood of a community, one of its buildings, or a group by the hour; hours without a message are left out.',
    request: {
      query: z.object({
        community: z.string().max(60).optional(),
        building: z.string().max(20).optional(),
        group: z.string().max(80).optional(),
        days: z.coerce.number().int().min(1).max(92).default(7),
      }),
    },
    responses: { 200: describeJson(moodSchema, 'Hours, oldest first.'), ...refusals },
  })
  app.openapi(route, async c => {
    const { days, ...place } = c.req.valid('query')
    const { client } = parts.database
    const owner = await findOwner(client, place)
    if ((!place.group && !place.community) || !isInScope(scopeOf(c.get('actor')), owner)) {
      throw new LinliError('bad-request', 'Expected community or group, one that you may see.')
    }
    const from = new Date(parts.clock.now().getTime() - days * 24 * hourMs)
    const rows = await client.moodHour.findMany({
      where: { scope: nameScope(place), hour: { gte: from } },
      orderBy: { hour: 'asc' },
    })
    return c.json(
      { items: rows.map(({ scope: _scope, ...row }) => ({ ...row, hour: row.hour.toISOString() })) },
      200,
    )
  })
}

interface Place {
  community?: string | undefined
  building?: string | undefined
  group?: string | undefined
}

/** The community that a place belongs to. */
async function findOwner(
  client: DeskParts['database']['client'],
  { group, community }: Place,
): Promise<string | null | undefined> {
  if (!group) return community
  const row = await client.watchedGroup.findUnique({ where: { id: group }, select: { communityId: true } })
  return row?.communityId
}

function nameScope({ group, community = '', building }: Place): string {
  if (group) return scopes.group(group)
  return building ? scopes.building(community, building) : scopes.community(community)
}

function addGroups(app: App, parts: DeskParts): void {
  const list = createRoute({
    ...guard('GET /api/watched-groups', parts),
    method: 'get',
    path: '/api/watched-groups',
    summary: 'Lists the groups that are watched.',
    responses: {
      200: describeJson(z.object({ items: z.array(watchedGroupSchema) }), 'Groups.'),
      ...refusals,
    },
  })
  app.openapi(list, async c => {
    const rows = await parts.database.client.watchedGroup.findMany({
      where: inScope(scopeOf(c.get('actor'))),
      orderBy: { createdAt: 'asc' },
      take: 1_000,
    })
    return c.json({ items: rows.map(toGroup) }, 200)
  })
  const changing = createRoute({
    ...guard('PATCH /api/watched-groups/{id}', parts),
    method: 'patch',
    path: '/api/watched-groups/{id}',
    summary: 'Names a group, says where it belongs, or keeps it from raising alerts for some hours.',
    request: { params: z.object({ id: z.string().max(80) }), body: requireJson(groupChangeSchema) },
    responses: { 200: describeJson(watchedGroupSchema, 'The group as it is then.'), ...refusals },
  })
  app.openapi(changing, async c => {
    const { id } = c.req.valid('param')
    const change = c.req.valid('json')
    const { client } = parts.database
    const known = await client.watchedGroup.findUnique({ where: { id } })
    if (!known || !isInScope(scopeOf(c.get('actor')), known.communityId))
      throw new LinliError('not-found', 'There is no such group.')
    if (change.communityId && !(await client.community.findUnique({ where: { id: change.communityId } })))
      throw new LinliError('bad-request', 'communityId: expected the id of a community')
    const data = toRow(change, parts.clock.now())
    return c.json(toGroup(await client.watchedGroup.update({ where: { id }, data })), 200)
  })
}

/** What a change says of the row; fields that are absent stay as they are. */
function toRow({ name, communityId, building, muteHours }: z.infer<typeof groupChangeSchema>, now: Date) {
  const mutedUntil = muteHours ? new Date(now.getTime() + muteHours * hourMs) : null
  return {
    ...(name === undefined ? {} : { name }),
    ...(communityId === undefined ? {} : { communityId }),
    ...(building === undefined ? {} : { building }),
    ...(muteHours === undefined ? {} : { mutedUntil }),
  }
}

function toGroup(row: {
  id: string
  channel: string
  chat: string
  name: string
  communityId: string | null
  building: string | null
  mutedUntil: Date | null
}) {
  const { id, channel, chat, name, communityId, building, mutedUntil } = row
  return { id, channel, chat, name, communityId, building, mutedUntil: mutedUntil?.toISOString() ?? null }
}

function addDigest(app: App, parts: DeskParts): void {
  const route = createRoute({
    ...guard('GET /api/reports/digest', parts),
    method: 'get',
    path: '/api/reports/digest',
    summary:
      'Gives the digest of the last seven days; observers and technicians get figures and topics, no words of residents.',
    request: { query: z.object({ language: z.enum(languages).default('zh-CN') }) },
    responses: { 200: describeJson(digestSchema, 'The digest.'), ...refusals },
  })
  app.openapi(route, async c => {
    const actor = c.get('actor')
    const facts = await readDigest(parts.database.client, {
      now: parts.clock.now(),
      timezone: parts.work.timezone,
      communities: scopeOf(actor),
    })
    const texts = alertTextsFor(c.req.valid('query').language)
    return c.json({ text: writeDigest(facts, { texts, isMasked: alertSightOf(actor).masked }) }, 200)
  })
}

function addPolicy(app: App, parts: DeskParts): void {
  const path = '/api/settings/alerts'
  const read = createRoute({
    ...guard('GET /api/settings/alerts', parts),
    method: 'get',
    path,
    summary: 'Gives when alerts are raised, whom they ring, and how long group text is kept.',
    responses: { 200: describeJson(policySchema, 'The policy.'), ...refusals },
  })
  app.openapi(read, async c => c.json(await loadAlertPolicy(parts.database.client), 200))
  const write = createRoute({
    ...guard('PUT /api/settings/alerts', parts),
    method: 'put',
    path,
    summary: 'Sets the policy of alerts; it holds at once.',
    request: { body: requireJson(policySchema) },
    responses: { 200: describeJson(policySchema, 'The policy as it is then.'), ...refusals },
  })
  app.openapi(write, async c => {
    const policy = c.req.valid('json')
    await parts.work.run(async work => {
      await saveAlertPolicy(work.tx, policy, work.now)
      await setNextDigest({ timezone: parts.work.timezone }, work)
    })
    return c.json(policy, 200)
  })
}
