import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBroadcastParts } from '../../src/create-broadcasts.ts'
import { apiToken, createTestDesk, type TestDesk } from '../support/desk.ts'

/** What can be wrong with a notice before it goes: each a clear answer, and nothing of it has happened. */
let desk: TestDesk
const filesDir = mkdtempSync(join(tmpdir(), 'linli-files-'))
const managers: Record<string, string>[] = []

beforeAll(async () => {
  const parts = createBroadcastParts({ channels: [], timezone: 'Asia/Shanghai' })
  const findSpeakingTime = async ({ now }: { now: Date }) => now
  const broadcasts = {
    ...parts,
    channelNames: ['telegram', 'web'],
    findSpeakingTime,
    findChannel: () => ({}),
  }
  desk = await createTestDesk({ changes: { broadcasts, filesDir } })
  managers.push((await desk.signIn('manager')).headers, (await desk.signIn('manager')).headers)
  const { client } = desk.database
  const at = { createdAt: new Date() }
  await client.community.create({ data: { id: 'east', name: '东湖花园', ...at } })
  const place = { communityId: 'east', building: '1', unit: '1', room: '101', bindCode: 'AAAA1111' }
  await client.household.create({ data: { id: 'h', ...place, ...at } })
  const person = { id: 'p', channel: 'telegram', sender: '7', householdId: 'h', ...at }
  await client.contact.create({ data: person })
  const talk = { id: 'c', channel: 'telegram', chat: '7', sender: '7', contactId: 'p', updatedAt: new Date() }
  await client.conversation.create({ data: { ...talk, ...at } })
}, 120_000)
afterAll(async () => {
  await desk.close()
  rmSync(filesDir, { recursive: true, force: true })
})

interface Answer {
  id: string
  state: string
  version: number
  error?: { code: string; message: string }
}

const asker = (manager: number) => async (method: string, path: string, body?: object) => {
  const headers = managers[manager]
  const init = { method, ...(headers ? { headers } : {}), ...(body ? { body: JSON.stringify(body) } : {}) }
  const response = await desk.app.request(`/api/${path}`, init)
  return { status: response.status, body: (await response.json()) as Answer }
}

const ask = asker(0)
const askOther = asker(1)

const good = { wording: { 'zh-CN': { title: '停水', text: '{name}您好：{household}明天停水。' } } }

async function draft(changes: object = {}): Promise<Answer> {
  const { status, body } = await ask('POST', 'broadcasts', { ...good, ...changes })
  expect(status).toBe(201)
  return body
}

describe('a notice that cannot go out', () => {
  it.each([
    [
      'a wrong variable',
      { wording: { 'zh-CN': { title: '停水', text: '{nam}您好' } } },
      /no variable \{nam\}.*\{name\}/,
    ],
    ['a lone brace', { wording: { 'zh-CN': { title: '停水', text: '您好}' } } }, /brace/],
    ['no text', { wording: {} }, /no text/],
    ['an insult', { wording: { 'zh-CN': { title: '停车', text: '乱停车的都是混蛋' } } }, /insults: “混蛋”/],
    [
      'a variable without value',
      { ...good, variables: { from: '' }, wording: { 'zh-CN': { title: '停', text: '{from}停水' } } },
      /\{from\} has no value/,
    ],
    [
      'a building that does not exist',
      { audience: { households: 'chosen', buildings: ['1', '99'] } },
      /audience\.buildings: nobody is in 99; expected of 1/,
    ],
    [
      'a unit that does not exist',
      { audience: { units: [{ building: '1', unit: '9' }] } },
      /audience\.units: nobody is in 1-9; expected of 1-1/,
    ],
    ['nobody in its audience', { audience: { tags: ['nobody'] } }, /audience: nobody is in it/],
    [
      'one building only, which does not exist',
      { audience: { communityId: 'east', buildings: ['99'] } },
      /audience\.buildings: nobody is in 99/,
    ],
    ['an expiry that is over', { expiresAt: '2020-01-01T00:00:00Z' }, /expired at 2020/],
  ])('for %s says so and stays a draft', async (_what, changes, message) => {
    const { id } = await draft(changes)
    const { status, body } = await ask('POST', `broadcasts/${id}/submit`, {})
    expect({ status, code: body.error?.code }).toEqual({ status: 400, code: 'bad-request' })
    expect(body.error?.message).toMatch(message)
    expect((await ask('GET', `broadcasts/${id}`)).body.state).toBe('draft')
  })

  it('names some and asks for all: refused', async () => {
    const all = { ...good, audience: { households: 'all', buildings: ['1'] } }
    const { status, body } = await ask('POST', 'broadcasts', all)
    expect({ status, code: body.error?.code }).toEqual({ status: 400, code: 'bad-request' })
    expect(body.error?.message).toMatch(/expected `chosen`[\s\S]*audience\.households/)
  })

  it('is not scheduled for a time that is over, or after it expires', async () => {
    const { id } = await draft({ expiresAt: '2099-01-01T00:00:00Z' })
    await ask('POST', `broadcasts/${id}/submit`, {})
    await askOther('POST', `broadcasts/${id}/approve`, {})
    const past = await ask('POST', `broadcasts/${id}/schedule`, { startAt: '2020-01-01T00:00:00Z' })
    expect(past.body.error?.message).toMatch(/expected a time to come/)
    const late = await ask('POST', `broadcasts/${id}/schedule`, { startAt: '2099-02-01T00:00:00Z' })
    expect(late.body.error?.message).toMatch(/expires at 2099-01-01/)
  })

  it('is not approved by who wrote it, nor sent without approval', async () => {
    const { id } = await draft()
    await ask('POST', `broadcasts/${id}/submit`, {})
    expect((await ask('POST', `broadcasts/${id}/approve`, {})).body.error?.message).toMatch(/somebody other/)
    expect((await ask('POST', `broadcasts/${id}/start`, {})).status).toBe(409)
    expect((await askOther('POST', `broadcasts/${id}/approve`, {})).body.state).toBe('approved')
    expect((await ask('POST', `broadcasts/${id}/start`, {})).body.state).toBe('sending')
  })

  it('is approved by its first author where somebody else changed it last', async () => {
    const { id, version } = await draft()
    await askOther('PUT', `broadcasts/${id}`, { version, draft: good })
    await askOther('POST', `broadcasts/${id}/submit`, {})
    expect((await askOther('POST', `broadcasts/${id}/approve`, {})).status).toBe(409)
    expect((await ask('POST', `broadcasts/${id}/approve`, {})).body.state).toBe('approved')
  })

  it('waits for approval though it is marked urgent, unless a manager declares an emergency', async () => {
    const { headers } = await desk.signIn('agent')
    const submit = async (given: object, by?: Record<string, string>) => {
      const { id } = await draft({ ...given, urgent: true })
      const init = { method: 'POST', headers: by ?? managers[0] ?? {}, body: '{}' }
      const response = await desk.app.request(`/api/broadcasts/${id}/submit`, init)
      return ((await response.json()) as Answer).state
    }
    expect(await submit({ kind: 'outage' })).toBe('approved')
    expect(await submit({ kind: 'tip' })).toBe('awaiting-approval')
    expect(await submit({ kind: 'outage' }, headers)).toBe('awaiting-approval')
  })

  it('keeps its policy where a manager of one community would switch approval off', async () => {
    const { headers, login } = await desk.signIn('manager')
    await desk.database.client.staff.update({ where: { login }, data: { communities: ['east'] } })
    const body = JSON.stringify({ needsApproval: false })
    const response = await desk.app.request('/api/settings/broadcasts', { method: 'PUT', headers, body })
    expect(response.status).toBe(403)
    expect(((await response.json()) as Answer).error?.message).toMatch(
      /expected somebody who looks after all/,
    )
    expect((await ask('GET', 'settings/broadcasts')).body).toMatchObject({ needsApproval: true })
  })

  it('is saved by one of two managers who edit it at once; the other hears so', async () => {
    const { id, version } = await draft()
    const first = await ask('PUT', `broadcasts/${id}`, { version, draft: good })
    expect(first.status).toBe(200)
    const second = await askOther('PUT', `broadcasts/${id}`, { version, draft: good })
    expect(second).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } })
    expect(second.body.error?.message).toMatch(/saved this notice meanwhile \(version 2, you have 1\)/)
  })

  it('takes no picture that is too large, or is none', async () => {
    const { id, version } = await draft()
    const { 'Content-Type': _, ...headers } = managers[0] ?? {}
    const put = async (bytes: Uint8Array<ArrayBuffer>) => {
      const body = new FormData()
      body.append('file', new File([bytes], 'a.jpg', { type: 'image/jpeg' }))
      body.append('version', String(version))
      const response = await desk.app.request(`/api/broadcasts/${id}/file`, { method: 'PUT', headers, body })
      return { status: response.status, body: (await response.json()) as Answer }
    }
    const large = await put(new Uint8Array(11 * 1024 * 1024))
    expect(large).toMatchObject({ status: 413, body: { error: { code: 'file-too-large' } } })
    expect(large.body.error?.message).toMatch(/11\.0 MB; expected at most 10 MB/)
    expect((await put(new Uint8Array([1, 2, 3]))).body.error?.code).toBe('bad-file')
    expect((await put(new Uint8Array([0xff, 0xd8, 1, 2]))).status).toBe(200)
  })
})

it('names some: goes to them alone, also where nothing says `chosen`', async () => {
  const { client } = desk.database
  const at = { communityId: 'east', building: '2', unit: '1', createdAt: new Date() }
  await client.household.create({ data: { ...at, id: 'h2', room: '201', bindCode: 'BBBB2222' } })
  const { id } = await draft({ audience: { communityId: 'east', buildings: ['2'] } })
  const { body } = await ask('POST', `broadcasts/${id}/preview`)
  expect(body).toMatchObject({ count: { households: 1 }, unreached: [{ label: '2栋1单元201' }] })
  const other = await draft({ audience: { buildings: ['99'] } })
  const preview = await ask('POST', `broadcasts/${other.id}/preview`)
  expect(preview.body).toMatchObject({ count: { households: 0 } })
  expect(JSON.stringify(preview.body)).toContain('audience.buildings: nobody is in 99; expected of 1, 2.')
})

describe('settings of notices', () => {
  it('name the channels there are, where another is to be stopped', async () => {
    const { status, body } = await ask('PUT', 'settings/broadcasts', { stoppedChannels: ['telgram'] })
    expect(status).toBe(400)
    expect(body.error?.message).toBe(
      'stoppedChannels: there is no channel telgram; expected one of telegram, web.',
    )
    expect((await ask('PUT', 'settings/broadcasts', { stoppedChannels: ['web'] })).status).toBe(200)
    expect((await ask('PUT', 'settings/broadcasts', {})).status).toBe(200)
  })

  it('take no group of an unknown channel or community, nor of one that the caller does not look after', async () => {
    const group = { channel: 'telegram', chat: '-5', title: '业主群', communityId: 'east' }
    const other = await ask('POST', 'groups', { ...group, channel: 'icq' })
    expect(other.body.error?.message).toMatch(
      /channel: there is no channel icq; expected one of telegram, web/,
    )
    const nowhere = await ask('POST', 'groups', { ...group, communityId: 'nowhere' })
    expect(nowhere.body.error?.message).toMatch(/there is no community nowhere/)
    expect((await ask('POST', 'groups', group)).status).toBe(200)
    const { headers, login } = await desk.signIn('manager')
    const { client } = desk.database
    await client.community.create({ data: { id: 'west', name: '西湖花园', createdAt: new Date() } })
    await client.staff.update({ where: { login }, data: { communities: ['west'] } })
    const post = async (given: object) => {
      const body = JSON.stringify({ ...group, ...given })
      return (await desk.app.request('/api/groups', { method: 'POST', headers, body })).status
    }
    expect(await post({ communityId: 'east', chat: '-6' })).toBe(400)
    expect(await post({ communityId: null, chat: '-6' })).toBe(400)
    expect(await post({ communityId: 'west' })).toBe(403)
    expect(await post({ communityId: 'west', chat: '-6' })).toBe(200)
  })
})

it('the token of a machine may do it too', async () => {
  const response = await desk.app.request('/api/broadcast-templates', {
    headers: { Authorization: `Bearer ${apiToken}` },
  })
  const { items } = (await response.json()) as { items: { kind: string; variables: string[] }[] }
  expect(items.find(({ kind }) => kind === 'outage')?.variables).toEqual(['reason', 'from', 'to', 'what'])
})
