import { describe, expect, it } from 'vitest'
import { handoverPolicyKey } from '../../src/handover/handover-policy.ts'
import { useOffice } from '../support/office.ts'
import type { Talk } from '../support/talk.ts'
import { until } from '../support/until.ts'

const office = useOffice()

const idOf = async (talk: Talk) => (await talk.conversation())?.id ?? ''

describe('asking for a person', () => {
  it('says within hours who comes and what happens when nobody does', async () => {
    const talk = office.company().resident()
    await talk.says('转人工')
    talk.hears(/已为您登记转人工[\s\S]*5分钟内没人接手/)
    await talk.says('转人工')
    talk.hears(/还在排队/).hearsNot(/已为您登记/)
  })

  it('says at night when people come back and where to turn in danger', async () => {
    const now = office.company().clock.now()
    office
      .company()
      .clock.advance(15 * 3_600_000 - ((now.getTime() - Date.parse('2026-11-23T02:00:00Z')) % 86_400_000))
    const talk = office.company().resident()
    await talk.says('转人工')
    talk.hears(/现在是下班时间，11月\d+日 08:00上班/).hears(/如有危险请直接告诉我/)
    office.company().clock.advance(86_400_000 - 15 * 3_600_000)
  })

  it('goes on helping while a person is waited for, without the words of the handover again', async () => {
    const talk = office.company().resident()
    await talk.says('转人工')
    await talk.says('投诉多久处理？')
    talk.hears(/24小时/).hearsNot(/转人工/)
    await talk.says('着火了！3栋2单元楼道')
    talk.hears(/119/)
  })

  it('ends with the words of the handover', async () => {
    const talk = office.company().resident()
    await talk.says('厨房水管漏水了，让你们经理给我打电话')
    talk.hears(/转人工[^？]*（AI自动回复）$/)
  })
})

describe('a person owns the conversation', () => {
  it('keeps the bot silent, also one that was thinking for five seconds as staff answered', async () => {
    const talk = office.company().resident()
    await talk.says('你好')
    const id = await idOf(talk)
    let isThinking = false
    office.think = async () => {
      isThinking = true
      await new Promise(resolve => setTimeout(resolve, 5_000))
    }
    const saying = talk.says('投诉多久处理？')
    await until('the bot thinks', () => isThinking)
    await office.talks().reply({ conversationId: id, by: 'staff-1', text: '我是小王，我来答复您。' })
    await saying
    await office.settle(id)
    const heard = (await office.rowsOf(id)).filter(row => row.state === 'sent').map(row => row.text)
    expect(heard.at(-1)).toBe('我是小王，我来答复您。')
    expect(heard.join('\n')).not.toMatch(/24小时/)
    expect(
      await office
        .company()
        .database.client.inbound.count({ where: { conversationId: id, state: 'for-staff' } }),
    ).toBe(1)
  })

  it('cancels what the bot had waiting unsent', async () => {
    const talk = office.company().resident()
    await talk.says('你好')
    const id = await idOf(talk)
    const now = office.company().clock.now()
    const waiting = await office.company().database.client.outbound.create({
      data: { conversationId: id, text: '迟到的话', epoch: 0, dueAt: now, createdAt: now },
    })
    await office.talks().take({ conversationId: id, by: 'staff-1' })
    await office.settle(id)
    const late = await office.company().database.client.outbound.create({
      data: { conversationId: id, text: '更迟的话', epoch: 0, dueAt: now, createdAt: now },
    })
    await office.settle(id)
    const rows = await office.company().database.client.outbound.findMany({
      where: { id: { in: [waiting.id, late.id] } },
    })
    expect(rows.map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
    expect(office.sent.map(({ text }) => text).join('\n')).not.toMatch(/迟的话/)
  })

  it('does not keep the bot from saving a life', async () => {
    const talk = office.company().resident()
    await talk.says('转人工')
    await office.talks().take({ conversationId: await idOf(talk), by: 'staff-1' })
    await talk.says('谢谢')
    talk.hearsNothing()
    await talk.says('电梯困人了！3栋1单元')
    talk.hears(/警铃|对讲/)
    expect((await talk.tickets()).map(ticket => ticket.priority)).toEqual(['emergency'])
  })

  it('lets one of two take it, and a colleague only by passing it on', async () => {
    const talk = office.company().resident()
    await talk.says('转人工')
    const conversationId = await idOf(talk)
    const both = await Promise.allSettled([
      office.talks().take({ conversationId, by: 'staff-1' }),
      office.talks().take({ conversationId, by: 'staff-2' }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } })
  })
})

describe('nobody answers', () => {
  const unansweredOf = async (talk: Talk) =>
    await office.company().database.client.staffNotice.findMany({
      where: { kind: 'handover-unanswered', conversationId: await idOf(talk) },
      orderBy: { createdAt: 'asc' },
    })

  it('asks the next in the roster, then the lead, and stops when it is taken', async () => {
    const talk = office.company().resident()
    await talk.says('转人工')
    await talk.waits(4 * 60_000)
    expect(await unansweredOf(talk)).toHaveLength(0)
    await talk.waits(2 * 60_000)
    await talk.waits(5 * 60_000)
    expect(await unansweredOf(talk)).toMatchObject([
      { toStaffId: 'staff-1', level: 'warning' },
      { toStaffId: 'staff-3', level: 'urgent' },
    ])
    await office.talks().take({ conversationId: await idOf(talk), by: 'staff-3' })
    await talk.waits(30 * 60_000)
    expect(await unansweredOf(talk)).toHaveLength(2)
  })

  it('asks who is at work, and nobody whose account is closed or who looks after another community', async () => {
    const { client } = office.company().database
    const now = office.company().clock.now()
    await client.shift.create({
      data: {
        ...{ id: 'at-work', staffId: 'staff-2', kind: 'shift' },
        ...{ startsAt: now, endsAt: new Date(now.getTime() + 3_600_000) },
      },
    })
    const first = office.company().resident()
    await first.says('转人工')
    await first.waits(6 * 60_000)
    expect(await unansweredOf(first)).toMatchObject([{ toStaffId: 'staff-2' }])
    await client.staff.update({ where: { id: 'staff-2' }, data: { active: false } })
    const second = office.company().resident()
    await second.says('转人工')
    await second.waits(6 * 60_000)
    expect(await unansweredOf(second)).toMatchObject([{ toStaffId: 'staff-1' }])
    await client.staff.update({ where: { id: 'staff-2' }, data: { active: true } })
    await client.shift.delete({ where: { id: 'at-work' } })
  })

  it('takes the policy of the company', async () => {
    const value = { unansweredMinutes: 1, idleMinutes: 2 }
    const row = { key: handoverPolicyKey, value, updatedAt: office.company().clock.now() }
    await office.company().database.client.setting.create({ data: row })
    const talk = office.company().resident()
    await talk.says('转人工')
    talk.hears(/1分钟内没人接手/)
    await talk.waits(70_000)
    expect(await unansweredOf(talk)).toHaveLength(1)
    await office.company().database.client.setting.delete({ where: { key: handoverPolicyKey } })
  })
})

describe('back to the bot', () => {
  it('tells the resident, forgets the old trouble and does not hand over again', async () => {
    const talk = office.company().resident()
    await talk.says('你们物业就是骗子，气死我了，马上叫人来')
    const conversationId = await idOf(talk)
    await office.talks().reply({ conversationId, by: 'staff-1', text: '对不起，我来处理。' })
    await office.talks().close({ conversationId, by: 'staff-1' })
    await office.settle(conversationId)
    await talk.says('投诉多久处理？')
    talk.hears(/24小时/).hearsNot(/转人工/)
    expect((await talk.conversation())?.mode).toBe('bot')
    expect((await talk.handovers()).map(({ state }) => state)).toEqual(['closed'])
  })

  it('comes by itself after half an hour without a word from staff', async () => {
    const talk = office.company().resident()
    await talk.says('转人工')
    const conversationId = await idOf(talk)
    await office.talks().reply({ conversationId, by: 'staff-1', text: '您好，请讲。' })
    await talk.waits(29 * 60_000)
    expect((await talk.conversation())?.mode).toBe('human')
    await office.talks().reply({ conversationId, by: 'staff-1', text: '还在吗？' })
    await talk.waits(29 * 60_000)
    expect((await talk.conversation())?.mode).toBe('human')
    await talk.waits(2 * 60_000)
    expect((await talk.conversation())?.mode).toBe('bot')
    talk.hears(/由我（自动助手）继续/)
  })

  it('asks for a person once more when the last words of the resident were left unanswered', async () => {
    const talk = office.company().resident()
    await talk.says('转人工')
    const conversationId = await idOf(talk)
    await office.talks().reply({ conversationId, by: 'staff-1', text: '您好，请讲。' })
    office.company().clock.advance(60_000)
    await talk.says('那什么时候来修？')
    talk.hearsNothing()
    await talk.waits(31 * 60_000)
    talk.hears(/您最后的留言还没有得到答复/)
    expect((await talk.conversation())?.mode).toBe('waiting')
    expect((await talk.handovers()).map(({ reason }) => reason)).toEqual(['asked', 'unanswered'])
  })
})
