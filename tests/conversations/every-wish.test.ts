import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Company, openCompany, type Talk } from '../support/talk.ts'

let company: Company
beforeAll(async () => {
  company = await openCompany()
})
afterAll(() => company.close())

const open = async (talk: Talk) => (await talk.tickets()).filter(ticket => ticket.status !== 'cancelled')
const withRepair = () => company.resident().says('3栋1单元502厨房水管漏水')

describe('a request', () => {
  it('straight', async () => {
    const talk = await company.resident().says('家里有个旧沙发，麻烦派人来搬走，5栋2单元301')
    talk.hears(/服务申请单 LL\d+/)
    expect(await talk.tickets()).toMatchObject([{ kind: 'request', location: '5栋2单元301' }])
  })
  it('corrected', async () => {
    const talk = await company.resident().says('家里有个旧沙发，麻烦派人来搬走，5栋2单元301')
    await talk.says('说错了，3单元的')
    talk.hears(/更正/)
    expect((await talk.tickets())[0]?.location).toBe('5栋3单元301')
  })
  it('cancelled', async () => {
    const talk = await company.resident().says('家里有个旧沙发，麻烦派人来搬走，5栋2单元301')
    await talk.says('不用来搬了，送人了')
    talk.hears(/撤销/)
    expect(await open(talk)).toEqual([])
  })
  it('interrupted and resumed', async () => {
    const talk = await company.resident().says('家里有个旧沙发，麻烦派人来搬走')
    await talk.says('物业费怎么交？')
    talk.hears(/按季交纳/)
    await talk.says('5栋2单元301')
    talk.hears(/服务申请单 LL\d+/)
    expect(await talk.tickets()).toMatchObject([{ location: '5栋2单元301' }])
  })
  it('two wishes at once', async () => {
    const talk = await company
      .resident()
      .says('5栋2单元301有个旧沙发，麻烦派人来搬走。另外5栋2单元楼道灯不亮了')
    expect((await talk.tickets()).map(ticket => ticket.kind).toSorted()).toEqual(['repair', 'request'])
  })
})

describe('a suggestion', () => {
  it('straight', async () => {
    const talk = await company.resident().says('建议在中心花园多装几张长椅')
    expect(await talk.tickets()).toMatchObject([{ kind: 'suggestion', priority: 'low' }])
  })
  it('that also tells what is slow is one still', async () => {
    const talk = await company.resident().says('早上出车库的杆子抬得慢，能不能把两条道都改成出口')
    expect(await talk.tickets()).toMatchObject([{ kind: 'suggestion' }])
  })
  it('cancelled', async () => {
    const talk = await company.resident().says('建议在中心花园多装几张长椅')
    await talk.says('算了，撤销吧')
    expect(await open(talk)).toEqual([])
  })
  it('interrupted and resumed: more words belong to it', async () => {
    const talk = await company.resident().says('建议在中心花园多装几张长椅')
    await talk.says('物业费怎么交？')
    talk.hears(/按季交纳/)
    await talk.says('补充一句，长椅最好带靠背')
    expect(await talk.tickets()).toHaveLength(1)
  })
  it('two wishes at once', async () => {
    const talk = await company.resident().says('建议在中心花园多装几张长椅。另外物业费怎么交？')
    talk.hears(/按季交纳/)
    expect(await talk.tickets()).toMatchObject([{ kind: 'suggestion' }])
  })
})

describe('an open matter', () => {
  it('takes what is asked, felt and added about it: no second ticket', async () => {
    const talk = await company.resident().says('6栋2单元楼上1102天天半夜拖桌子，吵得睡不着')
    await talk.says('麻烦物业出面去说说，业主自己去人家不理')
    await talk.says('我们七十多的人了经不起这么折腾')
    expect(await talk.tickets()).toMatchObject([{ category: 'noise' }])
  })
  it('leaves another matter its own ticket', async () => {
    const talk = await withRepair()
    await talk.says('北门道闸坏了，车出不去')
    expect(await talk.tickets()).toHaveLength(2)
  })
  it('is urged after its number was put right', async () => {
    const talk = await withRepair()
    await talk.says('LL9999怎么还没人来，催一下')
    talk.hears(/没有查到您名下/)
    await talk.says(`说错了，催${(await talk.tickets())[0]?.number}`)
    talk.hears(/催办/)
  })
  it('is asked about again after an interruption', async () => {
    const talk = await withRepair()
    await talk.says('我的报修到哪一步了？')
    await talk.says('物业费怎么交？')
    await talk.says('那我那个报修呢，到哪一步了')
    talk.hears(/等待派单/)
  })
})

describe('what needs nothing done', () => {
  it('is no place, and drops what was begun', async () => {
    const talk = await company.resident().says('楼下树上的灯好像有点暗')
    await talk.says('没别的事，就随口一说')
    expect(await open(talk)).toEqual([])
  })
  it('a cry for help and what is the matter are one danger', async () => {
    const talk = await company.resident().says('救命', '电梯卡住了门打不开', '里面四个人还有个小孩')
    talk.hears(/119|救援|不要扒门|切勿扒门/)
    expect(await talk.tickets()).toMatchObject([{ priority: 'emergency', category: 'elevator' }])
  })
})
