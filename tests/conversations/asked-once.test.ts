import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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
