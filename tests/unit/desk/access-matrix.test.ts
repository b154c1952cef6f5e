import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessTable, type GuardedRoute, type Role } from '../../../src/desk/access.ts'
import { type StaffRole, staffRoles } from '../../../src/desk/staff.ts'
import { createId } from '../../../src/shared/ids.ts'
import { createTestDesk, type TestDesk } from '../../support/desk.ts'
import { addEasternWork } from '../../support/eastern-work.ts'
import { type FilledDesk, fillDesk } from '../../support/fill-desk.ts'

/** Staff of the community `west` against what belongs to `east`. */
let desk: TestDesk
let filled: FilledDesk
let ids: Record<string, string>
const headersOf = new Map<StaffRole, Record<string, string>>()

beforeAll(async () => {
  desk = await createTestDesk()
  filled = await fillDesk(desk)
  const { client } = desk.database
  const inbound = await client.inbound.findFirstOrThrow({ where: { conversationId: filled.waiting } })
  const ticket = await client.ticket.findFirstOrThrow({ where: { communityId: 'east' } })
  const file = {
    ...{ id: createId(), inboundId: inbound.id, ticketId: ticket.id, kind: 'photo', reference: 'x' },
    ...{ state: 'stored', path: 'x', createdAt: new Date() },
  }
  await client.attachment.create({ data: file })
  const canned = await client.cannedReply.create({
    data: {
      id: createId(),
      communityId: 'east',
      title: 't',
      text: 't',
      updatedBy: 'x',
      updatedAt: new Date(),
    },
  })
  ids = {
    'conversations/{id}': filled.waiting,
    'tickets/{number}': ticket.number,
    'attachments/{id}': file.id,
    'communities/{id}': 'east',
    'canned-replies/{id}': canned.id,
    ...(await addEasternWork(desk, ticket.id)),
  }
  for (const role of staffRoles) {
    const { headers, login } = await desk.signIn(role)
    await client.staff.update({ where: { login }, data: { communities: ['west'] } })
    headersOf.set(role, headers)
  }
})
afterAll(() => desk.close())

const scoped =
  /^\/api\/((?:conversations|tickets|attachments|communities|canned-replies|incidents|improvements|staff-notices|staff|shifts|broadcasts|broadcast-schedules|activities|services|surveys)\/\{\w+\})(.*)$/
const routes = (Object.keys(accessTable) as GuardedRoute[]).filter(route =>
  scoped.test(route.split(' ')[1] ?? ''),
)

describe('what belongs to another community', () => {
  test('is named by many routes', () => expect(routes.length).toBeGreaterThan(15))

  test.each(routes)('%s does not exist for staff of another', async route => {
    const [method = '', path = ''] = route.split(' ')
    const [, thing = '', rest = ''] = scoped.exec(path) ?? []
    const address = `/api/${thing.replace(/\{\w+\}/, ids[thing] ?? '')}${rest}`
    for (const [role, headers] of headersOf) {
      const body = method === 'GET' ? {} : { body: '{}' }
      const { status } = await desk.app.request(address, { method, headers, ...body })
      const mayCall = (accessTable[route] as readonly Role[]).includes(role)
      expect({ role, status }).toEqual({ role, status: mayCall ? 404 : 403 })
    }
  })

  test.each(routes)('%s refuses an id that is no text', async route => {
    const [method = '', path = ''] = route.split(' ')
    const address = path.replace(/\{\w+\}/, '%00').replaceAll(/\{\w+\}/g, 'x')
    const body = method === 'GET' ? {} : { body: '{}' }
    const headers = headersOf.get('manager') ?? {}
    expect((await desk.app.request(address, { method, headers, ...body })).status).toBe(400)
  })

  test('appears in no list, and is not entered by its household', async () => {
    const headers = headersOf.get('manager') ?? {}
    const read = async (path: string) =>
      ((await (await desk.app.request(path, { headers })).json()) as { items: Record<string, unknown>[] })
        .items
    expect((await read('/api/conversations')).map(item => item['name'])).toEqual(['陈阿姨'])
    expect((await read('/api/conversations?community=east')).length).toBe(0)
    expect((await read('/api/tickets')).map(item => item['description'])).toEqual(['西山里门禁坏了'])
    expect((await read('/api/communities')).map(item => item['id'])).toEqual(['west'])
    expect((await read('/api/canned-replies')).length).toBe(0)
    expect((await read('/api/households')).map(item => item['communityId'])).toEqual(['west'])
    for (const path of ['surveys', 'incidents', 'improvements', 'staff-notices', 'drills', 'shifts']) {
      expect({ path, items: await read(`/api/${path}`) }).toEqual({ path, items: [] })
    }
    expect((await read('/api/staff')).map(item => item['id'])).not.toContain('east-tech')
    expect((await read('/api/roster')).map(item => item['id'])).not.toContain('east-tech')
    const household = await desk.database.client.household.findFirstOrThrow({
      where: { communityId: 'east' },
    })
    const ticket = { kind: 'repair', category: 'other', description: 'x', householdId: household.id }
    const response = await desk.app.request('/api/tickets', {
      ...{ method: 'POST', headers, body: JSON.stringify(ticket) },
    })
    expect(response.status).toBe(400)
  })

  test('no resident is bound to a household of it', async () => {
    const household = await desk.database.client.household.findFirstOrThrow({
      where: { communityId: 'east' },
    })
    const own = await desk.database.client.conversation.findFirstOrThrow({ where: { sender: '79' } })
    const response = await desk.app.request(`/api/conversations/${own.id}/household`, {
      ...{ method: 'POST', headers: headersOf.get('agent') ?? {} },
      body: JSON.stringify({ householdId: household.id }),
    })
    expect(response.status).toBe(400)
  })
})

describe('what an observer reads', () => {
  test('names nobody', async () => {
    const { headers } = await desk.signIn('observer')
    for (const path of ['/api/conversations', '/api/tickets', '/api/tickets/LL1001']) {
      const text = await (await desk.app.request(path, { headers })).text()
      expect(text).not.toMatch(/王女士|陈阿姨|13800001111|"sender":"77"/)
      expect(text.length).toBeGreaterThan(100)
    }
  })
})

describe('input that is too long, or no text', () => {
  const attempts: [string, string, RequestInit['body']][] = [
    ['POST /api/reply-assist', 'a text too long', JSON.stringify({ text: 'x'.repeat(2_001) })],
    ['POST /api/reply-assist', 'no JSON', '\u0000\u0001\u0002'],
    ['POST /api/canned-replies', 'a title too long', JSON.stringify({ title: 'x'.repeat(61), text: 'x' })],
    ['POST /api/accounts', 'a login with spaces', JSON.stringify({ login: 'a b', name: 'x', role: 'agent' })],
    ['POST /api/accounts', 'a role nobody has', JSON.stringify({ login: 'ab', name: 'x', role: 'root' })],
    ['POST /api/tickets', 'a list', '[]'],
  ]
  test.each(attempts)('%s refuses %s', async (route, _what, body) => {
    const [method = '', path = ''] = route.split(' ')
    const { headers } = await desk.signIn('admin')
    const response = await desk.app.request(path, { method, headers, body: body ?? '' })
    expect(response.status).toBe(400)
    expect(((await response.json()) as { error: { code: string } }).error.code).toBe('bad-request')
  })

  test('a body of more than 64 kB is not read', async () => {
    const { headers } = await desk.signIn('agent')
    const body = JSON.stringify({ text: 'x'.repeat(70_000) })
    expect((await desk.app.request('/api/reply-assist', { method: 'POST', headers, body })).status).toBe(413)
  })

  test('bytes that are no text are refused or kept as text, never an error of ours', async () => {
    const { headers } = await desk.signIn('agent')
    for (const text of ['\u0000', '\ud800', '🀄'.repeat(500), '<script>']) {
      const body = JSON.stringify({ kind: 'repair', category: 'other', description: `x${text}` })
      const { status } = await desk.app.request('/api/tickets', { method: 'POST', headers, body })
      expect({ text: text.slice(0, 2), isOurs: status >= 500 }).toEqual({
        text: text.slice(0, 2),
        isOurs: false,
      })
    }
  })
})
