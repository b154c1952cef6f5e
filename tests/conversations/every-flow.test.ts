import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Company, openCompany, type Talk } from '../support/talk.ts'

let company: Company
beforeAll(async () => {
  company = await openCompany()
})
afterAll(() => company.close())

const open = async (talk: Talk) => (await talk.tickets()).filter(ticket => ticket.status !== 'cancelled')

async function withRepair(): Promise<Talk> {
  return await company.resident().says('3栋1单元502厨房水管漏水')
}
async function withDoneRepair(): Promise<Talk> {
  const talk = await withRepair()
  return await talk.staffResolve()
}

describe('a complaint', () => {
  it('straight', async () => {
    const talk = await company.resident().says('1栋1单元门口垃圾三天没人清了，我要投诉')
    talk.hears(/投诉单 LL\d+/)
    expect(await talk.tickets()).toMatchObject([{ kind: 'complaint', category: 'cleaning' }])
  })
  it('corrected', async () => {
    const talk = await company.resident().says('1栋1单元门口垃圾三天没人清了，我要投诉')
    await talk.says('说错了，是2栋')
    talk.hears(/更正/)
    expect((await talk.tickets())[0]?.location).toMatch(/^2栋/)
  })
  it('cancelled', async () => {
    const talk = await company.resident().says('1栋1单元门口垃圾三天没人清了，我要投诉')
    await talk.says('算了，不投诉了')
    talk.hears(/撤销/)
    expect(await open(talk)).toEqual([])
  })
  it('interrupted and resumed', async () => {
    const talk = await company.resident().says('楼上天天半夜吵死了，我要投诉')
    await talk.says('物业费怎么交？')
    talk.hears(/按季交纳[\s\S]*还差一个位置/)
    await talk.says('6栋2单元1102')
    talk.hears(/投诉单 LL\d+/)
    expect(await talk.tickets()).toMatchObject([{ category: 'noise', location: '6栋2单元1102' }])
  })
  it('two wishes at once', async () => {
    const talk = await company.resident().says('1栋1单元门口垃圾三天没人清了，我要投诉。另外物业费怎么交？')
    talk.hears(/LL\d+/).hears(/按季交纳/)
  })
})

describe('a status', () => {
  it('straight, by number, and of another than the last', async () => {
    const talk = await withRepair()
    const [ticket] = await talk.tickets()
    await talk.says(`${ticket?.number}到哪一步了`)
    talk.hears(/等待派单/)
    await talk.says('另外3栋1单元电梯按钮失灵')
    await talk.says('上次那个水管的怎么样了')
    talk.hears(new RegExp(`${ticket?.number}（给排水）`)).hearsNot(/（电梯）/)
  })
  it('corrected: the first number was wrong', async () => {
    const talk = await withRepair()
    await talk.says('LL9999怎么样了')
    talk.hears(/没有查到您名下的工单 LL9999/)
    await talk.says(`打错了，是${(await talk.tickets())[0]?.number}`)
    talk.hears(/等待派单/)
  })
  it('two wishes at once', async () => {
    const talk = await withRepair()
    await talk.says('我的报修到哪一步了？')
    talk.hears(/等待派单/).hears(/响应/)
  })
})

describe('an urge', () => {
  it('straight', async () => {
    const talk = await withRepair()
    await talk.says('怎么还没人来，催一下')
    talk.hears(/催办/)
  })
  it('cancelled: the trouble is gone', async () => {
    const talk = await withRepair()
    await talk.says('怎么还没人来，催一下')
    await talk.says('不用来了，自己好了')
    talk.hears(/撤销/)
    expect(await open(talk)).toEqual([])
  })
  it('interrupted and resumed: which ticket is asked again below the answer', async () => {
    const talk = await withRepair()
    await talk.says('另外3栋1单元电梯按钮失灵')
    await talk.waits(7 * 3_600_000)
    await talk.says('催一下')
    talk.hears(/哪一张/)
    await talk.says('物业费怎么交？')
    talk.hears(/按季交纳[\s\S]*哪一张/)
    await talk.says('电梯那个')
    talk.hears(/催办/)
    const urged = (await talk.tickets()).map(ticket => ticket.events.some(event => event.type === 'urged'))
    expect(urged).toEqual([false, true])
  })
  it('two wishes at once: urged, and a person asked for', async () => {
    const talk = await withRepair()
    await talk.says('怎么还没人来，叫你们经理给我打电话')
    talk.hears(/转人工/)
    expect(await talk.handovers()).toHaveLength(1)
  })
})

describe('a ticket said to be done', () => {
  it('is rated, straight', async () => {
    const talk = await withDoneRepair()
    await talk.says('修好了，五星好评')
    expect(await talk.tickets()).toMatchObject([{ rating: 5 }])
  })
  it('is rated anew: the later score counts', async () => {
    const talk = await withDoneRepair()
    await talk.says('给3分')
    await talk.says('改一下，给5分')
    expect(await talk.tickets()).toMatchObject([{ rating: 5 }])
  })
  it('is rated low: a person is asked for, nothing else is claimed, and it may be opened again', async () => {
    const talk = await withDoneRepair()
    await talk.says('太差了，1分')
    talk.hears(/评价已经记下，也已为您登记转人工/).hearsNot(/负责人跟进|经理会/)
    expect(await talk.handovers()).toMatchObject([{ reason: 'low-rating' }])
    await talk.says('没修好')
    talk.hears(/重新打开/)
    expect(await talk.tickets()).toMatchObject([{ status: 'reopened', rating: 1 }])
  })
  it('is rated low and opened again in one breath', async () => {
    const talk = await withDoneRepair()
    await talk.says('修了跟没修一样，还在漏，1分')
    talk.hears(/1分评价/).hears(/重新打开/)
    expect(await talk.tickets()).toMatchObject([{ status: 'reopened', rating: 1 }])
  })
  it('is opened again after an interruption', async () => {
    const talk = await withDoneRepair()
    await talk.waits(2 * 24 * 3_600_000)
    await talk.says('物业费怎么交？')
    await talk.says('上次修的水管又漏了')
    talk.hears(/重新打开/)
  })
  it('is not opened again after more than seven days: a new one begins', async () => {
    const talk = await withDoneRepair()
    for (const hours of [3, 25, 49, 115]) await talk.waits(hours * 3_600_000)
    await talk.says('上次修的水管又漏了')
    talk.hears(/哪个位置/)
  })
})
