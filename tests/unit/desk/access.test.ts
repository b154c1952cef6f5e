import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessTable, type GuardedRoute, openRoutes, type Role } from '../../../src/desk/access.ts'
import { staffRoles } from '../../../src/desk/staff.ts'
import { createTestDesk, type TestDesk } from '../../support/desk.ts'

let desk: TestDesk
const headersOf = new Map<Role, Record<string, string>>()
beforeAll(async () => {
  desk = await createTestDesk()
  for (const role of staffRoles) headersOf.set(role, (await desk.signIn(role)).headers)
  headersOf.set('machine', { Authorization: 'Bearer token-of-the-tests', 'Content-Type': 'application/json' })
})
afterAll(() => desk.close())

// Signing out would end the session under test; it has its own test.
const routes = (Object.keys(accessTable) as GuardedRoute[]).filter(route => route !== 'DELETE /api/session')

function call(route: string, headers: Record<string, string>): Promise<Response> {
  const [method = '', path = ''] = route.split(' ')
  const body = method === 'POST' ? { body: '{}' } : {}
  return Promise.resolve(desk.app.request(path.replace(/\{\w+\}/, 'none'), { method, headers, ...body }))
}

describe('who may call what', () => {
  test.each(routes)('%s is refused without signing in, and with a wrong token', async route => {
    expect((await call(route, {})).status).toBe(401)
    expect((await call(route, { Authorization: 'Bearer wrong' })).status).toBe(401)
    expect((await call(route, { Cookie: 'linli_staff=made-up' })).status).toBe(401)
  })

  test.each(routes)('%s lets exactly the roles of the table pass', async route => {
    for (const [role, headers] of headersOf) {
      const { status } = await call(route, headers)
      const allowed = (accessTable[route] as readonly Role[]).includes(role)
      expect({ role, passed: status !== 403 && status !== 401 }).toEqual({ role, passed: allowed })
    }
  })

  test.each(routes.filter(route => !route.startsWith('GET')))(
    '%s needs the CSRF token of its own session',
    async route => {
      const { 'X-CSRF-Token': _token, ...without } = headersOf.get('admin') ?? {}
      expect((await call(route, without)).status).toBe(403)
      const other = headersOf.get('manager')?.['X-CSRF-Token'] ?? ''
      expect((await call(route, { ...without, 'X-CSRF-Token': other })).status).toBe(403)
    },
  )

  test('every route of the application stands in the table or is open on purpose', () => {
    const pages = ['GET /desk', 'GET /desk/*']
    const known = [...Object.keys(accessTable), ...openRoutes, ...pages]
    const found = desk.app.routes
      .filter(route => route.method !== 'ALL')
      .map(route => `${route.method} ${route.path.replace(/:(\w+)/g, '{$1}')}`)
    expect([...new Set(found)].sort()).toEqual(known.sort())
  })

  test('without an API token no machine is let in', async () => {
    const closed = await createTestDesk({ database: desk.database })
    delete closed.parts.apiToken
    for (const token of ['undefined', '', 'null']) {
      const response = await closed.app.request('/api/tickets', {
        headers: { Authorization: `Bearer ${token}` },
      })
      expect(response.status).toBe(401)
    }
  })
})
