import { describe, expect, it } from 'vitest'
import type { TakeUpdate } from '../../../../src/adapters/telegram/take-update.ts'
import { createWebhookRoutes, deriveWebhookPath } from '../../../../src/adapters/telegram/webhook-routes.ts'
import { silentLog } from '../../../../src/shared/log.ts'

const token = '7001:AASecretPartOfTheToken_0123456789abcd'
const path = deriveWebhookPath(token)
const secret = 'right_secret-123'

function open(taker: () => TakeUpdate | undefined = () => keepAll) {
  const routes = createWebhookRoutes({ path, secret, log: silentLog, taker })
  return async (change: { path?: string; headers?: Record<string, string>; body?: string } = {}) => {
    const response = await routes.request(change.path ?? path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-telegram-bot-api-secret-token': secret,
        ...change.headers,
      },
      body: change.body ?? '{"update_id":1}',
    })
    return response.status
  }
}

const keepAll: TakeUpdate = async () => {}

describe('the webhook', () => {
  it('lies under a path that shows nothing of the token and differs between bots', () => {
    expect(path).toMatch(/^\/channels\/telegram\/[0-9a-f]{40}$/)
    expect(deriveWebhookPath(`${token}x`)).not.toBe(path)
    for (const part of token.split(':')) expect(path).not.toContain(part)
  })

  it('answers 200 only after the update was kept', async () => {
    let kept = false
    const take: TakeUpdate = async () => {
      await new Promise(resolve => setTimeout(resolve, 20))
      kept = true
    }
    expect(await open(() => take)()).toBe(200)
    expect(kept).toBe(true)
  })

  it('answers 503 when keeping fails, and before the start', async () => {
    const failing: TakeUpdate = () => Promise.reject(new Error('the database is down'))
    expect(await open(() => failing)()).toBe(503)
    expect(await open(() => undefined)()).toBe(503)
  })

  it.each([
    ['no secret', { headers: { 'x-telegram-bot-api-secret-token': '' } }, 403],
    ['a wrong secret', { headers: { 'x-telegram-bot-api-secret-token': 'right_secret-124' } }, 403],
    ['the secret twice', { headers: { 'x-telegram-bot-api-secret-token': `${secret}, ${secret}` } }, 403],
    ['another path', { path: '/channels/telegram/guess' }, 404],
    ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
    ['JSON by its look only', { headers: { 'content-type': 'application/jsonp' } }, 415],
    ['half a body', { body: '{"update_id":' }, 400],
    ['no update', { body: '{"hello":1}' }, 400],
    ['an array', { body: '[1]' }, 400],
    ['a null', { body: 'null' }, 400],
    ['an update id that is no number', { body: '{"update_id":"1"}' }, 400],
    ['more than a megabyte', { body: JSON.stringify({ update_id: 1, x: 'x'.repeat(1_100_000) }) }, 413],
    ['a charset', { headers: { 'content-type': 'application/json; charset=utf-8' } }, 200],
  ])('answers %s with its own status', async (_, change, status) => {
    expect(await open()(change)).toBe(status)
  })

  it('takes nothing from a caller without the secret', async () => {
    let taken = 0
    const counting: TakeUpdate = async () => {
      taken += 1
    }
    await open(() => counting)({ headers: { 'x-telegram-bot-api-secret-token': 'x' } })
    expect(taken).toBe(0)
  })
})
