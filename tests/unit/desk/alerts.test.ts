import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDesk, type TestDesk } from '../../support/desk.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await createTestDesk()
  const { client } = desk.database
  const now = desk.parts.clock.now()
  await client.community.create({ data: { id: 'maple', name: '枫林苑', createdAt: now } })
  await client.watchedGroup.create({
    data: { id: 'g', channel: 'telegram', chat: '-7', communityId: 'maple', createdAt: now },
  })
  await client.alert.create({ data: alertRow('one', now) })
  await client.alert.create({ data: alertRow('two', now) })
  await client.inbound.deleteMany()
  const hour = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000 - 2 * 86_400_000)
  const figures = { hour, messages: 9, positive: 1, negative: 4, discontent: 3, people: 3 }
  for (const scope of ['group:g', 'community:maple', 'topic:maple/elevator'])
    await client.moodHour.create({ data: { scope, ...figures } })
}, 120_000)
afterAll(() => desk.close())

const alertRow = (id: string, now: Date) => ({
  id,
  kind: 'group',
  cause: `maple/${id}`,
  channel: 'telegram',
  chat: '-7',
  groupId: 'g',
  communityId: 'maple',
  topic: '对电梯不满：“张三家的电梯又坏了”',
  category: 'elevator',
  sinceAt: now,
  openedAt: now,
  lastEvidenceAt: now,
  people: 5,
  messages: 7,
  suggestion: '十分钟内回应',
  draft: '各位业主好',
})

const post = (path: string, body: unknown, method = 'POST') =>
  desk.ask(path, { method, body: JSON.stringify(body) })
const json = async (response: Response) => (await response.json()) as Record<string, unknown>

describe('alerts in the desk', () => {
  it('are listed with topic, place, people and draft; observers see no words of residents', async () => {
    const { items } = (await json(await desk.ask('/api/alerts?status=live'))) as { items: unknown[] }
    expect(items).toHaveLength(2)
    expect(items[0]).toMatchObject({ community: '枫林苑', people: 5, status: 'open', draft: '各位业主好' })
    const { headers } = await desk.signIn('observer')
    const seen = await desk.app.request('/api/alerts', { headers })
    expect(await seen.text()).not.toMatch(/张三/)
    const digest = await desk.app.request('/api/reports/digest', { headers })
    expect(digest.status).toBe(200)
    expect(await digest.text()).not.toMatch(/张三/)
  })

  it('a technician sees where people are upset, no word of a resident and no alert of a single one', async () => {
    const { client } = desk.database
    const now = desk.parts.clock.now()
    const alone = { ...alertRow('alone', now), kind: 'conversation', conversationId: 'talk', groupId: null }
    await client.alert.create({ data: { ...alone, topic: '流露绝望或轻生念头' } })
    const quote = { text: '我不想活了', weight: 0.9, person: 'web:1', at: now, conversationId: 'talk' }
    for (const alertId of ['one', 'alone'])
      await client.alertEvidence.create({ data: { ...quote, alertId, inboundId: 1n } })
    for (const kind of ['alert', 'digest', 'handover', 'shift'])
      await client.staffNotice.create({
        data: {
          ...{ id: `notice-${kind}`, kind, level: 'info', text: '住户：我不想活了', createdAt: now },
          conversationId: kind === 'handover' ? 'talk' : null,
        },
      })
    const read = async (role: 'technician' | 'agent') => {
      const { headers } = await desk.signIn(role)
      const ask = (path: string) => desk.app.request(path, { headers })
      const list = await (await ask('/api/alerts')).text()
      const notices = (await json(await ask('/api/staff-notices')))['items'] as { id: string }[]
      const digest = await (await ask('/api/reports/digest')).text()
      const one = (await ask('/api/alerts/alone')).status
      return { list, one, digest, notices: notices.map(({ id }) => id).toSorted() }
    }
    const technician = await read('technician')
    expect(technician).toMatchObject({ one: 404, notices: ['notice-shift'] })
    expect(technician.list).toContain('对电梯不满')
    expect(`${technician.list}${technician.digest}`).not.toMatch(/不想活|轻生|张三/)
    const agent = await read('agent')
    expect(agent).toMatchObject({ one: 200 })
    expect(agent.list).toContain('不想活')
    expect(agent.notices).toHaveLength(4)
    await client.alert.delete({ where: { id: 'alone' } })
  })

  it('are acknowledged, assigned, resolved and muted, each step only where it fits', async () => {
    const { login } = await desk.signIn('agent')
    const member = await desk.database.client.staff.findFirst({ where: { login } })
    expect(await json(await post('/api/alerts/one/acknowledge', {}))).toMatchObject({
      status: 'acknowledged',
    })
    const assigned = await post('/api/alerts/one/assign', { assigneeId: member?.id })
    expect(await json(assigned)).toMatchObject({ assigneeId: member?.id })
    expect((await post('/api/alerts/one/assign', { assigneeId: 'nobody' })).status).toBe(400)
    for (const body of [{}, { outcome: '  ' }]) {
      const silent = await post('/api/alerts/one/resolve', body)
      expect(silent.status).toBe(400)
      expect(await silent.text()).toContain('outcome: expected')
    }
    const resolved = await post('/api/alerts/one/resolve', { outcome: '已致歉' })
    expect(await json(resolved)).toMatchObject({ status: 'resolved', outcome: '已致歉' })
    expect((await post('/api/alerts/one/acknowledge', {})).status).toBe(409)
    expect((await post('/api/alerts/one/mute', { hours: 2 })).status).toBe(409)
    expect(await json(await post('/api/alerts/two/mute', { hours: 2 }))).toMatchObject({ status: 'muted' })
    expect((await post('/api/alerts/none/resolve', { outcome: '已致歉' })).status).toBe(404)
  })

  it('muting is for managers', async () => {
    const { headers } = await desk.signIn('agent')
    const refused = await desk.app.request('/api/alerts/two/mute', { method: 'POST', headers, body: '{}' })
    expect(refused.status).toBe(403)
  })
})

describe('moods, groups and the policy', () => {
  it('moods come by the hour of a community and a group, and need a place', async () => {
    for (const place of ['community=maple', 'group=g']) {
      const { items } = (await json(await desk.ask(`/api/moods?${place}`))) as { items: unknown[] }
      expect(items).toEqual([expect.objectContaining({ messages: 9, discontent: 3 })])
    }
    const without = await desk.ask('/api/moods')
    expect(without.status).toBe(400)
    expect(await without.text()).toContain('Expected community or group')
  })

  it('a group is named, placed and muted; a place that is none is refused', async () => {
    const changed = await post(
      '/api/watched-groups/g',
      { name: '一期群', building: '3', muteHours: 2 },
      'PATCH',
    )
    expect(await json(changed)).toMatchObject({ name: '一期群', building: '3' })
    const wrong = await post('/api/watched-groups/g', { communityId: 'nowhere' }, 'PATCH')
    expect(wrong.status).toBe(400)
    expect(await wrong.text()).toContain('communityId')
  })

  it('the digest tells topics with the week before', async () => {
    const { text } = await json(await desk.ask('/api/reports/digest'))
    expect(text).toMatch(/电梯 0→3/)
    const { text: english } = await json(await desk.ask('/api/reports/digest?language=en'))
    expect(english).not.toEqual(text)
  })

  it('the policy is read and set, and sets the timer of the digest; what is no policy is refused', async () => {
    const policy = await json(await desk.ask('/api/settings/alerts'))
    expect(policy).toMatchObject({ people: 4, keepGroupTextDays: 90 })
    const set = await post('/api/settings/alerts', { ...policy, people: 6, digest: null }, 'PUT')
    expect(await json(set)).toMatchObject({ people: 6, digest: null })
    expect(await desk.database.client.timer.count({ where: { kind: 'weekly-digest' } })).toBe(0)
    await post('/api/settings/alerts', { ...policy, digest: { weekday: 5, time: '18:00' } }, 'PUT')
    expect(await desk.database.client.timer.count({ where: { kind: 'weekly-digest' } })).toBe(1)
    const wrong = await post(
      '/api/settings/alerts',
      { ...policy, digest: { weekday: 9, time: 'noon' } },
      'PUT',
    )
    expect(wrong.status).toBe(400)
    expect(await wrong.text()).toMatch(/weekday|time/)
  })
})
