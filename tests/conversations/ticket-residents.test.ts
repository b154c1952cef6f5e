import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerVoice } from '../../src/tickets/answer-voice.ts'
import { type Company, openCompany } from '../support/talk.ts'
import { hourMs, minuteMs, useTickets } from '../support/tickets.ts'

let company: Company
beforeAll(async () => {
  company = await openCompany()
}, 240_000)
afterAll(() => company.close())
const { act, hourNow, moveTo, noticesOf, pass, readTicket, report, staff } = useTickets(() => company)

describe('the resident’s side', () => {
  beforeEach(() => moveTo(9))

  it('an urge raises attention once; later ones are only recorded', async () => {
    const { talk, number } = await report()
    await talk.says('怎么还没人来，催一下')
    await talk.says('再催一下')
    await talk.says('快点啊，催催催')
    const urges = (await readTicket(number)).events.filter(event => event.type === 'urged')
    expect(urges.length).toBeGreaterThanOrEqual(2)
    expect((await noticesOf(number)).filter(notice => notice.kind === 'ticket-urged')).toHaveLength(1)
  })

  it('is told the truth when it is late, and why it waits', async () => {
    const liu = await staff('刘师傅')
    const { talk, number } = await report()
    await act({ number, action: 'accept', by: liu })
    await talk.waits(1000)
    await talk.says('我的工单')
    talk.hears(new RegExp(`${number}.*负责：刘师傅。承诺.*前处理完成`)).hearsNot(/前响应/)
    await act({ number, action: 'wait', by: liu, waitReason: 'parts' })
    await talk.waits(1000)
    await talk.says('我的工单')
    talk.hears(/等待中（等配件），负责：刘师傅。计时已暂停/)
    await act({ number, action: 'start', by: liu })
    await talk.waits(1000)
    await pass(talk, 73 * hourMs, 4 * hourMs)
    await talk.says('我的工单')
    talk.hears(/很抱歉，已超过承诺的/)
    await talk.says('催一下')
    talk.hears(/已超过承诺的.*已登记催办/)
  })

  it('hears of an evening’s steps at eight, once and as it is by then; of an emergency at once', async () => {
    const liu = await staff('刘师傅')
    const { talk, number } = await report()
    moveTo(22)
    await act({ number, action: 'accept', by: liu })
    await talk.waits(1000)
    talk.hearsNothing()
    await act({ number, action: 'start', by: liu })
    await talk.waits(1000)
    talk.hearsNothing()
    const { talk: other, number: urgent } = await report('电梯困人了！3栋1单元')
    await act({ number: urgent, action: 'accept', by: liu })
    await other.waits(1000)
    other.hears(/刘师傅已接/)
    const heard: string[] = []
    for (let step = 0; step < 11 * 4; step++) {
      await talk.waits(15 * minuteMs)
      if (talk.texts.length > 0) heard.push(`${hourNow()} ${talk.texts.join(' ')}`)
    }
    expect(heard).toEqual([expect.stringMatching(/^8 .*已开始处理工单/)])
  })

  it('a photo, another time and a word go to the ticket meant, and whoever has it hears', async () => {
    const liu = await staff('刘师傅')
    const { talk, number } = await report()
    await act({ number, action: 'accept', by: liu })
    await talk.waits(1000)
    await talk.sendsPhoto('给工单补充一张照片')
    await talk.says('后天下午')
    const attachments = await company.database.client.attachment.findMany({ where: { ticket: { number } } })
    expect(attachments, talk.transcript()).toHaveLength(1)
    expect((await readTicket(number)).appointment, talk.transcript()).toMatch(/后天下午/)
    const added = (await noticesOf(number)).filter(notice => notice.kind === 'ticket-noted')
    expect(added.length).toBeGreaterThanOrEqual(1)
    expect(added.every(notice => notice.toStaffId === liu)).toBe(true)
  })

  it('a photo that came before the place is still part of the ticket', async () => {
    const talk = company.resident()
    await talk.sendsPhoto('厨房水管漏水了')
    expect(await talk.tickets(), talk.transcript()).toEqual([])
    await talk.says('3栋1单元502')
    const [ticket] = await talk.tickets()
    const attachments = await company.database.client.attachment.count({
      where: { ticketId: ticket?.id ?? '' },
    })
    expect(attachments, talk.transcript()).toBe(1)
  })

  it('reopens: both clocks begin anew, and nobody is named in trouble between neighbours', async () => {
    const agent = await staff('王管家', 'agent')
    const { talk, number } = await report('投诉！楼上3栋1单元602天天半夜装修，吵死了')
    await act({ number, action: 'resolve', by: agent, note: '已找602的李四谈过，电话13800002222' })
    await talk.waits(1000)
    talk.hears(/您反映的事.*已由王管家处理/).hearsNot(/李四|602|13800002222/)
    await pass(talk, 24 * hourMs, 4 * hourMs)
    await talk.says('没解决，还是吵')
    talk.hears(new RegExp(`${number} 已重新打开`))
    const ticket = await readTicket(number)
    expect(ticket.respondedAt).toBeNull()
    const leftMs = ticket.respondBy.getTime() - company.clock.now().getTime()
    expect(Math.round(leftMs / hourMs)).toBe(24)
  })

  it('who praises or suggests is thanked and hears what came of it', async () => {
    const talk = company.resident()
    await talk.says('表扬一下保安小张，帮我抬轮椅上楼，太感谢了')
    talk.hears(/谢谢/)
    const conversationId = (await talk.conversation())?.id ?? ''
    const voice = await company.database.client.residentVoice.findFirstOrThrow({ where: { conversationId } })
    const answer = { id: voice.id, by: 'api', outcome: '已在晨会上表扬小张' }
    await company.app.runWork(work => answerVoice(work, answer))
    await talk.waits(1000)
    talk.hears(/表扬有回音了：已在晨会上表扬小张/)
    await expect(company.app.runWork(work => answerVoice(work, answer))).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await talk.tickets()).toEqual([])
  })
})
