import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeSurvey, createSurvey, startSurvey } from '../../src/surveys/survey-store.ts'
import { type Company, openCompany, type Talk } from '../support/talk.ts'

let company: Company

beforeAll(async () => {
  company = await openCompany()
}, 60_000)
afterAll(async () => await company?.close())

/** A resident who is asked one score. */
async function asked(language?: string): Promise<{ talk: Talk; id: string }> {
  const talk = company.resident()
  await talk.says(language === 'en' ? 'hello there' : '你好')
  const questions = [{ kind: 'score' as const, text: '总体满意吗' }]
  const { id } = await company.app.runWork(work =>
    createSurvey(work, { title: '季度', questions, audience: {}, by: 'staff' }),
  )
  await company.app.runWork(work => startSurvey(work, id))
  await talk.waits(60_000)
  talk.hears(/总体满意吗/)
  return { talk, id }
}

it('a number beyond the scale is asked again, in the language of the talk', async () => {
  const { talk } = await asked()
  await talk.says('9')
  talk.hears(/1到5/)
  await talk.says('4')
  talk.hears(/问卷填完了/)
  const other = await asked('en')
  await other.talk.says('9')
  other.talk.hears(/from 1 to 5/)
})

it('after the end a score hears that it is over, and nobody is called', async () => {
  const { talk, id } = await asked()
  await company.app.runWork(work => closeSurvey(work, id))
  await talk.says('3分')
  talk.hears(/已经结束/)
  await talk.says('3分')
  expect(await talk.handovers()).toEqual([])
})

const values = async () =>
  (await company.database.client.surveyAnswer.findMany({ orderBy: { at: 'asc' } })).map(({ value }) => value)

it('a verdict in words is a score', async () => {
  const { talk } = await asked()
  await talk.says('挺好的，师傅很负责')
  talk.hears(/问卷填完了/)
  expect(await values()).toContainEqual({ score: 5 })
})

it.each([
  ['停车费多少钱一个月', /停车/],
  ['3号楼电梯坏了', /登记|受理|记下|哪|单/],
  ['一楼大厅灯不亮了', /登记|受理|记下|哪|单/],
])('「%s」 is no score, and the question stays open', async (words, heard) => {
  const { talk } = await asked()
  const before = (await values()).length
  await talk.says(words)
  talk.hears(heard)
  expect(await values()).toHaveLength(before)
  expect((await talk.conversation())?.state).toHaveProperty('survey')
})

it('who wants no more questions is asked none', async () => {
  const { talk } = await asked()
  const before = (await values()).length
  await talk.says('别烦我')
  talk.hears(/不再/)
  expect(await values()).toHaveLength(before)
  expect((await talk.conversation())?.state).not.toHaveProperty('survey')
})
