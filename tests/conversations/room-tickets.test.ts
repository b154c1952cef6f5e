import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createId } from '../../src/shared/ids.ts'
import { silentLog } from '../../src/shared/log.ts'
import { createStaffChat, type StaffChat } from '../../src/staff-chat/create-staff-chat.ts'
import { openTicket } from '../../src/tickets/ticket-store.ts'
import { type Company, openCompany } from '../support/talk.ts'
import { useTickets } from '../support/tickets.ts'

let company: Company
let room: StaffChat
beforeAll(async () => {
  company = await openCompany()
  const findRoom = () => ({ channel: 'list', chat: 'room', textLimit: 4_000 })
  const { staffSide, runWork } = company.app
  room = createStaffChat({ ...staffSide, findRoom, runWork, log: silentLog })
}, 240_000)
afterAll(() => company.close())
const { act, moveTo, readTicket, staff } = useTickets(() => company)
beforeEach(() => moveTo(9))

async function member(name: string): Promise<string> {
  const staffId = await staff(name)
  const row = {
    id: createId(),
    staffId,
    channel: 'list',
    sender: staffId,
    name,
    boundAt: company.clock.now(),
  }
  await company.database.client.staffChannel.create({ data: row })
  return staffId
}

/** Somebody writes in the room, or presses a button; gives the line that answers. */
async function says(by: string, text: string, button?: string): Promise<string> {
  const messageId = createId()
  await room.receive({
    ...{ channel: 'list', chat: 'room', chatKind: 'group', messageId, sender: { id: by, name: '' } },
    ...{ sentAt: company.clock.now(), addressed: true, text, attachments: [], ...(button ? { button } : {}) },
  })
  const row = await company.database.client.outbound.findFirst({
    where: { conversation: { chat: 'room' } },
    orderBy: { id: 'desc' },
  })
  return row?.text ?? ''
}

const open = (changes: Partial<Parameters<typeof openTicket>[1]> = {}) =>
  company.app.runWork(work =>
    openTicket(work, {
      ...{ kind: 'repair', category: 'plumbing', priority: 'normal', description: '漏水', location: '3栋' },
      ...{ channel: 'desk', sender: '', by: 'api', now: work.now, ...changes },
    }),
  )
const stateOf = async (number: string) => {
  const { status, assignee, events, rootCause } = await readTicket(number)
  return { status, assignee, rootCause, steps: events.map(({ type }) => type) }
}

describe('tickets by words in the staff room', () => {
  it('several at once: each has its line, and one that is refused keeps back no other', async () => {
    const [liu, chen] = [await member('刘师傅'), await member('陈师傅')]
    const [a, b, c] = [await open(), await open(), await open()]
    await act({ number: b.number, action: 'accept', by: chen })
    const before = await stateOf(b.number)
    const answer = await says(liu, `/accept ${a.number} ${b.number}、${c.number} LL999999`)
    expect(answer.split('\n')).toEqual([
      expect.stringMatching(new RegExp(`${a.number}：已派单`)),
      expect.stringMatching(new RegExp(`没有办成：工单 ${b.number} 已由陈师傅负责`)),
      expect.stringMatching(new RegExp(`${c.number}：已派单`)),
      expect.stringMatching(/没有办成：没有工单 LL999999/),
    ])
    expect(await stateOf(a.number)).toMatchObject({ assignee: liu })
    expect(await stateOf(b.number)).toEqual(before)
    expect(await stateOf(c.number)).toMatchObject({ assignee: liu })
    const done = await says(liu, `/done ${a.number} ${c.number} 换了垫圈`)
    expect(done.split('\n')).toHaveLength(2)
    expect((await stateOf(c.number)).status).toBe('resolved')
  })

  it('a complaint is finished with its root cause, and whoever leaves it out hears of it', async () => {
    const liu = await member('赵师傅')
    const complaint = { kind: 'complaint', category: 'staff', description: '态度差' } as const
    const [first, second] = [await open(complaint), await open(complaint)]
    expect(await says(liu, `/done ${first.number} 已道歉`)).toMatch(/投诉结案还要写根本原因/)
    const answer = await says(liu, `/done ${second.number} 已道歉 原因：交接班没有记录`)
    expect(answer).not.toMatch(/根本原因/)
    expect(await stateOf(second.number)).toMatchObject({ status: 'resolved', rootCause: '交接班没有记录' })
    const closing = (number: string) => act({ number, action: 'close', by: 'api' })
    await expect(closing(first.number)).rejects.toMatchObject({ code: 'bad-request' })
    expect((await closing(second.number)).status).toBe('closed')
  })
})

describe('what comes too late or is wrong', () => {
  it('two press “accept” at once: one has it, the other hears who', async () => {
    const [liu, chen] = [await member('马师傅'), await member('牛师傅')]
    const { number } = await open()
    const press = (by: string) => says(by, '', `ticket:accept:${number}`)
    await Promise.all([press(liu), press(chen)])
    const { assignee, steps } = await stateOf(number)
    expect(steps.filter(type => type === 'accepted')).toHaveLength(1)
    const loser = assignee === liu ? chen : liu
    const owner = assignee === liu ? '马师傅' : '牛师傅'
    expect(await press(loser)).toMatch(new RegExp(`没有办成：工单 ${number} 已由${owner}负责，没有改动`))
  })

  it('a technician who finishes a cancelled ticket hears so', async () => {
    const liu = await member('吴师傅')
    const { number } = await open()
    await act({ number, action: 'accept', by: liu })
    await act({ number, action: 'cancel', by: 'api', note: '不修了' })
    const before = await stateOf(number)
    expect(await says(liu, `/done ${number} 换好了`)).toMatch(/已撤销，不用再处理了/)
    expect(await stateOf(number)).toEqual(before)
  })

  it('a stale button, a wrong number and a button of nothing are answered', async () => {
    const liu = await member('郑师傅')
    const { number } = await open()
    for (const action of ['accept', 'resolve'] as const) await act({ number, action, by: liu })
    const before = await stateOf(number)
    for (const action of ['accept', 'start', 'done']) {
      expect(await says(liu, '', `ticket:${action}:${number}`)).toMatch(/“已处理”，这一步不用再做了/)
    }
    expect(await says(liu, '', 'ticket:done:LL987654')).toMatch(/没有工单 LL987654/)
    expect(await says(liu, '/done LL987654 好了')).toMatch(/没有工单 LL987654/)
    expect(await says(liu, '', 'ticket:burn:LL987654')).toMatch(/可用：/)
    expect(await says('stranger', '', `ticket:done:${number}`)).toMatch(/还没有绑定员工身份/)
    expect(await stateOf(number)).toEqual(before)
  })
})
