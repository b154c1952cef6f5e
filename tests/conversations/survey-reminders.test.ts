import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { notifyResident } from '../../src/messaging/notify-resident.ts'
import { saveSetting } from '../../src/storage/settings.ts'
import { setNextQuarterly } from '../../src/surveys/quarterly-survey.ts'
import { saveSurveyPolicy } from '../../src/surveys/survey-policy-store.ts'
import { createSurvey, startSurvey } from '../../src/surveys/survey-store.ts'
import { type Company, openCompany, type Talk } from '../support/talk.ts'

let company: Company

const hour = 3_600_000
const timezone = 'Asia/Shanghai'

beforeEach(async () => {
  company = await openCompany()
}, 60_000)
afterEach(async () => await company?.close())

const invites = async () => await company.database.client.surveyInvite.findMany()

/** A resident who was asked the first of two questions at 10:00. */
async function asked(): Promise<Talk> {
  const talk = company.resident()
  await talk.says('你好')
  const questions = ['总体满意吗', '保洁怎么样'].map(text => ({ kind: 'score' as const, text }))
  const { id } = await company.app.runWork(work =>
    createSurvey(work, { title: '住户问卷', questions, audience: {}, by: 'staff' }),
  )
  await company.app.runWork(work => startSurvey(work, id))
  await talk.waits(60_000)
  talk.hears(/总体满意吗/)
  return talk
}

describe('a survey that is not answered', () => {
  it('is remembered once, then closed as unanswered', async () => {
    const talk = await asked()
    await talk.waits(47 * hour)
    talk.hearsNothing()
    await talk.waits(hour)
    talk.hears(/住户问卷.*还差2题[\s\S]*总体满意吗/)
    await talk.waits(119 * hour)
    talk.hearsNothing()
    expect(await invites()).toMatchObject([{ status: 'asked' }])
    await talk.waits(hour)
    talk.hearsNothing()
    expect(await invites()).toMatchObject([{ status: 'unanswered', reason: 'silence' }])
    expect((await talk.conversation())?.state).not.toHaveProperty('survey')
    await talk.waits(400 * hour)
    talk.hearsNothing()
  })

  it('is taken up where it was left, and the reminder is answered like the question', async () => {
    const talk = await asked()
    await talk.says('4')
    talk.hears(/保洁怎么样/)
    await talk.waits(48 * hour)
    talk.hears(/还差1题[\s\S]*保洁怎么样/)
    await talk.says('5')
    talk.hears(/问卷填完了/)
    await talk.waits(500 * hour)
    talk.hearsNothing()
    expect(await invites()).toMatchObject([{ status: 'done' }])
    expect(await company.database.client.surveyAnswer.count()).toBe(2)
  })

  it('is not remembered in quiet hours', async () => {
    await company.app.runWork(work =>
      saveSurveyPolicy(work.tx, { remindAfterHours: 12, closeAfterHours: 24 }, work.now),
    )
    const talk = await asked()
    await talk.waits(12 * hour)
    talk.hearsNothing()
    await talk.waits(9 * hour)
    talk.hearsNothing()
    await talk.waits(hour)
    talk.hears(/还差2题/)
  })

  it('is not remembered after the resident wants no more of it', async () => {
    const talk = await asked()
    await company.database.client.contact.updateMany({ data: { surveysOffAt: company.clock.now() } })
    await talk.waits(48 * hour)
    talk.hearsNothing()
    await talk.waits(120 * hour)
    talk.hearsNothing()
    expect(await invites()).toMatchObject([{ status: 'unanswered', reason: 'opted-out' }])
  })
})

describe('a survey on a channel that may be written to for a while only', () => {
  beforeEach(async () => {
    await company.close()
    company = await openCompany({ replyWindow: { hours: 48, messages: 5 } })
  })

  it('is not remembered after the window has shut, and ends unanswered', async () => {
    const talk = await asked()
    await talk.waits(48 * hour)
    talk.hearsNothing()
    await talk.waits(120 * hour)
    talk.hearsNothing()
    expect(await invites()).toMatchObject([{ status: 'unanswered', reason: 'silence' }])
  })

  it('is remembered where the resident has written since', async () => {
    const talk = await asked()
    await talk.says('4')
    talk.hears(/保洁怎么样/)
    await talk.waits(40 * hour)
    await talk.says('停车费多少钱一个月')
    talk.hears(/停车/)
    await talk.waits(8 * hour)
    talk.hears(/还差1题[\s\S]*保洁怎么样/)
  })

  it('is not remembered once the messages of the window are spent', async () => {
    const talk = await asked()
    await company.app.runWork(work =>
      saveSurveyPolicy(work.tx, { remindAfterHours: 3, closeAfterHours: 24 }, work.now),
    )
    await talk.says('4')
    const { conversationId } = await company.database.client.surveyInvite.findFirstOrThrow()
    for (let sent = 0; sent < 4; sent += 1) {
      await company.app.runWork(work =>
        notifyResident(work, { conversationId, reply: { text: `第${sent}条` }, textLimit: 1_000 }),
      )
    }
    await talk.waits(60_000)
    talk.hears(/第0条/)
    await talk.waits(3 * hour)
    talk.hearsNot(/还差/)
  })
})

describe('the quarterly survey', () => {
  const turnOn = async () =>
    await company.app.runWork(async work => {
      await saveSetting(work.tx, 'calendar', { value: { quiet: null }, now: work.now })
      await saveSurveyPolicy(work.tx, { quarterly: { month: 3, day: 1, time: '10:00' } }, work.now)
      await setNextQuarterly(timezone, work)
    })
  const surveys = async () => await company.database.client.survey.findMany({ orderBy: { createdAt: 'asc' } })

  it('goes out by itself every quarter, once', async () => {
    const talk = company.resident()
    await talk.says('你好')
    await turnOn()
    await talk.waits(7 * 24 * hour)
    talk.hearsNothing()
    expect(await surveys()).toEqual([])
    await talk.waits(24 * hour)
    await talk.waits(60_000)
    talk.hears(/2026年第4季度服务质量调查/)
    await talk.waits(80 * 24 * hour)
    expect(await surveys()).toHaveLength(1)
    await talk.waits(11 * 24 * hour)
    expect((await surveys()).map(({ title }) => title)).toEqual([
      '2026年第4季度服务质量调查',
      '2027年第1季度服务质量调查',
    ])
  })

  it('is asked in the language of each resident', async () => {
    const [talk, other] = [company.resident(), company.resident()]
    await talk.says('你好')
    await other.says('hello there')
    await turnOn()
    await talk.waits(8 * 24 * hour)
    await talk.waits(60_000)
    talk.hears(/2026年第4季度服务质量调查[\s\S]*环境与设施/)
    await other.looks()
    other.hears(/quarter 4 of 2026[\s\S]*Surroundings and facilities/)
    other.hearsNot(/[\u4e00-\u9fff]/)
    await other.says('expected 5, got 3')
    other.hears(/2\. Reliability/)
    await other.waits(48 * hour)
    other.hears(/quarter 4 of 2026[\s\S]*Reliability/)
    other.hearsNot(/[\u4e00-\u9fff]/)
  })

  it('does not go out again where a manager has sent it, nor after it was turned off', async () => {
    const talk = company.resident()
    await talk.says('你好')
    await turnOn()
    const { id } = await company.app.runWork(work =>
      createSurvey(work, {
        title: '2026年第4季度服务质量调查',
        questions: [{ kind: 'score', text: '总体满意吗' }],
        audience: {},
        by: 'staff',
      }),
    )
    await company.app.runWork(work => startSurvey(work, id))
    await talk.waits(9 * 24 * hour)
    expect(await surveys()).toHaveLength(1)
    await company.app.runWork(async work => {
      await saveSurveyPolicy(work.tx, { quarterly: null }, work.now)
      await setNextQuarterly(timezone, work)
    })
    await talk.waits(100 * 24 * hour)
    expect(await surveys()).toHaveLength(1)
    expect(await company.database.client.timer.count({ where: { kind: 'quarterly-survey' } })).toBe(0)
  })

  it('waits for the next quarter where nobody may be asked', async () => {
    await turnOn()
    const talk = company.resident()
    await talk.waits(9 * 24 * hour)
    expect(await surveys()).toEqual([])
    expect(
      await company.database.client.timer.findFirst({ where: { kind: 'quarterly-survey' } }),
    ).toMatchObject({
      dueAt: new Date('2027-03-01T02:00:00Z'),
    })
  })
})
