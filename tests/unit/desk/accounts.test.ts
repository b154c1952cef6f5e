import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTotpCode, createTotpSecret, findTotpStep } from '../../../src/desk/totp.ts'
import { createTestDesk, password, postSignIn, readCookie, type TestDesk } from '../../support/desk.ts'

let desk: TestDesk
let admin: Record<string, string>
beforeAll(async () => {
  desk = await createTestDesk()
  admin = (await desk.signIn('admin')).headers
})
afterAll(() => desk.close())

// biome-ignore lint/complexity/useMaxParams: reads as a request does
const send = async (method: string, path: string, headers: Record<string, string>, body: unknown = {}) =>
  await desk.app.request(path, { method, headers, body: JSON.stringify(body) })

async function invite(login: string) {
  const response = await send('POST', '/api/accounts', admin, { login, name: '小张', role: 'agent' })
  return (await response.json()) as { token: string; account: { id: string } }
}

const chosen = 'a password of their own'

describe('an invitation', () => {
  test('sets a password once; nobody signs in before', async () => {
    const { token } = await invite('zhang')
    expect((await postSignIn(desk.app, { login: 'zhang', password: 'invited' })).status).toBe(401)
    const accept = (body: object) =>
      send('POST', '/api/invitations', { 'Content-Type': 'application/json' }, body)
    expect((await accept({ token, password: 'short' })).status).toBe(400)
    expect((await accept({ token: `${token}x`, password: chosen })).status).toBe(404)
    expect((await accept({ token, password: chosen })).status).toBe(200)
    expect((await accept({ token, password: chosen })).status).toBe(404)
    expect((await postSignIn(desk.app, { login: 'zhang', password: chosen })).status).toBe(200)
  })

  test('is worth nothing in the database, and a reset ends what was signed in', async () => {
    const { token, account } = await invite('wang')
    const rows = await desk.database.client.staffInvitation.findMany()
    expect(JSON.stringify(rows)).not.toContain(token)
    const json = { 'Content-Type': 'application/json' }
    await send('POST', '/api/invitations', json, { token, password: chosen })
    const cookie = readCookie(await postSignIn(desk.app, { login: 'wang', password: chosen }))
    const reset = await send('POST', `/api/accounts/${account.id}/reset`, admin)
    const again = (await reset.json()) as { token: string }
    expect((await desk.app.request('/api/session', { headers: { Cookie: cookie } })).status).toBe(200)
    await send('POST', '/api/invitations', json, { token: again.token, password: `${chosen} again` })
    expect((await desk.app.request('/api/session', { headers: { Cookie: cookie } })).status).toBe(401)
  })
})

describe('an account', () => {
  test('that is switched off is out at once and cannot come back', async () => {
    const { headers, login } = await desk.signIn('agent')
    const row = await desk.database.client.staff.findUniqueOrThrow({ where: { login } })
    const off = { name: row.name, role: 'agent', communities: [], active: false }
    expect((await send('PUT', `/api/accounts/${row.id}`, admin, off)).status).toBe(200)
    expect((await desk.app.request('/api/tickets', { headers })).status).toBe(401)
    expect((await postSignIn(desk.app, { login, password })).status).toBe(401)
  })

  test('of the last administrator stays one', async () => {
    const row = await desk.database.client.staff.findFirstOrThrow({ where: { role: 'admin' } })
    const weaker = { name: row.name, role: 'agent', communities: [], active: true }
    expect((await send('PUT', `/api/accounts/${row.id}`, admin, weaker)).status).toBe(409)
    expect((await desk.app.request('/api/accounts', { headers: admin })).status).toBe(200)
  })

  test('takes no session that was fixed before signing in', async () => {
    const { login } = await desk.signIn('agent')
    const fixed = 'linli_staff=fixed-by-an-attacker'
    const response = await postSignIn(desk.app, { login, password }, { Cookie: fixed })
    expect(readCookie(response)).not.toBe(fixed)
    expect((await desk.app.request('/api/session', { headers: { Cookie: fixed } })).status).toBe(401)
  })

  test('goes on under a new cookie after a change of password, all others end', async () => {
    const { headers, login } = await desk.signIn('agent')
    const wrong = { current: 'not it', password: chosen }
    expect((await send('PUT', '/api/account/password', headers, wrong)).status).toBe(403)
    const changed = await send('PUT', '/api/account/password', headers, {
      current: password,
      password: chosen,
    })
    expect(changed.status).toBe(200)
    expect((await desk.app.request('/api/session', { headers })).status).toBe(401)
    const cookie = readCookie(changed)
    expect((await desk.app.request('/api/session', { headers: { Cookie: cookie } })).status).toBe(200)
    expect((await postSignIn(desk.app, { login, password })).status).toBe(401)
  })
})

describe('a second factor', () => {
  test('gives the codes of RFC 6238', () => {
    // Appendix B: the ASCII secret 12345678901234567890, SHA-1; the last six of the eight digits.
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    for (const [seconds, code] of [
      [59, '287082'],
      [1_111_111_109, '081804'],
      [2_000_000_000, '279037'],
    ] as const) {
      expect(createTotpCode(secret, Math.floor(seconds / 30))).toBe(code)
    }
  })

  test('takes a code once, of now and the steps beside it', () => {
    const secret = createTotpSecret()
    const nowMs = 1_800_000_000_000
    const step = nowMs / 30_000
    const find = (at: number, lastStep: number | null = null) =>
      findTotpStep(secret, createTotpCode(secret, at), { nowMs, lastStep })
    expect([find(step), find(step - 1), find(step + 1)]).toEqual([step, step - 1, step + 1])
    expect(find(step - 2)).toBeUndefined()
    expect(find(step, step)).toBeUndefined()
    expect(findTotpStep(secret, '', { nowMs, lastStep: null })).toBeUndefined()
  })

  test('is asked for after the password only, and each code serves once', async () => {
    const { headers, login } = await desk.signIn('agent')
    const { secret } = (await (await send('POST', '/api/account/totp', headers)).json()) as { secret: string }
    const step = Math.floor(Date.now() / 30_000)
    const on = { secret, code: createTotpCode(secret, step), password }
    expect((await send('PUT', '/api/account/totp', headers, { ...on, code: '000000' })).status).toBe(400)
    expect((await send('PUT', '/api/account/totp', headers, on)).status).toBe(200)
    const codeOf = async (body: object) => {
      const response = await postSignIn(desk.app, { login, ...body })
      const answer = (await response.json()) as { error?: { code: string } }
      return answer.error?.code ?? response.status
    }
    expect(await codeOf({ password: 'wrong' })).toBe('not-signed-in')
    expect(await codeOf({ password })).toBe('code-needed')
    expect(await codeOf({ password, code: on.code })).toBe('code-needed')
    expect(await codeOf({ password, code: createTotpCode(secret, step + 1) })).toBe(200)
  })
})

describe('the audit log', () => {
  test('says who did and who saw what, also what was refused by its state', async () => {
    const { headers, login } = await desk.signIn('manager')
    await desk.app.request('/api/households', { headers })
    await desk.app.request('/api/households', { headers })
    await send('POST', '/api/canned-replies', headers, { title: 't', text: 't' })
    await send('POST', '/api/tickets/LL9999/start', headers)
    const { items } = (await (await desk.app.request('/api/audit?limit=200', { headers: admin })).json()) as {
      items: { by: string; action: string; target: string; status: number }[]
    }
    const { id } = await desk.database.client.staff.findUniqueOrThrow({ where: { login } })
    expect(items.filter(item => item.by === id).map(item => [item.action, item.target, item.status])).toEqual(
      [
        ['POST /api/tickets/{number}/start', 'LL9999', 404],
        ['POST /api/canned-replies', '', 201],
        ['GET /api/households', '', 200],
      ],
    )
  })
})
