import { describe, expect, it } from 'vitest'
import { createId } from '../../src/shared/ids.ts'
import { useOffice } from '../support/office.ts'
import type { Talk } from '../support/talk.ts'

const office = useOffice()
let flats = 0

/** A resident of a community where the bot may do so much. */
async function residentWhere(botMode: string): Promise<Talk> {
  const { client } = office.company().database
  const createdAt = office.company().clock.now()
  flats += 1
  const room = String(flats)
  const communityId = `community-${botMode}`
  await client.community.upsert({
    where: { id: communityId },
    create: { id: communityId, name: botMode, botMode, createdAt },
    update: { botMode },
  })
  const talk = office.company().resident()
  const householdId = createId()
  await client.household.create({
    data: {
      ...{ id: householdId, communityId, building: '3', unit: '1', room, bindCode: createId() },
      createdAt,
    },
  })
  await client.contact.create({
    data: { id: createId(), channel: 'list', sender: talk.sender, householdId, createdAt },
  })
  return talk
}

const idOf = async (talk: Talk) => (await talk.conversation())?.id ?? ''
const suggestionOf = async (talk: Talk) => (await office.talks().read(await idOf(talk)))?.suggestion ?? null
const approve = async (talk: Talk, text?: string) => {
  const conversationId = await idOf(talk)
  const suggestionId = (await suggestionOf(talk))?.id ?? ''
  await office
    .talks()
    .approve({ conversationId, suggestionId, by: 'staff-1', ...(text === undefined ? {} : { text }) })
  await office.settle(conversationId)
  await talk.looks()
}

describe('the bot is off', () => {
  it('leaves all to people, tells the resident who answers once, and drafts nothing', async () => {
    const talk = await residentWhere('off')
    await talk.says('投诉多久处理？')
    talk.hears(/工作人员会在这里回复您[\s\S]*5分钟内没人接手/).hearsNot(/24小时|继续问我/)
    await talk.says('有人吗')
    talk.hearsNothing()
    expect(await talk.conversation()).toMatchObject({ mode: 'waiting' })
    expect((await talk.handovers()).map(({ reason }) => reason)).toEqual(['people-only'])
    expect(await suggestionOf(talk)).toBeNull()
    expect(await talk.tickets()).toEqual([])
  })

  it('still answers a danger at once and opens its ticket', async () => {
    const talk = await residentWhere('off')
    await talk.says('着火了！3栋2单元楼道')
    talk.hears(/119/)
    expect((await talk.tickets()).map(({ priority }) => priority)).toEqual(['emergency'])
  })

  it('does not say that the bot goes on when people are done, and calls people for what comes next', async () => {
    const talk = await residentWhere('off')
    await talk.says('你好')
    const conversationId = await idOf(talk)
    await office.talks().reply({ conversationId, by: 'staff-1', text: '您好，请讲。' })
    await office.talks().close({ conversationId, by: 'staff-1' })
    await office.settle(conversationId)
    await talk.looks()
    talk.hears(/工作人员会看到/).hearsNot(/自动助手/)
    await talk.says('投诉多久处理？')
    talk.hears(/工作人员会在这里回复您/)
    expect(await talk.conversation()).toMatchObject({ mode: 'waiting' })
  })
})

describe('the bot is a shadow', () => {
  it('keeps its answer as a suggestion for staff alone, which cannot be sent in its name', async () => {
    const talk = await residentWhere('shadow')
    await talk.says('投诉多久处理？')
    talk.hears(/工作人员会在这里回复您/).hearsNot(/24小时/)
    expect(await suggestionOf(talk)).toMatchObject({ mayApprove: false, actions: [] })
    expect((await suggestionOf(talk))?.text).toMatch(/24小时/)
    await expect(approve(talk)).rejects.toMatchObject({ code: 'conflict' })
    const conversationId = await idOf(talk)
    await office.talks().reply({ conversationId, by: 'staff-1', text: '一天内答复您。' })
    expect(await suggestionOf(talk)).toBeNull()
  })

  it('opens no ticket, however clear the report', async () => {
    const talk = await residentWhere('shadow')
    await talk.says('厨房水管漏水了')
    expect(await suggestionOf(talk)).toMatchObject({ actions: ['open-ticket'] })
    expect((await suggestionOf(talk))?.text).toMatch(/〔工单号〕/)
    expect((await suggestionOf(talk))?.text).not.toMatch(/LL\d/)
    expect(await talk.tickets()).toEqual([])
  })
})

describe('the bot is assisted', () => {
  it('sends its answer once staff approve, and the talk is its own again', async () => {
    const talk = await residentWhere('assisted')
    await talk.says('投诉多久处理？')
    talk.hears(/工作人员会在这里回复您/).hearsNot(/24小时/)
    expect(await suggestionOf(talk)).toMatchObject({ mayApprove: true })
    await approve(talk)
    talk.hears(/24小时/).hears(/AI/)
    expect(await talk.conversation()).toMatchObject({ mode: 'bot' })
    expect((await talk.handovers()).map(({ state }) => state)).toEqual(['closed'])
    await expect(approve(talk)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('reads what comes meanwhile together, and opens the ticket on approval alone', async () => {
    const talk = await residentWhere('assisted')
    await talk.says('楼道的灯坏了')
    await talk.says('3栋1单元2楼')
    talk.hearsNothing()
    expect(await talk.tickets()).toEqual([])
    const found = await suggestionOf(talk)
    expect(found).toMatchObject({ actions: ['open-ticket'], mayApprove: true })
    await approve(talk, '您好，已登记，单号〔工单号〕，师傅会联系您。')
    const [ticket] = await talk.tickets()
    talk.hears(new RegExp(`已登记，单号${ticket?.number}，师傅会联系您`))
    expect(ticket?.location).toMatch(/3栋1单元/)
    await talk.says('什么时候来修？')
    await approve(talk)
    talk.hears(new RegExp(ticket?.number ?? '-'))
  })

  it('lets one of two approve, and nobody while a colleague has the talk', async () => {
    const talk = await residentWhere('assisted')
    await talk.says('投诉多久处理？')
    const conversationId = await idOf(talk)
    const suggestionId = (await suggestionOf(talk))?.id ?? ''
    const both = await Promise.allSettled(
      ['staff-1', 'staff-2'].map(by => office.talks().approve({ conversationId, suggestionId, by })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await talk.says('那周末呢？')
    await office.talks().take({ conversationId, by: 'staff-2' })
    await expect(approve(talk)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('the bot answers by itself', () => {
  it('in a community that wants it', async () => {
    const talk = await residentWhere('auto')
    await talk.says('投诉多久处理？')
    talk.hears(/24小时/)
    expect(await suggestionOf(talk)).toBeNull()
  })
})
