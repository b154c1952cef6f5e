import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallbackView } from '../../src/desk/contract.ts'
import { createTestDesk, type TestDesk } from '../support/desk.ts'
import { listCallback } from '../support/list-callback.ts'

let desk: TestDesk

beforeAll(async () => {
  desk = await createTestDesk()
}, 120_000)
afterAll(async () => await desk.close())

const read = async <T>(path: string): Promise<T> => (await (await desk.ask(path)).json()) as T

const listed = (changes: { communityId?: string } = {}) => listCallback(desk, changes)

describe('a call without a score', () => {
  const end = async (id: string, body: unknown, headers = {}) =>
    await desk.app.request(`/api/callbacks/${id}/end`, {
      method: 'POST',
      headers: { ...(await desk.signIn('agent')).headers, ...headers },
      body: JSON.stringify(body),
    })

  it.each([
    ['not-reached', 'unanswered'],
    ['declined', 'unanswered'],
    ['no-more', 'opted-out'],
  ])('%s leaves the list, says so in the record, and is %s', async (reason, status) => {
    const { client } = desk.database
    const contactId = `contact-${reason}`
    const at = new Date()
    await client.contact.create({ data: { id: contactId, channel: 'list', sender: reason, createdAt: at } })
    const id = await listed()
    await client.callback.update({ where: { id }, data: { contactId } })
    const done = await end(id, { reason, comment: '响了很久' })
    expect([done.status, await done.json()]).toEqual([200, { status }])
    const { items } = await read<{ items: CallbackView[] }>('/api/callbacks?status=listed')
    expect(items.map(item => item.id)).not.toContain(id)
    expect(await client.callback.findUnique({ where: { id } })).toMatchObject({ status, reason, score: null })
    const events = await client.callbackEvent.findMany({ where: { callbackId: id, type: status } })
    expect(events).toMatchObject([{ note: '响了很久', data: { reason } }])
    const contact = await client.contact.findUnique({ where: { id: contactId } })
    expect(contact?.surveysOffAt != null).toBe(reason === 'no-more')
    expect((await end(id, { reason })).status).toBe(409)
  })

  it('needs a reason that is known, and a callback of the own community', async () => {
    const { client } = desk.database
    const id = await listed({ communityId: 'far' })
    expect((await end(id, { reason: 'whatever' })).status).toBe(400)
    expect((await end('none', { reason: 'declined' })).status).toBe(404)
    const near = await desk.signIn('agent')
    await client.staff.update({ where: { login: near.login }, data: { communities: ['near'] } })
    expect((await end(id, { reason: 'declined' }, near.headers)).status).toBe(404)
    expect(await client.callback.findUnique({ where: { id } })).toMatchObject({ status: 'listed' })
  })
})

describe('the policy of callbacks', () => {
  it('is seen by a manager of one community and set by who looks after all', async () => {
    const { client } = desk.database
    const [one, all] = [await desk.signIn('manager'), await desk.signIn('manager')]
    await client.staff.update({ where: { login: one.login }, data: { communities: ['west'] } })
    const put = async (headers: Record<string, string>) =>
      await desk.app.request('/api/settings/callbacks', {
        method: 'PUT',
        headers,
        body: JSON.stringify({ everyDays: 9 }),
      })
    const refused = await put(one.headers)
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('all communities')])
    const seen = await desk.app.request('/api/settings/callbacks', { headers: one.headers })
    expect([seen.status, await seen.json()]).toEqual([200, expect.objectContaining({ everyDays: 3 })])
    expect((await put(all.headers)).status).toBe(200)
    expect(await read('/api/settings/callbacks')).toMatchObject({ everyDays: 9 })
  })
})
