import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPassword, hashPassword, verifyPassword } from '../../../src/desk/password.ts'
import { createFirstAdministrator } from '../../../src/desk/staff.ts'
import type { Clock } from '../../../src/shared/clock.ts'
import { createTestDesk, password, postSignIn, readCookie, type TestDesk } from '../../support/desk.ts'

const startMs = Date.parse('2026-11-23T01:00:00Z')
let nowMs = startMs
const clock: Clock = {
  now: () => new Date(nowMs),
  sleep: (_delayMs, signal) =>
    new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  toRealMs: delayMs => delayMs,
}

let desk: TestDesk
beforeAll(async () => {
  desk = await createTestDesk({ clock })
})
afterAll(() => desk.close())

/** Signs in as from a peer of this address. */
const signInFrom = (remoteAddress: string, body: { login: string; password: string }) =>
  desk.app.request(
    '/api/session',
    { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
    { incoming: { socket: { remoteAddress } } },
  )
const readSession = (headers: Record<string, string>) => desk.app.request('/api/session', { headers })

describe('signing in', () => {
  test('sets a cookie that scripts and other sites cannot use', async () => {
    const { login } = await desk.signIn('agent')
    const response = await postSignIn(desk.app, { login, password })
    const cookie = response.headers.get('Set-Cookie') ?? ''
    expect(cookie).toMatch(/^linli_staff=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/)
    const behindTls = await postSignIn(desk.app, { login, password }, { 'X-Forwarded-Proto': 'https' })
    expect(behindTls.headers.get('Set-Cookie')).toMatch(/; Secure/)
    const stored = await desk.database.client.staffSession.findMany()
    expect(JSON.stringify(stored)).not.toContain(readCookie(response).split('=')[1])
  })

  test('gives a new session each time and ends the one before', async () => {
    const { login, headers } = await desk.signIn('manager')
    const again = await postSignIn(desk.app, { login, password }, { Cookie: headers['Cookie'] ?? '' })
    expect(readCookie(again)).not.toBe(headers['Cookie'])
    expect((await readSession(headers)).status).toBe(401)
    expect((await readSession({ Cookie: readCookie(again) })).status).toBe(200)
  })

  test('ends by signing out, and by itself after twelve hours', async () => {
    const first = await desk.signIn('agent')
    expect(
      (await desk.app.request('/api/session', { method: 'DELETE', headers: first.headers })).status,
    ).toBe(204)
    expect((await readSession(first.headers)).status).toBe(401)
    const second = await desk.signIn('agent')
    nowMs += 12 * 3_600_000 - 1
    expect((await readSession(second.headers)).status).toBe(200)
    nowMs += 1
    expect((await readSession(second.headers)).status).toBe(401)
  })

  test('answers a wrong login and a wrong password alike', async () => {
    const { login } = await desk.signIn('agent')
    const wrongPassword = await postSignIn(desk.app, { login, password: 'guess' })
    const wrongLogin = await postSignIn(desk.app, { login: 'nobody', password: 'guess' })
    expect([wrongPassword.status, wrongLogin.status]).toEqual([401, 401])
    expect(await wrongPassword.text()).toBe(await wrongLogin.text())
  })

  test('rests after five wrong tries from one address, also at once, while the owner comes in from another', async () => {
    nowMs += 60_000
    const { login } = await desk.signIn('technician')
    const tries = await Promise.all(
      Array.from({ length: 12 }, (_, n) => signInFrom('192.0.2.1', { login, password: `guess ${n}` })),
    )
    const statuses = tries.map(response => response.status)
    expect(statuses.filter(status => status === 401)).toHaveLength(5)
    expect(statuses.filter(status => status === 429)).toHaveLength(7)
    expect((await signInFrom('192.0.2.1', { login, password })).status).toBe(429)
    expect((await signInFrom('192.0.2.2', { login, password })).status).toBe(200)
    nowMs += 5 * 60_000
    expect((await signInFrom('192.0.2.1', { login, password })).status).toBe(200)
    expect((await signInFrom('192.0.2.1', { login, password: 'guess' })).status).toBe(401)
  })

  test('rests for seconds after fifty wrong tries from everywhere', async () => {
    nowMs += 60_000
    const { login } = await desk.signIn('technician')
    await desk.database.client.staff.update({ where: { login }, data: { failedTries: 49 } })
    expect((await signInFrom('192.0.2.3', { login, password: 'guess' })).status).toBe(401)
    expect((await signInFrom('192.0.2.4', { login, password })).status).toBe(429)
    nowMs += 10_000
    expect((await signInFrom('192.0.2.4', { login, password })).status).toBe(200)
  })

  test('is slowed down for an address that tries many logins', async () => {
    nowMs += 5 * 60_000
    const { login } = await desk.signIn('observer')
    // Resting accounts are refused before their password is checked, which keeps this test fast.
    const lockedUntil = new Date(nowMs + 60_000)
    const {
      id: _id,
      login: _login,
      ...row
    } = await desk.database.client.staff.findFirstOrThrow({ where: { login } })
    const resting = Array.from({ length: 6 }, (_, n) => `resting-${n}`)
    await desk.database.client.staff.createMany({
      data: resting.map(name => ({ ...row, id: name, login: name, lockedUntil })),
    })
    const reasons: string[] = []
    for (let n = 0; n < 30; n += 1) {
      reasons.push(
        await (await signInFrom('192.0.2.5', { login: `resting-${n % 6}`, password: 'guess' })).text(),
      )
    }
    expect(reasons.filter(reason => reason.includes('sign-ins from here'))).toEqual([])
    const next = await signInFrom('192.0.2.5', { login, password })
    expect([next.status, await next.text()]).toEqual([429, expect.stringContaining('sign-ins from here')])
    nowMs += 60_000
    expect((await signInFrom('192.0.2.5', { login, password })).status).toBe(200)
  })
})

describe('the first administrator', () => {
  test('is made once, with a password shown once', async () => {
    await desk.database.client.staff.deleteMany({ where: { role: 'admin' } })
    const made = await createFirstAdministrator(desk.parts)
    expect(made?.login).toBe('admin')
    expect(await createFirstAdministrator(desk.parts)).toBeUndefined()
    nowMs += 60_000
    const response = await postSignIn(desk.app, { login: 'admin', password: made?.password })
    expect(await response.json()).toMatchObject({ staff: { role: 'admin' } })
  })

  test('takes a given password and shows none', async () => {
    await desk.database.client.staffSession.deleteMany()
    await desk.database.client.staff.deleteMany({ where: { role: 'admin' } })
    expect(await createFirstAdministrator(desk.parts, 'chosen by the company')).toBeUndefined()
    const response = await postSignIn(desk.app, { login: 'admin', password: 'chosen by the company' })
    expect(response.status).toBe(200)
  })
})

describe('passwords', () => {
  test('are kept as salted scrypt and verified', async () => {
    const [one, other] = [await hashPassword('物业 123'), await hashPassword('物业 123')]
    expect(one).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/)
    expect(one).not.toBe(other)
    expect(await verifyPassword('物业 123', one)).toBe(true)
    expect(await verifyPassword('物业 124', one)).toBe(false)
    for (const broken of ['', 'scrypt', 'scrypt$32768$8$3$$', 'md5$1$2$3$aa$bb']) {
      expect(await verifyPassword('', broken), broken).toBe(false)
    }
  })

  test('made up here are twenty letters and digits that are not confused', () => {
    expect(createPassword()).toMatch(/^[a-km-np-z2-9]{5}(-[a-km-np-z2-9]{5}){3}$/)
    expect(createPassword()).not.toBe(createPassword())
  })
})
