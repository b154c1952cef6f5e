import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Company, openCompany, type Talk } from '../support/talk.ts'

let company: Company
beforeAll(async () => {
  company = await openCompany()
})
afterAll(() => company.close())

const day = 24 * 3_600_000
const live = async (talk: Talk) => (await talk.tickets()).filter(ticket => ticket.status !== 'cancelled')

async function opensTwo(talk: Talk): Promise<void> {
  await talk.says('7栋2单元903厨房水龙头滴水')
  await talk.says('另外7栋2单元大门门禁刷卡没反应')
}

describe('a repair', () => {
  it('is opened straight with what was said', async () => {
    const talk = company.resident()
    await talk.says('5栋1单元201马桶堵了')
    expect(await talk.tickets()).toMatchObject([{ kind: 'repair', category: 'plumbing' }])
  })

  it('of a pipe is plumbing, of a ceiling a leak', async () => {
    const talk = company.resident()
    await talk.says('厨房水管漏水了')
    await talk.says('5栋1单元201')
    const other = company.resident()
    await other.says('卧室天花板往下滴水')
    await other.says('6栋1单元301')
    expect(await talk.tickets()).toMatchObject([{ category: 'plumbing' }])
    expect(await other.tickets()).toMatchObject([{ category: 'leak' }])
  })

  it('takes the correction of its place', async () => {
    const talk = company.resident()
    await talk.says('9栋1单元走廊灯不亮')
    await talk.says('说错了，是10栋')
    expect(await talk.tickets()).toMatchObject([{ location: expect.stringContaining('10栋') }])
  })

  it('is dropped when it is called off before it was opened', async () => {
    const talk = company.resident()
    await talk.says('楼道灯有点闪')
    await talk.says('算了不报了，自己好了')
    expect(await talk.tickets()).toEqual([])
  })

  it('waits while a question is answered, and goes on', async () => {
    const talk = company.resident()
    await talk.says('我家窗户把手断了')
    await talk.says('对了，投诉多久处理？')
    talk.hears(/24小时/)
    await talk.says('8栋2单元1605')
    expect(await talk.tickets()).toMatchObject([{ location: expect.stringContaining('8栋2单元1605') }])
  })

  it('told with another gives both the place that is named afterwards', async () => {
    const talk = company.resident()
    await talk.says('水龙头关不紧滴答滴答，还有客厅那个对讲也没声音了')
    await talk.says('1栋3单元1204')
    const tickets = await live(talk)
    expect(tickets.map(ticket => ticket.category).toSorted()).toEqual(['access', 'plumbing'])
    for (const ticket of tickets) expect(ticket.location).toContain('1204')
  })
})

describe('several open tickets', () => {
  it('are told apart by asking back, and the words of one choose it', async () => {
    const talk = company.resident()
    await opensTwo(talk)
    await talk.waits(day)
    const [first, second] = await live(talk)
    await talk.says('有一个不用修了，取消')
    if ((await live(talk)).length === 2) await talk.says('门禁那个')
    expect((await live(talk)).map(ticket => ticket.number)).toEqual([first?.number])
    expect(second?.category).toBe('access')
  })
})

describe('a finished ticket', () => {
  it('is taken up again within seven days', async () => {
    const talk = company.resident()
    await talk.says('3栋2单元402卫生间水管滴水')
    await talk.staffResolve()
    await talk.waits(2 * day)
    await talk.says('上次那个没修好，又滴水了')
    expect(await talk.tickets()).toMatchObject([{ status: 'reopened' }])
  })
})

describe('a question', () => {
  it.each(['不用给我派人，我就是问一下投诉多久处理', '投诉多久处理？随便问问'])(
    'opens nothing: %s',
    async text => {
      const talk = company.resident()
      await talk.says(text)
      talk.hears(/《.+》/)
      expect(await talk.tickets()).toEqual([])
    },
  )

  it('becomes a wish when a flat is named after its answer', async () => {
    const talk = company.resident()
    await talk.says('保洁阿姨是不是把我们楼忘了')
    await talk.says('20栋1单元101')
    expect(await talk.tickets()).toHaveLength(1)
  })

  it('that is pending does not trap: another matter is heard', async () => {
    const talk = company.resident()
    await talk.says('客厅插座没电了')
    await talk.says('转人工')
    expect(await talk.handovers()).toMatchObject([{ reason: 'asked' }])
  })
})
