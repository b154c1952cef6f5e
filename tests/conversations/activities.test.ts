import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openActivity } from '../../src/activities/activity-store.ts'
import { cancelActivity } from '../../src/activities/change-activity.ts'
import { type Company, openCompany, type Talk } from '../support/talk.ts'

const quota = 20
const people = 100
let company: Company
let activityId: string

beforeAll(async () => {
  company = await openCompany()
  activityId = await open(company, quota)
}, 120_000)
afterAll(async () => await company.close())

async function open({ app, clock }: Company, places: number | null): Promise<string> {
  const startsAt = new Date(clock.now().getTime() + 3 * 86_400_000)
  const about = { kind: 'activity' as const, communityId: null, title: '中秋灯会', text: '猜灯谜' }
  const row = await app.runWork(work =>
    openActivity(work, {
      ...about,
      ...{ place: '中心花园', startsAt, closesAt: startsAt, quota: places, by: 'staff' },
    }),
  )
  return row.id
}

async function places() {
  return await company.database.client.activitySignUp.findMany({
    where: { activityId },
    orderBy: { place: 'asc' },
  })
}

describe(`an activity with ${quota} places`, () => {
  const talks: Talk[] = []
  const talkOf = async (conversationId = '') => {
    const row = await company.database.client.conversation.findUnique({ where: { id: conversationId } })
    return talks.find(({ sender }) => sender === row?.sender)
  }

  it(`lets ${quota} of ${people} in who press at once, and the rest wait in order`, async () => {
    for (let n = 0; n < people; n += 1) talks.push(company.resident())
    await Promise.all(talks.map(talk => talk.presses(`activity:join:${activityId}`)))
    const rows = await places()
    expect(rows).toHaveLength(people)
    expect(new Set(rows.map(({ place }) => place)).size).toBe(people)
    expect(rows.slice(0, quota).every(({ state }) => state === 'in')).toBe(true)
    expect(rows.slice(quota).every(({ state }) => state === 'waiting')).toBe(true)
    const told = talks.map(talk => talk.texts.join('\n'))
    expect(told.filter(text => text.includes('报名成功'))).toHaveLength(quota)
    const waiting = told.flatMap(text => /候补第 (\d+) 位/.exec(text)?.[1] ?? []).map(Number)
    expect(waiting.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: people - quota }, (_, index) => index + 1),
    )
  }, 300_000)

  it('presses again without a second place', async () => {
    const [first] = talks
    await first?.presses(`activity:join:${activityId}`)
    expect(await places()).toHaveLength(people)
  })

  it('moves up who waits longest when one leaves, and tells them', async () => {
    const before = await places()
    const firstIn = before[0]
    const firstWaiting = before[quota]
    const talk = await talkOf(firstIn?.conversationId)
    await talk?.presses(`activity:leave:${activityId}`)
    const after = await places()
    expect(after.find(({ contactId }) => contactId === firstIn?.contactId)?.state).toBe('cancelled')
    expect(after.find(({ contactId }) => contactId === firstWaiting?.contactId)?.state).toBe('in')
    expect(after.filter(({ state }) => state === 'in')).toHaveLength(quota)
    const told = await company.database.client.outbound.findFirst({
      where: { conversationId: firstWaiting?.conversationId ?? '' },
      orderBy: { id: 'desc' },
    })
    expect(told?.text).toContain('从候补转为报名成功')
  })

  it('gives who left and comes back a place at the end', async () => {
    const left = (await places()).find(({ state }) => state === 'cancelled')
    const talk = await talkOf(left?.conversationId)
    await talk?.presses(`activity:join:${activityId}`)
    const mine = (await places()).find(({ contactId }) => contactId === left?.contactId)
    expect(mine).toMatchObject({ state: 'waiting', place: people + 1 })
  })
})

describe('an activity that was called off', () => {
  it('confirms no place any more, nor that somebody has come', async () => {
    const id = await open(company, 2)
    const talk = company.resident()
    await talk.presses(`activity:join:${id}`)
    expect(talk.texts.at(-1)).toContain('报名成功')
    await company.app.runWork(work => cancelActivity(work, id))
    await talk.presses(`activity:join:${id}`)
    expect(talk.texts.at(-1)).toContain('已经取消')
    await talk.presses(`activity:in:${id}`)
    expect(talk.texts.at(-1)).toContain('已经取消')
    const late = company.resident()
    await late.presses(`activity:join:${id}`)
    expect(late.texts.at(-1)).toContain('已经取消')
    expect(await company.database.client.activitySignUp.count({ where: { activityId: id } })).toBe(1)
  })
})

describe('a button of what is gone', () => {
  it('is answered, not an error', async () => {
    const talk = company.resident()
    await talk.presses('activity:join:nothing')
    expect(talk.texts.join('\n')).toContain('没有可以报名的活动')
  })
})

describe('fixed words', () => {
  it('stop and resume notices', async () => {
    const talk = company.resident()
    await talk.says('退订通知')
    expect(talk.texts.join('\n')).toContain('停水停电')
    expect(await company.database.client.broadcastOptOut.count()).toBe(5)
    await talk.says('恢复通知')
    expect(await company.database.client.broadcastOptOut.count()).toBe(0)
  })

  it('take a question for the owners’ day within its window only, and number it', async () => {
    const talk = company.resident()
    await talk.says('沟通日提问：什么时候修路灯')
    expect(talk.texts.join('\n')).toContain('不在业主沟通日')
    const { clock, app } = company
    const at = (hours: number) => new Date(clock.now().getTime() + hours * 3_600_000)
    await app.runWork(work =>
      openActivity(work, {
        ...{ kind: 'owner-day', communityId: null, title: '十二月业主沟通日', text: '', place: '' },
        ...{ startsAt: at(-1), closesAt: at(5), quota: null, by: 'staff' },
      }),
    )
    await talk.says('沟通日提问：什么时候修路灯')
    expect(talk.texts.join('\n')).toContain('第 1 号')
    await company.resident().says('业主沟通日：健身房何时开放')
    const asked = await company.database.client.ownerQuestion.findMany({ orderBy: { number: 'asc' } })
    expect(asked.map(({ number, text }) => [number, text])).toEqual([
      [1, '什么时候修路灯'],
      [2, '健身房何时开放'],
    ])
  })

  it('show the service menu on request, and not inside a complaint', async () => {
    await company.database.client.serviceItem.create({
      data: {
        ...{ id: 'clean', title: '家政保洁', text: '两小时起', partner: '洁净家', phone: '021-5555' },
        tiers: [{ name: '基础', price: '80元', includes: '客厅' }],
        createdAt: company.clock.now(),
      },
    })
    const talk = company.resident()
    await talk.says('服务菜单')
    expect(talk.texts.join('\n')).toMatch(/家政保洁[\s\S]*基础：80元/)
    const angry = company.resident()
    await angry.says('我要投诉保洁')
    await angry.says('服务菜单')
    expect(angry.texts.join('\n')).not.toContain('家政保洁')
  })
})

describe('words in sentences', () => {
  const say = async (talk: Talk, text: string) => {
    await talk.says(text)
    return talk.texts.join('\n')
  }
  const openTitled = async (title: string, places: number | null) => {
    const id = await open(company, places)
    await company.database.client.activity.update({ where: { id }, data: { title } })
    return id
  }

  it('sign up, tell the place and the time, and leave', async () => {
    await openTitled('端午包粽子', 1)
    await openTitled('周末亲子烘焙', 5)
    const first = company.resident()
    expect(await say(first, '有什么活动可以参加吗')).toMatch(
      /端午包粽子[\s\S]*周末亲子烘焙|周末亲子烘焙[\s\S]*端午包粽子/,
    )
    expect(await say(first, '我要报名包粽子')).toMatch(/报名成功.*包粽子/)
    expect(await say(first, '报名亲子烘焙')).toMatch(/报名成功.*亲子烘焙/)
    const second = company.resident()
    expect(await say(second, '我想参加包粽子')).toContain('候补第 1 位')
    expect(await say(second, '我排第几？')).toContain('候补第 1 位')
    expect(await say(second, '活动几点开始在哪里')).toMatch(/端午包粽子[\s\S]*地点：中心花园/)
    expect(await say(first, '取消报名')).toMatch(/包粽子[\s\S]*亲子烘焙|亲子烘焙[\s\S]*包粽子/)
    expect(first.buttons.filter(value => value.startsWith('activity:leave:'))).toHaveLength(2)
    expect(await say(first, '退出亲子烘焙')).toMatch(/已取消.*亲子烘焙/)
    expect(await say(first, '我不去包粽子了，取消报名')).toMatch(/已取消.*包粽子/)
    expect(await say(first, '取消报名')).toContain('没有报名任何活动')
    expect(await first.tickets()).toHaveLength(0)
  })

  it('leave everything else to the ordinary way', async () => {
    const talk = company.resident()
    expect(await say(talk, '我要报名羽毛球')).not.toContain('报名成功')
    expect(await say(company.resident(), '几点开始停水')).not.toContain('地点：')
  })

  it('ask on the owners’ day, hear of it, and take it back', async () => {
    const talk = company.resident()
    expect(await say(talk, '我要给业主沟通日提个问题')).toContain('沟通日提问：')
    expect(await say(talk, '我想在业主沟通日问一下门口的减速带什么时候装')).toMatch(/第 \d+ 号/)
    expect(await say(talk, '我的问题有结果了吗')).toMatch(/减速带[\s\S]*正在办理/)
    expect(await say(talk, '撤回我的问题')).toMatch(/已撤回第 \d+ 号.*减速带/)
    expect(await say(company.resident(), '沟通日结果')).not.toContain('减速带')
    const guest = company.resident()
    expect(await say(guest, 'I want to ask a question for the owners day')).toContain('owners’ day:')
  })

  it('ask for a service that the menu has, and never in a complaint', async () => {
    await company.database.client.serviceItem.create({
      data: {
        ...{
          id: 'wash',
          title: '家电清洗',
          text: '',
          tiers: [{ name: '空调', price: '99元', includes: '' }],
        },
        createdAt: company.clock.now(),
      },
    })
    const menu = await say(company.resident(), '你们有什么增值服务')
    expect(menu).toMatch(/家电清洗[\s\S]*99元/)
    expect(menu).not.toContain('（）')
    const one = await say(company.resident(), '我想请个保洁')
    expect(one).toContain('家政保洁')
    expect(one).not.toContain('家电清洗')
    expect(await say(company.resident(), '你们的保洁太差了，我想请个保洁')).not.toContain('80元')
    expect(await say(company.resident(), '我想请个月嫂')).not.toContain('家政保洁')
  })
})
