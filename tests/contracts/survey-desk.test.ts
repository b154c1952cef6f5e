import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
let west: Record<string, string>

beforeAll(async () => {
  desk = await createTestDesk()
  const { client } = desk.database
  for (const id of ['west', 'east']) {
    await client.community.create({ data: { id, name: id, createdAt: new Date() } })
  }
  const manager = await desk.signIn('manager')
  await client.staff.update({ where: { login: manager.login }, data: { communities: ['west'] } })
  west = manager.headers
}, 120_000)
afterAll(async () => await desk.close())

const questions = [{ kind: 'score', text: '总体满意吗' }]
const post = async (path: string, body: unknown, headers?: Record<string, string>) =>
  await desk.app.request(path, {
    method: 'POST',
    headers: headers ?? (await admin()),
    body: JSON.stringify(body),
  })
let adminHeaders: Record<string, string> | undefined
const admin = async () => {
  adminHeaders ??= (await desk.signIn('admin')).headers
  return adminHeaders
}
const messageOf = async (response: Response) => JSON.stringify(await response.json())

describe('a survey', () => {
  it.each([
    ['of another community', { communityId: 'east' }],
    ['of all', {}],
  ])('%s is no survey of a manager of one', async (_name, audience) => {
    const refused = await post('/api/surveys', { title: '问卷', questions, audience }, west)
    expect(refused.status).toBe(400)
    expect(await messageOf(refused)).toContain('audience.communityId')
    const made = await post('/api/surveys', { title: '问卷', questions, audience })
    const { id } = (await made.json()) as { id: string }
    for (const step of ['start', 'close']) {
      expect((await post(`/api/surveys/${id}/${step}`, {}, west)).status).toBeGreaterThanOrEqual(400)
    }
    expect(await desk.database.client.survey.findUnique({ where: { id } })).toMatchObject({ status: 'draft' })
  })

  it('of the own community is kept and seen; others are not listed', async () => {
    const made = await post(
      '/api/surveys',
      { title: '西区', questions, audience: { communityId: 'west' } },
      west,
    )
    expect(made.status).toBe(200)
    await post('/api/surveys', { title: '东区', questions, audience: { communityId: 'east' } })
    const list = await desk.app.request('/api/surveys', { headers: west })
    const titles = ((await list.json()) as { items: { title: string }[] }).items.map(({ title }) => title)
    expect(titles).toContain('西区')
    expect(titles).not.toContain('东区')
  })

  it('with an option twice, or for a community that is not ours, is refused with what was expected', async () => {
    const twice = [{ kind: 'single', text: '哪天', options: ['周六', ' 周六'] }]
    const refused = await post('/api/surveys', { title: '问卷', questions: twice })
    expect(refused.status).toBe(400)
    expect(await messageOf(refused)).toContain('options that all differ')
    const nowhere = await post('/api/surveys', {
      title: '问卷',
      questions,
      audience: { communityId: 'north' },
    })
    expect(nowhere.status).toBe(400)
    expect(await messageOf(nowhere)).toContain('expected a community')
  })

  it('goes out every quarter where a manager says so, and only to their own community', async () => {
    const put = async (body: unknown, headers = west) =>
      await desk.app.request('/api/settings/surveys', { method: 'PUT', headers, body: JSON.stringify(body) })
    for (const quarterly of [{}, { communityId: 'east' }]) {
      const refused = await put({ quarterly })
      expect(refused.status).toBe(400)
      expect(await messageOf(refused)).toContain('quarterly.communityId')
    }
    expect((await put({ quarterly: { month: 4 } })).status).toBe(400)
    const saved = await put({ quarterly: { communityId: 'west' } })
    expect(await saved.json()).toMatchObject({ quarterly: { month: 3, day: 1, time: '10:00' } })
    const timers = async () => await desk.database.client.timer.count({ where: { kind: 'quarterly-survey' } })
    expect(await timers()).toBe(1)
    expect((await put({ quarterly: {} }, await admin())).status).toBe(200)
    expect((await put({ quarterly: null })).status).toBe(400)
    expect((await put({ quarterly: null }, await admin())).status).toBe(200)
    expect(await timers()).toBe(0)
    const read = await desk.app.request('/api/settings/surveys', { headers: west })
    expect(await read.json()).toMatchObject({ quarterly: null, remindAfterHours: 48 })
  })

  it('for nobody does not start', async () => {
    const made = await post('/api/surveys', { title: '空', questions, audience: { communityId: 'west' } })
    const { id } = (await made.json()) as { id: string }
    const refused = await post(`/api/surveys/${id}/start`, {})
    expect(refused.status).toBe(400)
    expect(await messageOf(refused)).toContain('at least one bound resident')
    expect(await desk.database.client.survey.findUnique({ where: { id } })).toMatchObject({ status: 'draft' })
  })
})
