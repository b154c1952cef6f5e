import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDemoCommunity } from '../../src/residents/demo-community.ts'
import { createId } from '../../src/shared/ids.ts'
import { type Company, openCompany } from '../support/talk.ts'

let company: Company
beforeAll(async () => {
  company = await openCompany()
  await company.database.transaction(tx => createDemoCommunity(tx, company.clock.now()))
})
afterAll(() => company.close())

describe('danger', () => {
  it('opens an emergency at once, says what to do and brings in a person', async () => {
    const talk = company.resident()
    await talk.says('电梯困人了！')
    talk.hears(/不要扒门/).hears(/LL\d{4}/)
    expect((await talk.tickets())[0]).toMatchObject({ priority: 'emergency', category: 'elevator' })
    expect(await talk.handovers()).toMatchObject([{ reason: 'danger', state: 'waiting' }])
  })

  it('does not wait for the end of a burst', async () => {
    const talk = company.resident()
    await company.app.inbox.receive({
      channel: 'list',
      chat: talk.sender,
      chatKind: 'private',
      messageId: createId(),
      sender: { id: talk.sender, name: '' },
      sentAt: company.clock.now(),
      addressed: true,
      text: '家里煤气泄漏了，味道很大',
      attachments: [],
    })
    const deadline = Date.now() + 5_000
    while ((await talk.tickets()).length === 0 && Date.now() < deadline) await new Promise(setImmediate)
    expect((await talk.tickets())[0]?.priority).toBe('emergency')
  })

  it('takes the place afterwards into the same ticket', async () => {
    const talk = company.resident()
    await talk.says('着火了！厨房油锅起火')
    await talk.says('8栋1单元1001')
    expect(await talk.tickets()).toMatchObject([{ location: expect.stringContaining('8栋1单元1001') }])
  })

  it('answers in English', async () => {
    const talk = company.resident({ language: 'en' })
    await talk.says('Help, I am trapped in the elevator of building 3!')
    talk.hears(/intercom|alarm/i).hearsNot(/请/)
  })
})

describe('questions', () => {
  it('answers from the clause and names it', async () => {
    const talk = company.resident()
    await talk.says('投诉多久处理？')
    talk.hears(/24小时/).hears(/《.+》/)
    const row = await company.database.client.outbound.findFirst({
      where: { conversation: { sender: talk.sender } },
      orderBy: { id: 'desc' },
    })
    expect(row?.citations).toEqual(
      expect.arrayContaining([expect.objectContaining({ document: '投诉处理标准' })]),
    )
  })

  it('counts the press of a button under an answer once, without another message', async () => {
    const talk = company.resident()
    await talk.says('投诉多久处理？')
    talk.hears(/《/)
    const { client } = company.database
    const answers = { conversation: { sender: talk.sender } }
    const row = await client.outbound.findFirstOrThrow({ where: answers, orderBy: { id: 'desc' } })
    expect(JSON.stringify(row.content)).toContain('helpful:no')
    const sent = await client.outbound.count({ where: answers })
    const [cited] = row.citations as { document: string; clause: string }[]
    const key = { document_clause: { document: cited?.document ?? '', clause: cited?.clause ?? '' } }
    const disputed = async () => (await client.knowledgeClauseUse.findUnique({ where: key }))?.disputed ?? 0
    const before = await disputed()
    await talk.presses('helpful:no')
    await talk.presses('helpful:yes')
    expect(await disputed()).toBe(before + 1)
    expect(await client.outbound.count({ where: answers })).toBe(sent)
  })

  it('offers what may be asked next, and answers the press of it', async () => {
    const talk = company.resident()
    await talk.says('换个水龙头多少钱')
    const row = await company.database.client.outbound.findFirstOrThrow({
      where: { conversation: { sender: talk.sender } },
      orderBy: { id: 'desc' },
    })
    const [, value = ''] = /"(ask:[^"]+)"/.exec(JSON.stringify(row.content)) ?? []
    expect(value).toMatch(/^ask:.+？$/)
    await talk.presses(value)
    talk.hears(/《/)
  })

  it('says honestly when the documents do not say, and offers a person', async () => {
    const talk = company.resident()
    await talk.says('你们老板的生日是几月几号？')
    talk.hearsNot(/《/)
    expect(await talk.tickets()).toEqual([])
  })

  it('answers in English when written to in English', async () => {
    const talk = company.resident({ language: 'en' })
    await talk.says('How long does it take to handle a complaint?')
    talk.hears(/24 hours/i)
  })
})

describe('a person', () => {
  it('is asked for once and recorded', async () => {
    const talk = company.resident()
    await talk.says('转人工')
    talk.hears(/转人工/)
    await talk.says('转人工')
    talk.hears(/排队|等/)
    expect(await talk.handovers()).toHaveLength(1)
  })

  it('silences the bot while at work', async () => {
    const talk = company.resident()
    await talk.says('你好')
    const conversation = await talk.conversation()
    await company.database.client.conversation.update({
      where: { id: conversation?.id ?? '' },
      data: { mode: 'human', epoch: { increment: 1 } },
    })
    await talk.says('3栋1单元502厨房水管漏水')
    talk.hearsNothing()
    const rows = await company.database.client.inbound.findMany({ where: { sender: talk.sender } })
    expect(rows.map(row => row.state)).toEqual(['done', 'for-staff'])
  })
})

describe('controls', () => {
  it('binds a household by its code and then needs no address', async () => {
    const household = await company.database.client.household.findFirstOrThrow()
    const talk = company.resident()
    await talk.says(`绑定 ${household.bindCode}`)
    talk.hears(/绑定成功/)
    await talk.says('我家厨房水管漏水了')
    expect((await talk.tickets())[0]?.location).toBe(
      `${household.building}栋${household.unit}单元${household.room}`,
    )
  })

  it('stops guessing after five wrong codes', async () => {
    const talk = company.resident()
    for (let tries = 0; tries < 5; tries++) await talk.says('绑定 AAAAAAA1')
    await talk.says('绑定 AAAAAAA1')
    talk.hears(/一小时/)
  })

  it('understands its own buttons', async () => {
    const talk = company.resident()
    await talk.presses('human')
    talk.hears(/转人工/)
    await talk.presses('nonsense:1:2')
    talk.hears(/您可以这样用/)
  })

  it("tells facts about one's tickets in private only", async () => {
    const talk = company.resident({ group: createId() })
    await talk.says('我的报修到哪一步了')
    talk.hears(/私聊/)
  })

  it('introduces itself as automatic once a talk and labels every answer', async () => {
    const talk = company.resident()
    await talk.says('你好')
    talk.hears(/自动客服助手/).hears(/AI自动回复/)
    await talk.says('谢谢')
    talk.hearsNot(/我是邻里物业的自动客服助手/).hears(/AI自动回复/)
  })
})

describe('a turn that fails', () => {
  it('is tried again and then goes to a person, without blocking the next message', async () => {
    const failing = await openCompany({
      mind: { understander: { understand: () => Promise.reject(new Error('broken')) } },
    })
    const talk = failing.resident()
    await talk.says('你好')
    for (let tries = 0; tries < 3; tries++) await talk.waits(10_000)
    expect(await talk.handovers()).toMatchObject([{ reason: 'stuck' }])
    const rows = await failing.database.client.inbound.findMany({ where: { sender: talk.sender } })
    expect(rows.map(row => row.state)).toEqual(['failed'])
    await failing.close()
  })
})
