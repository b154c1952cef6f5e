import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { LinliError } from '../shared/errors.ts'
import { callerAddress, createRateLimit } from '../shared/http/rate-limit.ts'
import type { DeskEnv } from './access.ts'
import { changeAccount, inviteAccount, listAccounts, resetAccount } from './account-store.ts'
import {
  acceptedInvitationSchema,
  accountSchema,
  accountsSchema,
  changedAccountSchema,
  invitedSchema,
  newAccountSchema,
} from './contract.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { acceptInvitation } from './invitation.ts'

const params = z.object({ id: z.string().max(60) })

/** Accounts of staff, for administrators; and the link by which a person sets their password. */
export function addAccountRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const list = createRoute({
    ...guard('GET /api/accounts', parts),
    method: 'get',
    path: '/api/accounts',
    summary: 'Lists the accounts of staff.',
    responses: { 200: describeJson(accountsSchema, 'Accounts.'), ...refusals },
  })
  app.openapi(list, async c => c.json({ items: await listAccounts(parts) }, 200))
  addInviteRoute(app, parts)
  addChangeRoute(app, parts)
  addResetRoute(app, parts)
  addAcceptRoute(app, parts)
}

function addInviteRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('POST /api/accounts', parts),
    method: 'post',
    path: '/api/accounts',
    summary: 'Adds an account and gives the link that sets its password.',
    request: { body: requireJson(newAccountSchema) },
    responses: { 201: describeJson(invitedSchema, 'The account and its link.'), ...refusals },
  })
  app.openapi(route, async c => {
    const made = await inviteAccount(parts, c.req.valid('json'), c.get('actor').id)
    return c.json({ ...made, expiresAt: made.expiresAt.toISOString() }, 201)
  })
}

function addChangeRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('PUT /api/accounts/{id}', parts),
    method: 'put',
    path: '/api/accounts/{id}',
    summary: 'Changes an account; its sessions end.',
    request: { params, body: requireJson(changedAccountSchema) },
    responses: { 200: describeJson(accountSchema, 'The account as it is then.'), ...refusals },
  })
  app.openapi(route, async c =>
    c.json(await changeAccount(parts, c.req.valid('param').id, c.req.valid('json')), 200),
  )
}

function addResetRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('POST /api/accounts/{id}/reset', parts),
    method: 'post',
    path: '/api/accounts/{id}/reset',
    summary: 'Gives a link by which the holder sets a new password.',
    request: { params },
    responses: { 200: describeJson(invitedSchema, 'The account and its link.'), ...refusals },
  })
  app.openapi(route, async c => {
    const made = await resetAccount(parts, c.req.valid('param').id, c.get('actor').id)
    return c.json({ ...made, expiresAt: made.expiresAt.toISOString() }, 200)
  })
}

function addAcceptRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const tries = createRateLimit({ clock: parts.clock, uses: 20, windowMs: 60_000 })
  const route = createRoute({
    method: 'post',
    path: '/api/invitations',
    summary: 'Sets the password that the holder of a link chose, once.',
    request: { body: requireJson(acceptedInvitationSchema) },
    responses: { 200: describeJson(z.object({ login: z.string() }), 'The login to use.'), ...refusals },
  })
  app.openapi(route, async c => {
    if (!tries.take(callerAddress(c))) {
      throw new LinliError('too-many-requests', 'Too many tries from here; try in a minute.')
    }
    const { login, staffId } = await acceptInvitation(parts, c.req.valid('json'))
    await parts.database.client.auditEntry.create({
      data: {
        ...{ at: parts.clock.now(), by: staffId, role: 'link', action: 'POST /api/invitations' },
        ...{ target: staffId, status: 200 },
      },
    })
    return c.json({ login }, 200)
  })
}
