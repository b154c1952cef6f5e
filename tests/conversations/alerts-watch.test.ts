import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { actOnAlert } from '../../src/alerts/act-on-alert.ts'
import { linkIncident } from '../../src/alerts/raise-alert.ts'
import { digestTimer, setNextDigest } from '../../src/alerts/send-digest.ts'
import { createApp } from '../../src/app.ts'
import { textsFor } from '../../src/i18n/texts.ts'
import { createId } from '../../src/shared/ids.ts'
import { silentLog } from '../../src/shared/log.ts'
import { noMetrics } from '../../src/shared/metrics.ts'
import type { Database } from '../../src/storage/database.ts'
import { createGroupTalk, protestLines } from '../support/group-talk.ts'
import { addStaff, passTime } from '../support/roster.ts'
import { type Company, openCompany } from '../support/talk.ts'

let company: Company
beforeAll(async () => {
  company = await openCompany()
  const createdAt = company.clock.now()
  await company.database.client.community.createMany({
    data: ['maple', 'oak'].map(id => ({ id, name: id, createdAt })),
  })
}, 120_000)
afterAll(() => company.close())
beforeEach(async () => {
  const { client } = company.database
  await client.alert.deleteMany()
  await client.staffNotice.deleteMany()
  await client.timer.deleteMany()
  await client.moodHour.deleteMany()
  company.clock.advance(24 * 3_600_000)
})

const alerts = (where = {}) =>
  company.database.client.alert.findMany({ where, include: { evidence: true }, orderBy: { openedAt: 'asc' } })
const watched = (chat: string) =>
  company.database.client.watchedGroup.findFirstOrThrow({ where: { channel: 'test', chat } })
const change = (chat: string, data: object) =>
  company.database.client.watchedGroup.updateMany({ where: { channel: 'test', chat }, data })

describe('settings of a group', () => {
  it('muting and the community are taken up at once', async () => {
    const group = createGroupTalk(company)
    await group.write('u', '早')
    await change(group.chat, { mutedUntil: new Date(company.clock.now().getTime() + 3_600_000) })
    await group.protest()
    expect(await alerts()).toEqual([])
    await change(group.chat, { mutedUntil: null, communityId: 'oak' })
    await group.write('last', '物业必须给个说法，电梯坏了三天没人管')
    expect(await alerts()).toMatchObject([{ communityId: 'oak', groupId: (await watched(group.chat)).id }])
  })
})

/** Five people, each in a group of their own. */
async function protestAcross(communityId: string): Promise<void> {
  for (const [at, line] of protestLines.entries()) {
    const group = createGroupTalk(company)
    await group.write('calm', '早')
    await change(group.chat, { communityId })
    await group.write(`${group.chat}-${at}`, line)
  }
}

describe('a community', () => {
  it('is upset when somebody in each of its groups is', async () => {
    await protestAcross('maple')
    expect(await alerts()).toMatchObject([{ communityId: 'maple', groupId: null, category: 'elevator' }])
  })

  it('has a baseline of its own: what is usual there at any hour raises none', async () => {
    const nowMs = company.clock.now().getTime()
    const hours = Array.from({ length: 14 * 24 }, (_, index) => ({
      scope: 'community:oak',
      hour: new Date(Math.floor(nowMs / 3_600_000 - index - 1) * 3_600_000),
      messages: 60,
      discontent: 12,
      people: 6,
    }))
    await company.database.client.moodHour.createMany({ data: hours })
    // What is usual is read anew after some hours.
    company.clock.advance(12 * 3_600_000)
    await protestAcross('oak')
    expect(await alerts()).toEqual([])
  })
})

/** Another process on the same database. */
const openAnother = (database: Database = company.database) =>
  createApp({
    ...company.mind,
    database,
    jobs: { wake: async () => {}, start: async () => {}, stop: async () => {}, ping: async () => {} },
    channels: [],
    clock: company.clock,
    log: silentLog,
    metrics: noMetrics,
    filesDir: '',
    timezone: 'Asia/Shanghai',
    defaultCommunityId: undefined,
  })

describe('a look that fails', () => {
  it('skips nothing of a private talk', async () => {
    const { database } = company
    let fails = 1
    const shaky: Database = {
      ...database,
      sql: database.sql,
      transaction: async work => {
        if (fails-- > 0) throw new Error('the database is away')
        return await database.transaction(work)
      },
    }
    const app = openAnother(shaky)
    const say = (text: string) =>
      app.inbox.receive({
        channel: 'test',
        chat: 'shaky',
        chatKind: 'private',
        messageId: text,
        sender: { id: 'shaky', name: '' },
        sentAt: company.clock.now(),
        addressed: true,
        text,
        attachments: [],
      })
    await app.watcher.start()
    await say('我真的不想活了')
    await app.watcher.flush()
    expect(await alerts()).toEqual([])
    await say('嗯')
    await app.watcher.flush()
    await app.watcher.stop()
    expect(await alerts()).toMatchObject([{ kind: 'conversation', cause: expect.stringMatching(/despair$/) }])
  })

  it('a process that was killed before it looked has its despair found by the next', async () => {
    const before = company.resident()
    await before.says('你好')
    await company.app.watcher.flush()
    const resident = company.resident()
    await resident.says('我真的不想活了')
    // Nobody looks: a new process starts on the same database.
    const next = openAnother()
    await next.watcher.start()
    await next.watcher.flush()
    await next.watcher.stop()
    expect(await alerts()).toMatchObject([{ kind: 'conversation', cause: expect.stringMatching(/despair$/) }])
  })
})

describe('one resident who threatens', () => {
  it('is handed to a person at once, with the words as evidence', async () => {
    await company.resident().says('再不来修我就打12345投诉你们')
    await company.app.watcher.flush()
    const [alert] = await alerts({ cause: { endsWith: 'threat' } })
    expect(alert?.evidence.map(({ text }) => text)).toContain('再不来修我就打12345投诉你们')
    const handovers = await company.database.client.handover.findMany({
      where: { conversationId: alert?.conversationId ?? '' },
    })
    expect(handovers).toHaveLength(1)
  })

  it('and writes for the first time is introduced before the words of the handover, once', async () => {
    const resident = company.resident()
    const sender = { id: resident.sender, name: '' }
    await company.app.inbox.receive({
      ...{ channel: 'list', chat: resident.sender, chatKind: 'private', messageId: createId(), sender },
      ...{ sentAt: company.clock.now(), addressed: true, text: '我要打12345举报你们', attachments: [] },
    })
    await company.app.watcher.flush()
    await resident.says('收物业费倒是快')
    const said = await company.database.client.outbound.findMany({
      where: { conversation: { chat: resident.sender } },
      orderBy: { id: 'asc' },
    })
    const introduction = textsFor('zh-CN').introduction
    expect(said[0]?.text.startsWith(introduction)).toBe(true)
    expect(said[0]?.text).toMatch(/同事/)
    const all = said.map(({ text }) => text).join('\n')
    expect(all.split(introduction)).toHaveLength(2)
    expect(all).not.toMatch(/反复说|再重复/)
  })

  it('who despairs in words that no rule of danger knows hears careful words, and a person comes', async () => {
    const resident = company.resident()
    await resident.says('我真的撑不下去了')
    await company.app.watcher.flush()
    const [alert] = await alerts({ cause: { endsWith: 'despair' } })
    const conversationId = alert?.conversationId ?? ''
    const said = await company.database.client.outbound.findMany({ where: { conversationId } })
    const words = said.map(({ text }) => text).join('\n')
    expect(words).toContain('12356')
    expect(words).not.toContain('反复说')
  })
})

describe('an alert', () => {
  it('is linked with the incident of the same cause, also one that opens later', async () => {
    const { client } = company.database
    const group = createGroupTalk(company)
    await group.write('calm', '早')
    await change(group.chat, { communityId: 'maple' })
    await group.protest()
    const now = company.clock.now()
    expect((await alerts())[0]?.incidentId).toBeNull()
    const incident = {
      id: 'lift-incident',
      cause: 'lift',
      communityId: 'maple',
      category: 'elevator',
      leadTicketId: 'T1',
      households: 3,
      places: ['3'],
      openedAt: now,
      lastReportAt: now,
    }
    await client.incident.create({ data: incident })
    await company.app.runWork(work => linkIncident(work, 'lift-incident'))
    expect((await alerts())[0]?.incidentId).toBe('lift-incident')
  })

  it('that was assigned rings nobody further', async () => {
    await addStaff(company.database, { id: 'keeper', role: 'agent' })
    await createGroupTalk(company).protest()
    const [alert] = await alerts()
    const step = { id: alert?.id ?? '', action: 'assign', by: 'api', assigneeId: 'keeper' } as const
    await company.app.runWork(work => actOnAlert(work, step))
    const told = await company.database.client.staffNotice.count()
    await passTime(company, 25 * 60_000)
    expect(await company.database.client.staffNotice.count()).toBe(told)
    expect((await alerts())[0]).toMatchObject({ assigneeId: 'keeper', status: 'acknowledged' })
  })
})

describe('the weekly digest', () => {
  it('goes out on its day by itself, and sets the next', async () => {
    const { client } = company.database
    await company.app.runWork(work => setNextDigest({ timezone: 'Asia/Shanghai' }, work))
    const timer = await client.timer.findFirstOrThrow({ where: { kind: digestTimer } })
    company.clock.advance(timer.dueAt.getTime() - company.clock.now().getTime() + 1_000)
    await company.app.handlers.timer(timer.id)
    const notices = await client.staffNotice.findMany({ where: { kind: 'digest' } })
    expect(notices).toHaveLength(1)
    expect(notices[0]?.text).toMatch(/一周|周报/)
    const next = await client.timer.findFirstOrThrow({ where: { kind: digestTimer } })
    expect(next.dueAt.getTime() - timer.dueAt.getTime()).toBe(7 * 86_400_000)
  })
})
