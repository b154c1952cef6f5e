import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { actOnAlert } from '../../src/alerts/act-on-alert.ts'
import { defaultAlertPolicy } from '../../src/alerts/alert-policy.ts'
import { saveAlertPolicy } from '../../src/alerts/alert-policy-store.ts'
import { eraseOldText } from '../../src/alerts/erase-group-text.ts'
import { composeDigest } from '../../src/alerts/send-digest.ts'
import { alertTextsFor } from '../../src/i18n/texts.ts'
import { createId } from '../../src/shared/ids.ts'
import { addStaff, passTime } from '../support/roster.ts'
import { type Company, openCompany } from '../support/talk.ts'

let company: Company
beforeAll(async () => {
  company = await openCompany()
  await company.database.client.community.create({
    data: { id: 'maple', name: '枫林苑', createdAt: company.clock.now() },
  })
}, 120_000)
afterAll(() => company.close())
beforeEach(async () => {
  const { client } = company.database
  await client.alert.deleteMany()
  await client.staffNotice.deleteMany()
  await client.timer.deleteMany()
  await client.weeklyShift.deleteMany()
  await client.staff.deleteMany()
  company.clock.advance(24 * 3_600_000)
})

let group = ''
beforeEach(() => {
  group = createId()
})

/** Writes a line into the group half a minute after the last. */
async function write(
  user: string,
  text: string,
  options: { chat?: string; sentAt?: Date } = {},
): Promise<void> {
  company.clock.advance(30_000)
  await company.app.inbox.receive({
    channel: 'test',
    chat: options.chat ?? group,
    chatKind: 'group',
    messageId: createId(),
    sender: { id: user, name: user },
    sentAt: options.sentAt ?? company.clock.now(),
    addressed: false,
    text,
    attachments: [],
  })
  await company.app.watcher.flush()
}
const alerts = () =>
  company.database.client.alert.findMany({ include: { evidence: true }, orderBy: { openedAt: 'asc' } })
const notices = () =>
  company.database.client.staffNotice.findMany({ where: { kind: 'alert' }, orderBy: { createdAt: 'asc' } })

const angry = [
  '电梯又坏了，这个月第几次了',
  '打物业电话没人接',
  '收电梯费的时候没见它坏',
  '管家装死呢',
  '二十几层天天爬，谁来给个说法',
  '物业太不负责任了',
]
async function upset(people = 6): Promise<void> {
  for (let at = 0; at < people; at++) await write(`u${at}`, angry[at % angry.length] ?? '')
}

describe('a group that gets upset', () => {
  it('raises one alert with topic, people, quotes and a draft, which grows', async () => {
    await upset()
    const [alert, ...others] = await alerts()
    expect(others).toEqual([])
    expect(alert).toMatchObject({ kind: 'group', category: 'elevator', status: 'open' })
    await write('u9', '凭什么还收钱')
    const [grown] = await alerts()
    expect(grown?.people).toBeGreaterThan(5)
    const [notice, ...more] = await notices()
    expect(more).toEqual([])
    expect(notice?.text).toMatch(/电梯/)
    expect(notice?.text).toContain('凭什么还收钱')
    expect(notice?.text).toMatch(/建议：.*可发通知/s)
  })

  it('one user who repeats an angry line a hundred times raises none', async () => {
    for (let at = 0; at < 100; at++) await write('u1', '垃圾物业，电梯又坏了没人管')
    expect(await alerts()).toEqual([])
  })

  it('a pasted news article raises none, whoever pastes it', async () => {
    const article =
      '【本地新闻】某小区业主集体拒交物业费。据晚报报道，该小区电梯一年坏了四十次，业主多次投诉物业不作为。记者看到，垃圾堆放多日无人清理，保安岗亭空无一人。住建局表示将约谈物业公司。'
    for (const user of ['u1', 'u2', 'u3', 'u4', 'u5', 'u6']) await write(user, article)
    expect(await alerts()).toEqual([])
  })

  it('an earthquake, a match and a quarrel of neighbours raise none', async () => {
    const lines = [
      '地震了吗',
      '晃了 吓死我了',
      '国足又输 垃圾',
      '换教练！',
      '1202 你家又拖椅子',
      '你有病吧',
      '素质呢',
      '退钱！',
    ]
    for (const [at, line] of lines.entries()) await write(`u${at}`, line)
    expect(await alerts()).toEqual([])
  })

  it('what a second group of the community says about the same joins the alert', async () => {
    await company.database.client.watchedGroup.createMany({
      data: ['a', 'b'].map(name => ({
        id: `${group}${name}`,
        channel: 'test',
        chat: `${group}${name}`,
        communityId: 'maple',
        createdAt: company.clock.now(),
      })),
    })
    for (const name of ['a', 'b'])
      for (const [at, line] of angry.entries()) await write(`${name}${at}`, line, { chat: `${group}${name}` })
    const [alert, ...others] = await alerts()
    expect(others).toEqual([])
    expect(alert?.people).toBeGreaterThan(7)
  })

  it('late evidence joins the alert', async () => {
    await upset()
    const before = (await alerts())[0]
    const sentAt = new Date(company.clock.now().getTime() - 10 * 60_000)
    await write('late', '电梯坏了两天没人管', { sentAt })
    const [after] = await alerts()
    expect(after?.messages).toBe((before?.messages ?? 0) + 1)
    expect(after?.people).toBe((before?.people ?? 0) + 1)
  })

  it('escalates while nobody acknowledges it, and not after', async () => {
    await addStaff(company.database, { id: 'boss', role: 'manager' })
    await upset()
    await passTime(company, 11 * 60_000)
    await passTime(company, 11 * 60_000)
    const rung = await notices()
    expect(rung.length).toBeGreaterThanOrEqual(3)
    expect(rung.at(-1)?.toStaffId).toBe('boss')
    const [alert] = await alerts()
    await company.app.runWork(work =>
      actOnAlert(work, { id: alert?.id ?? '', action: 'acknowledge', by: 'boss' }),
    )
    await passTime(company, 30 * 60_000)
    expect(await notices()).toHaveLength(rung.length)
  })

  it('closes itself when calm; a new outburst of the same day wakes it', async () => {
    await upset()
    await passTime(company, 11 * 60_000)
    for (let at = 0; at < 4; at++) await passTime(company, 30 * 60_000)
    expect((await alerts())[0]?.status).toBe('closed')
    company.clock.advance(3_600_000)
    await upset()
    const again = await alerts()
    expect(again).toHaveLength(1)
    expect(again[0]?.status).toBe('open')
  })

  it('resolved and muted by staff, it refuses what does not fit', async () => {
    await upset()
    const id = (await alerts())[0]?.id ?? ''
    const act = (action: 'acknowledge' | 'resolve' | 'mute') =>
      company.app.runWork(work => actOnAlert(work, { id, action, by: 'api', outcome: '已道歉' }))
    await act('mute')
    await act('resolve')
    await expect(act('acknowledge')).rejects.toThrow(/resolved cannot be given the step acknowledge/)
    await expect(act('mute')).rejects.toThrow(/resolved cannot be given the step mute/)
    const told = (await notices()).length
    await upset()
    expect(await notices()).toHaveLength(told)
  })

  it('an alert that its chat does not get goes to the next chat, and stops at the one that has it', async () => {
    await company.app.runWork(work =>
      saveAlertPolicy(
        work.tx,
        {
          ...defaultAlertPolicy,
          fallbackChats: [
            { channel: 'gone', chat: 'nobody' },
            { channel: 'list', chat: 'second-room' },
            { channel: 'list', chat: 'third-room' },
          ],
        },
        work.now,
      ),
    )
    await upset()
    for (let at = 0; at < 5; at++) {
      await passTime(company, 46_000)
      for (const row of await company.database.client.conversation.findMany({ where: { chatKind: 'staff' } }))
        await company.app.handlers.delivery(row.id)
    }
    const sent = await company.database.client.outbound.findMany({
      where: { conversation: { chatKind: 'staff' } },
      include: { conversation: { select: { chat: true } } },
    })
    const got = sent.filter(row => row.state === 'sent').map(row => row.conversation.chat)
    expect(got).toEqual(['second-room'])
    await company.app.runWork(work => saveAlertPolicy(work.tx, defaultAlertPolicy, work.now))
  })

  it('nothing is lost or doubled by a process that starts anew', async () => {
    await upset(3)
    const counted = await company.database.client.moodHour.findMany({
      where: { scope: { startsWith: 'group:' } },
    })
    await company.app.watcher.stop()
    await company.app.watcher.start()
    await company.app.watcher.flush()
    const again = await company.database.client.moodHour.findMany({
      where: { scope: { startsWith: 'group:' } },
    })
    expect(again).toEqual(counted)
    await company.app.watcher.stop()
  })
})

describe('one resident', () => {
  it('who stays angry is handed to a person, once within the cool-down', async () => {
    const resident = company.resident()
    const lines = ['报修三天了没人来，你们管不管', '打了六个电话没人接，什么服务', '物业太不负责任了，骗子']
    for (const line of [...lines, ...lines]) {
      await resident.says(line)
      await company.app.watcher.flush()
    }
    const found = (await alerts()).filter(alert => alert.kind === 'conversation')
    expect(found).toHaveLength(1)
    const conversationId = found[0]?.conversationId ?? ''
    expect(await company.database.client.handover.count({ where: { conversationId } })).toBe(1)
  })

  it('who despairs gets a person at once; a figure of speech does not', async () => {
    const resident = company.resident()
    await resident.says('我真的不想活了')
    await company.app.watcher.flush()
    const found = (await alerts()).filter(alert => alert.kind === 'conversation')
    expect(found.map(alert => alert.cause.split('/')[1])).toEqual(['despair'])
    expect(
      await company.database.client.handover.count({
        where: { conversationId: found[0]?.conversationId ?? '' },
      }),
    ).toBe(1)
    await company.database.client.alert.deleteMany()
    await company.resident().says('哈哈笑得我想死')
    await company.app.watcher.flush()
    expect(await alerts()).toEqual([])
  })
})

describe('privacy', () => {
  it('group text goes when its days are over; figures stay', async () => {
    await upset()
    company.clock.advance(91 * 86_400_000)
    await company.app.runWork(eraseOldText)
    const lines = await company.database.client.inbound.findMany({ where: { chat: group } })
    expect(lines.every(line => line.text === '' && line.raw === null)).toBe(true)
    const [alert] = await alerts()
    expect(alert?.evidence.every(line => line.text === '')).toBe(true)
    expect(alert?.topic).not.toMatch(/“/)
    expect((await notices())[0]?.text).not.toContain('管家装死呢')
    expect(alert?.people).toBeGreaterThan(3)
  })

  it('the digest counts topics and names nobody', async () => {
    await company.database.client.watchedGroup.create({
      data: { id: group, channel: 'test', chat: group, communityId: 'maple', createdAt: company.clock.now() },
    })
    await upset()
    const parts = { timezone: 'Asia/Shanghai', texts: alertTextsFor('zh-CN') }
    const text = await company.app.runWork(work => composeDigest(parts, work))
    expect(text).toMatch(/电梯 \d+→\d+/)
    expect(text).toMatch(/枫林苑｜\d+:00–\d+:00｜电梯/)
    expect(text).not.toMatch(/u\d/)
  })
})
