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

async function bound() {
  const household = await company.database.client.household.findFirstOrThrow()
  const talk = company.resident()
  await talk.says(`绑定 ${household.bindCode}`)
  return { talk, place: `${household.building}栋${household.unit}单元${household.room}` }
}

describe('danger, as a hard reviewer tried it', () => {
  it('gives a second, different danger its own advice and ticket', async () => {
    const talk = company.resident()
    await talk.says('家里煤气味很重，3栋1单元502')
    await talk.says('我家着火了')
    talk.hears(/119/)
    expect(await talk.tickets()).toHaveLength(2)
  })

  it('hears a wish to die and never makes a complaint of it', async () => {
    for (const words of ['我想死', '真想死', '我真的好想死']) {
      const talk = company.resident()
      await talk.says(words)
      talk.hears(/12356/)
    }
  })

  it.each([
    '这不是演习，3栋着火了',
    '着火了，不是演习',
    '不是开玩笑，真的着火了',
    '没有人受伤但是着火了',
    'There is a fire, this is not a drill',
  ])('takes 「%s」 for what it is', async words => {
    const talk = company.resident()
    await talk.says(words)
    expect((await talk.tickets())[0]?.priority).toBe('emergency')
  })

  it('answers a danger first and the rest of the burst after it', async () => {
    const talk = company.resident()
    await talk.says('投诉多久处理？', '家里有煤气味！好重', '谢谢')
    talk.hears(/阀门/).hears(/24小时内响应/)
  })

  it('looks for a bound resident at home', async () => {
    const { talk, place } = await bound()
    await talk.says('家里煤气味很重')
    expect((await talk.tickets())[0]?.location).toBe(place)
  })

  it('does not call an emergency off by one word', async () => {
    const talk = company.resident()
    await talk.says('着火了！8栋1单元1001')
    await talk.says('取消')
    talk.hears(/紧急工单/)
    expect((await talk.tickets())[0]?.status).not.toBe('cancelled')
    await talk.says('是')
    expect((await talk.tickets())[0]?.status).toBe('cancelled')
  })
})

describe('the main job, as a hard reviewer tried it', () => {
  it('answers what the rule is although a ticket is open', async () => {
    const talk = company.resident()
    await talk.says('3栋1单元502厨房水管漏水')
    await talk.says('投诉多久处理？')
    talk.hears(/24小时内响应/)
  })

  it('keeps unit and room when only the building is put right', async () => {
    const talk = company.resident()
    await talk.says('3栋1单元502厨房水管漏水')
    await talk.says('说错了，是4栋')
    expect((await talk.tickets())[0]?.location).toBe('4栋1单元502')
  })

  it('brings a person in on a low score, since it says so', async () => {
    const talk = company.resident()
    await talk.says('3栋1单元502厨房水管漏水')
    await talk.staffResolve()
    await talk.presses(`rate:${(await talk.tickets())[0]?.number}:1`)
    expect(await talk.handovers()).toMatchObject([{ reason: 'low-rating' }])
  })

  it('tells a group nothing of the household or of other tickets', async () => {
    const household = await company.database.client.household.findFirstOrThrow()
    const group = company.resident({ group: createId() })
    await group.says('你好')
    const conversation = await group.conversation()
    await company.database.client.contact.update({
      where: { id: conversation?.contactId ?? '' },
      data: { householdId: household.id },
    })
    await group.says('我家厨房水管漏水了')
    group.hearsNot(new RegExp(`单元${household.room}`)).hears(/LL\d+/)
    await group.says('催一下')
    group.hears(/私聊/)
  })
})

describe('the same trouble', () => {
  it('at another door is another ticket, not an urge', async () => {
    const talk = company.resident()
    await talk.says('1栋1单元201门前的垃圾三天没人清了，我要投诉')
    await talk.says('1栋1单元301门前的垃圾三天没人清了，我要投诉')
    expect((await talk.tickets()).map(ticket => ticket.location)).toEqual(['1栋1单元201', '1栋1单元301'])
  })
})
