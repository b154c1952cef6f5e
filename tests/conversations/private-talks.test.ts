import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDigest } from '../../src/alerts/read-digest.ts'
import { createId } from '../../src/shared/ids.ts'
import { type Company, openCompany } from '../support/talk.ts'

let company: Company
beforeAll(async () => {
  company = await openCompany()
  const createdAt = company.clock.now()
  await company.database.client.community.create({ data: { id: 'maple', name: 'maple', createdAt } })
}, 120_000)
afterAll(() => company.close())

const alerts = (where = {}) => company.database.client.alert.findMany({ where })

/** Residents of the flats of a building, each of whom says one line in a private talk of their own. */
async function sayPrivately(building: string, lines: readonly string[]): Promise<void> {
  const { client } = company.database
  const createdAt = company.clock.now()
  for (const [at, line] of lines.entries()) {
    const room = `${building}0${at}`
    const home = { id: createId(), communityId: 'maple', building, unit: '1', room, bindCode: createId() }
    await client.household.create({ data: { ...home, createdAt } })
    const contact = { id: createId(), channel: 'test', sender: createId(), createdAt }
    await client.contact.create({ data: { ...contact, household: { connect: { id: home.id } } } })
    company.clock.advance(30_000)
    await company.app.inbox.receive({
      ...{ channel: 'test', chat: contact.sender, chatKind: 'private', messageId: createId() },
      ...{ sender: { id: contact.sender, name: '' }, sentAt: company.clock.now(), addressed: true },
      ...{ text: line, attachments: [] },
    })
    await company.app.watcher.flush()
  }
}

describe('private talks of a building', () => {
  it('raise no alert of it by questions, commands, insults and despair', async () => {
    const small = [
      '？？？',
      '前面还有几个人？',
      '有哪些付费服务',
      '沟通日提问：电梯费为什么涨',
      '我在楼顶边上',
      '滚蛋物业',
    ]
    await sayPrivately('7', small)
    expect(await alerts({ kind: { not: 'conversation' } })).toEqual([])
  })

  it('raise one of the place, that quotes nobody and speaks of no group; the digest counts them apart', async () => {
    await sayPrivately('8', [
      '电梯又坏了，这个月第三次了，没人管',
      '电梯坏了三天还没人来修，物业必须给个说法',
      '电梯天天坏，打物业电话没人接',
      '电梯又停了，凭什么还收电梯费',
      '八楼的电梯又坏了，投诉几次没人管',
      '电梯又不动了，物业装死',
    ])
    const [alert, ...more] = await alerts({ kind: { not: 'conversation' } })
    expect(more).toEqual([])
    expect(alert).toMatchObject({ kind: 'place', building: '8', groupId: null, category: 'elevator' })
    const notice = await company.database.client.staffNotice.findFirstOrThrow({
      where: { kind: 'alert', text: { contains: '8栋' } },
    })
    expect(notice.text).toMatch(/私聊/)
    expect(`${notice.text}${alert?.topic}${alert?.draft}`).not.toMatch(/在群里|第三次|装死|没人管/)
    const { client } = company.database
    const facts = await readDigest(client, { now: company.clock.now(), timezone: 'Asia/Shanghai' })
    expect({ messages: facts.messages, talks: facts.talks }).toEqual({ messages: 0, talks: 12 })
  })
})
