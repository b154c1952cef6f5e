import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { saveCallbackPolicy } from '../../src/callbacks/callback-store.ts'
import { saveSetting } from '../../src/storage/settings.ts'
import { createSurvey, startSurvey } from '../../src/surveys/survey-store.ts'
import { type Company, openCompany, type Talk } from '../support/talk.ts'

const hour = 3_600_000
const day = 24 * hour
let company: Company

beforeEach(async () => {
  company = await openCompany()
  await company.app.runWork(work =>
    saveSetting(work.tx, 'calendar', { value: { quiet: null }, now: work.now }),
  )
}, 60_000)
afterEach(async () => await company?.close())

/** A repair that is done; it is asked about two hours later. */
async function repaired(talk: Talk = company.resident()): Promise<Talk> {
  await talk.says('3栋1单元502厨房水管漏水了')
  return await talk.staffResolve()
}

async function asked(): Promise<Talk> {
  const talk = await (await repaired()).waits(2 * hour + 60_000)
  return talk.hears(/这次处理您满意吗/)
}

async function startsSurvey(): Promise<void> {
  const { id } = await company.app.runWork(work =>
    createSurvey(work, {
      title: '住户问卷',
      questions: [{ kind: 'score', text: '总体满意吗' }],
      audience: {},
      by: 'staff',
    }),
  )
  await company.app.runWork(work => startSurvey(work, id))
}

describe('a survey after a callback', () => {
  it('comes to who has answered, once the days of peace are over, and hears the answer', async () => {
    const talk = await asked()
    await talk.says('5分')
    await talk.says('4')
    await startsSurvey()
    await talk.waits(2 * day)
    talk.hearsNothing()
    await talk.waits(day)
    talk.hears(/总体满意吗/)
    await talk.says('4')
    talk.hears(/问卷填完了/)
    expect(await company.database.client.surveyAnswer.findMany()).toMatchObject([{ value: { score: 4 } }])
  })

  it('comes to who never said anything to the aspect, or told of something else instead', async () => {
    const [silent, other] = [await asked(), await asked()]
    await silent.says('5分')
    silent.hears(/再请教一句/)
    await other.says('3栋的电梯又停了，门都打不开')
    await startsSurvey()
    await silent.waits(4 * day)
    silent.hears(/总体满意吗/)
    await other.looks()
    other.hears(/总体满意吗/)
  })
})

/** One person with two accounts, as after 关联账号 on one and the code on the other. */
async function linked(): Promise<[Talk, Talk]> {
  const [first, second] = [company.resident(), company.resident()]
  await second.says('关联账号')
  const code = /\d{6}/.exec(second.texts.join())?.[0] ?? ''
  await first.says(`关联 ${code}`)
  first.hears(/已关联/)
  return [first, second]
}

/** One person with two accounts that are not linked, but are of one household and have one telephone. */
async function sameHome(): Promise<[Talk, Talk]> {
  const talks: [Talk, Talk] = [company.resident(), company.resident()]
  const createdAt = company.clock.now()
  const [communityId, householdId] = ['garden', 'garden-1']
  const { client } = company.database
  await client.community.create({ data: { id: communityId, name: '花园', createdAt } })
  const place = { communityId, building: '1', unit: '1', room: '101', bindCode: 'GARDEN1', createdAt }
  await client.household.create({ data: { id: householdId, ...place } })
  for (const talk of talks) {
    await talk.says('你好')
    await client.contact.updateMany({
      where: { sender: talk.sender },
      data: { householdId, phone: '13900000002' },
    })
  }
  return talks
}

const callbacks = async () =>
  (await company.database.client.callback.findMany({ orderBy: { serial: 'asc' } })).map(
    ({ status, reason }) => `${status} ${reason}`,
  )

const ways = [
  ['linked', linked],
  ['of one home and telephone', sameHome],
] as const

describe.each(ways)('one person with two accounts, %s', (_way, open) => {
  it('is asked on the other where the first has blocked us', async () => {
    const [first, second] = await open()
    await repaired(first)
    await company.app.inbox.setReachable('list', first.sender, false)
    await second.waits(2 * hour + 60_000)
    second.hears(/这次处理您满意吗/)
    expect(await callbacks()).toEqual(['asked other-channel'])
  })

  it('is asked about one of two tickets, reported on either', async () => {
    const [first, second] = await open()
    await repaired(first)
    await second.says('3栋1单元502阳台的灯不亮了')
    await second.staffResolve()
    await first.waits(3 * hour)
    first.hears(/这次处理您满意吗/)
    await second.looks()
    second.hearsNot(/您满意吗/)
    expect(await callbacks()).toEqual(['asked ', 'skipped asked-lately'])
  })

  it('wants no more questions on either, and may want them again', async () => {
    const [first, second] = await open()
    await repaired(first)
    await first.waits(2 * hour + 60_000)
    await first.says('别烦我')
    await expect(startsSurvey()).rejects.toThrow(/Nobody of the audience/)
    await second.says('3栋1单元502阳台的灯不亮了')
    await second.staffResolve()
    await second.waits(5 * day)
    second.hearsNot(/您满意吗/)
    expect(await callbacks()).toEqual(['opted-out ', 'skipped opted-out'])
    await second.says('恢复回访')
    await startsSurvey()
    await second.waits(60_000)
    second.hears(/总体满意吗/)
  })

  it('is sent a survey once, where they wrote last', async () => {
    const [first, second] = await open()
    await first.says('你好')
    await startsSurvey()
    await first.waits(60_000)
    first.hears(/总体满意吗/)
    await second.looks()
    second.hearsNothing()
    expect(await company.database.client.surveyInvite.count()).toBe(1)
  })

  it('is sent a survey on the other where that one was blocked since', async () => {
    const [first, second] = await open()
    await first.says('你好')
    await startsSurvey()
    await company.app.inbox.setReachable('list', first.sender, false)
    await second.waits(60_000)
    await second.waits(60_000)
    second.hears(/总体满意吗/)
    await second.says('4')
    second.hears(/问卷填完了/)
  })

  it('has days of peace between a callback on one and a survey on the other', async () => {
    const [first, second] = await open()
    await repaired(first)
    await first.waits(2 * hour + 60_000)
    first.hears(/这次处理您满意吗/)
    await first.says('5分')
    await second.says('你好')
    await startsSurvey()
    await second.waits(hour)
    second.hearsNothing()
    await second.waits(3 * day)
    second.hears(/总体满意吗/)
  })

  it('has days of peace between a survey on one and a callback on the other', async () => {
    const [first, second] = await open()
    await second.says('你好')
    await startsSurvey()
    await second.waits(60_000)
    second.hears(/总体满意吗/)
    await repaired(first)
    await first.waits(3 * hour)
    first.hearsNot(/您满意吗/)
    expect(await callbacks()).toEqual(['skipped asked-lately'])
  })
})

describe('a callback after a survey', () => {
  it('is left out for the days of peace, however the talk went on', async () => {
    const talk = company.resident()
    await talk.says('你好')
    await startsSurvey()
    await talk.waits(60_000)
    await talk.says('4')
    talk.hears(/问卷填完了/)
    await repaired(talk)
    await talk.waits(2 * hour + 60_000)
    talk.hearsNothing()
    expect(await callbacks()).toEqual(['skipped asked-lately'])
  })

  it('is asked once those days are over', async () => {
    const talk = company.resident()
    await talk.says('你好')
    await startsSurvey()
    await talk.waits(60_000)
    await talk.says('4')
    await talk.waits(3 * day)
    await repaired(talk)
    await talk.waits(2 * hour + 60_000)
    talk.hears(/这次处理您满意吗/)
  })
})

describe('accounts that become one person later', () => {
  it('are not asked the same survey twice', async () => {
    await company.app.runWork(work => saveCallbackPolicy(work.tx, { everyDays: 0 }, work.now))
    const [first, second] = [company.resident(), company.resident()]
    await first.says('你好')
    await second.says('你好')
    const conversationId = (await second.conversation())?.id ?? ''
    await startsSurvey()
    // The second is kept waiting while the first is asked.
    await company.database.client.conversation.update({
      where: { id: conversationId },
      data: { mode: 'human' },
    })
    await first.waits(60_000)
    first.hears(/总体满意吗/)
    await company.database.client.contact.updateMany({ data: { personId: 'one' } })
    await company.database.client.conversation.update({
      where: { id: conversationId },
      data: { mode: 'bot' },
    })
    await second.waits(hour)
    second.hearsNothing()
    const invites = await company.database.client.surveyInvite.findMany({ where: { conversationId } })
    expect(invites).toMatchObject([{ status: 'skipped', reason: 'asked-elsewhere' }])
  })
})
