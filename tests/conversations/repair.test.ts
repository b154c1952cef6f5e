import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Company, openCompany } from '../support/talk.ts'

let company: Company
beforeAll(async () => {
  company = await openCompany()
})
afterAll(() => company.close())

describe('reporting a repair', () => {
  it('asks only for the place, then opens the ticket with number, queue and both deadlines', async () => {
    const talk = company.resident()
    await talk.says('厨房水管漏水了')
    talk.hears(/几栋几单元几室/)
    await talk.says('3栋1单元502')
    talk
      .hears(/LL\d{4}/)
      .hears(/工程维修组/)
      .hears(/响应/)
      .hears(/处理完成/)
    const [ticket] = await talk.tickets()
    expect(ticket).toMatchObject({
      kind: 'repair',
      category: 'plumbing',
      location: '3栋1单元502',
      status: 'classified',
    })
    expect(ticket?.events.map(event => event.type)).toEqual(['received', 'classified'])
  })

  it('asks nothing when all is said at once', async () => {
    const talk = company.resident()
    await talk.says('5栋2单元801卫生间灯不亮了，明天下午都在家')
    talk.hears(/LL\d{4}/).hearsNot(/请问在哪个位置/)
  })

  it('takes three messages in a row as one turn with one reply', async () => {
    const talk = company.resident()
    await talk.says('你好', '我家厨房水龙头', '拧不紧一直滴水 6栋1单元302')
    expect(talk.replies).toBe(1)
    expect(await talk.tickets()).toHaveLength(1)
  })

  it('answers a question in between and comes back to the place', async () => {
    const talk = company.resident()
    await talk.says('家里马桶堵了')
    await talk.says('对了 投诉多久处理？')
    talk.hears(/24小时/).hears(/位置/)
    await talk.says('2栋1单元101')
    expect((await talk.tickets())[0]).toMatchObject({ category: 'plumbing', location: '2栋1单元101' })
  })

  it('opens the half-told problem by itself when the resident stays silent', async () => {
    const talk = company.resident()
    await talk.says('客厅插座没电了')
    await talk.waits(16 * 60_000)
    talk.hears(/LL\d{4}/).hears(/未说明/)
  })

  it('opens it as it is after two askings, so that a question never traps', async () => {
    const talk = company.resident()
    await talk.says('客厅插座没电了')
    await talk.says('明天下午在家')
    await talk.says('电话13812345678')
    await talk.says('好的')
    expect(await talk.tickets()).toHaveLength(1)
  })

  it('corrects the place after opening', async () => {
    const talk = company.resident()
    await talk.says('3栋1单元502厨房水管漏水')
    await talk.says('说错了，是4栋')
    talk.hears(/更正/)
    expect((await talk.tickets())[0]?.location).toMatch(/^4栋/)
  })

  it('withdraws the ticket', async () => {
    const talk = company.resident()
    await talk.says('3栋1单元502厨房水管漏水')
    await talk.says('已经自己修好了，取消吧')
    talk.hears(/撤销/)
    expect((await talk.tickets())[0]?.status).toBe('cancelled')
  })

  it('tells the status and records an urge', async () => {
    const talk = company.resident()
    await talk.says('3栋1单元502厨房水管漏水')
    await talk.says('我的报修到哪一步了？')
    talk.hears(/等待派单/)
    await talk.says('怎么还没人来，催一下')
    talk.hears(/催办/)
    expect((await talk.tickets())[0]?.events.map(event => event.type)).toContain('urged')
  })

  it('reopens within seven days when it broke again', async () => {
    const talk = company.resident()
    await talk.says('3栋1单元502厨房水管漏水')
    await talk.staffResolve()
    await talk.says('昨天修的水管今天又漏了')
    const tickets = await talk.tickets()
    expect(tickets.at(-1)?.status === 'reopened' || tickets.length === 2).toBe(true)
  })

  it('records a rating given unasked', async () => {
    const talk = company.resident()
    await talk.says('3栋1单元502厨房水管漏水')
    await talk.staffResolve()
    await talk.says('修好了，师傅很专业，五星好评')
    expect((await talk.tickets())[0]?.rating).toBe(5)
  })

  it('keeps a photo with the ticket it belongs to', async () => {
    const talk = company.resident()
    await talk.says('3栋1单元502厨房水管漏水')
    await talk.sendsPhoto()
    const [ticket] = await talk.tickets()
    const files = await company.database.client.attachment.findMany({ where: { ticketId: ticket?.id ?? '' } })
    expect(files).toHaveLength(1)
  })

  it('asks which ticket when several could be meant', async () => {
    const talk = company.resident()
    await talk.says('3栋1单元502厨房水管漏水')
    await talk.says('另外楼下大厅的灯也坏了')
    await talk.says('3栋1单元大厅')
    expect((await talk.tickets()).length).toBe(2)
  })

  it("says that another household's ticket is not theirs", async () => {
    const owner = company.resident()
    await owner.says('3栋1单元502厨房水管漏水')
    const number = (await owner.tickets())[0]?.number ?? ''
    const stranger = company.resident()
    await stranger.says(`${number}到哪一步了`)
    stranger.hears(/没有查到您名下/).hearsNot(/502/)
  })
})
