import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveSetting } from '../../src/storage/settings.ts'
import type { SurveyQuestion } from '../../src/surveys/survey.ts'
import { createSurvey, startSurvey } from '../../src/surveys/survey-store.ts'
import { type Company, openCompany, type Talk } from '../support/talk.ts'

let company: Company

beforeAll(async () => {
  company = await openCompany()
  // Time goes on from test to test; what is asked here is asked at any hour.
  await company.app.runWork(work =>
    saveSetting(work.tx, 'calendar', { value: { quiet: null }, now: work.now }),
  )
}, 60_000)
afterAll(async () => await company?.close())

const gates: SurveyQuestion = { kind: 'single', text: '您常走哪个门', options: ['南门', '北门'] }
const areas: SurveyQuestion = { kind: 'multi', text: '哪些要改进', options: ['电梯', '绿化', '停车'] }
const lifts: SurveyQuestion = {
  kind: 'multi',
  text: 'What needs work',
  options: ['Lift', 'Parking', 'Gardens'],
}
const score: SurveyQuestion = { kind: 'score', text: '楼道保洁怎么样' }
const pair: SurveyQuestion = { kind: 'pair', text: '维修及时' }
const opinion: SurveyQuestion = { kind: 'text', text: '您对物业有什么建议' }

/** Asks a resident the questions of a survey that is for nobody else. */
async function asks(talk: Talk, ...questions: SurveyQuestion[]): Promise<void> {
  await company.database.client.surveyInvite.updateMany({
    where: { status: { in: ['scheduled', 'asked'] } },
    data: { status: 'unanswered' },
  })
  const { id } = await company.app.runWork(work =>
    createSurvey(work, { title: '住户问卷', questions, audience: {}, by: 'staff' }),
  )
  await company.app.runWork(work => startSurvey(work, id))
  await talk.waits(60_000)
  talk.hears(new RegExp(questions[0]?.text ?? ''))
}

async function asked(...questions: SurveyQuestion[]): Promise<Talk> {
  const talk = company.resident()
  await talk.says(questions[0] === lifts ? 'hello there' : '你好')
  await asks(talk, ...questions)
  return talk
}

const invite = async (talk: Talk) =>
  await company.database.client.surveyInvite.findFirstOrThrow({
    where: { conversationId: (await talk.conversation())?.id ?? '' },
    orderBy: { createdAt: 'desc' },
  })

const answers = async (talk: Talk) =>
  (
    await company.database.client.surveyAnswer.findMany({
      where: { inviteId: (await invite(talk)).id },
      orderBy: { questionId: 'asc' },
    })
  ).map(({ value }) => value)

const contact = async (talk: Talk) =>
  await company.database.client.contact.findUniqueOrThrow({
    where: { id: (await talk.conversation())?.contactId ?? '' },
  })

const noticesOff = async (talk: Talk) =>
  await company.database.client.broadcastOptOut.count({ where: { contactId: (await contact(talk)).id } })

describe('an answer is no report', () => {
  it.each([
    [areas, '绿化和停车', { chosen: [1, 2] }],
    [areas, '一和三', { chosen: [0, 2] }],
    [areas, '全部', { chosen: [0, 1, 2] }],
    [areas, '主要是绿化，树太少了', { chosen: [1] }],
    [gates, '第二个', { chosen: [1] }],
    [gates, '不是南门，是北门', { chosen: [1] }],
    [lifts, 'lift and parking', { chosen: [0, 1] }],
    [pair, 'expected 5, got 3', { expected: 5, perceived: 3 }],
    [pair, '实际3，期望5', { expected: 5, perceived: 3 }],
    [score, '挺脏的', { score: 2 }],
    [opinion, '希望多种点树，小区绿化再好一些', { text: '希望多种点树，小区绿化再好一些' }],
    [opinion, '物业费太贵了', { text: '物业费太贵了' }],
    [opinion, '没什么建议', { text: '没什么建议' }],
    [opinion, '希望少发广告', { text: '希望少发广告' }],
  ] as const)('to %j 「%s」', async (question, words, value) => {
    const talk = await asked(question)
    await talk.says(words)
    talk.hears(/问卷填完了|That was the last question/)
    expect(await answers(talk)).toEqual([value])
    expect(await talk.tickets()).toEqual([])
  })

  it('a trouble told as an opinion is kept, and seen to', async () => {
    const talk = await asked(opinion)
    await talk.says('3栋1单元电梯坏了三天没人修')
    expect(await answers(talk)).toEqual([{ text: '3栋1单元电梯坏了三天没人修' }])
    expect(await talk.tickets()).toHaveLength(1)
  })

  it('a trouble that names an option is a trouble', async () => {
    const talk = await asked(gates)
    await talk.says('南门门禁坏了，刷不开')
    expect(await answers(talk)).toEqual([])
    expect((await talk.conversation())?.state).toHaveProperty('survey')
  })
})

describe('what is no answer', () => {
  it('two options where one is asked for: which is it', async () => {
    const talk = await asked(gates)
    for (const words of ['都走', '南门北门都走']) {
      await talk.says(words)
      talk.hears(/只能选一个.*1 南门，2 北门/)
    }
    await talk.says('那就B')
    expect(await answers(talk)).toEqual([{ chosen: [1] }])
    expect(await talk.tickets()).toEqual([])
  })

  it.each([
    [gates, /这题选一个.*1 南门，2 北门/],
    [areas, /可以选几项.*1 电梯，2 绿化，3 停车/],
    [score, /1到5/],
    [pair, /两个1到5之间/],
    [opinion, /直接写就行.*跳过/],
  ] as const)('to %j a greeting is answered, and told once how to answer', async (question, hint) => {
    const talk = await asked(question)
    await talk.says('你好')
    talk.hears(hint)
    expect(talk.texts.join('\n')).not.toMatch(new RegExp(`^[^\\n]*${hint.source}`))
    await talk.says('你好')
    talk.hearsNot(hint)
    expect(await answers(talk)).toEqual([])
  })

  it('a question is answered and no opinion', async () => {
    const talk = await asked(opinion)
    await talk.says('停车费多少钱一个月')
    talk.hears(/停车/)
    expect(await answers(talk)).toEqual([])
  })
})

describe('the newest question', () => {
  it('has the bare answer, though a ticket asks as well', async () => {
    const talk = company.resident()
    await talk.says('3栋1单元502厨房水管漏水了')
    await asks(talk, score)
    await talk.says('4')
    talk.hears(/问卷填完了/)
    expect(await answers(talk)).toEqual([{ score: 4 }])
    const [ticket] = await talk.tickets()
    expect(ticket?.events.some(({ note }) => note === '4')).toBe(false)
  })
})

describe('who wants no more', () => {
  it.each([
    [opinion, '别再发这种问卷了'],
    [opinion, '别再发问卷了'],
    [opinion, 'stop sending me these'],
    [opinion, '别烦我'],
    [areas, '不要再问我了'],
    [pair, '以后别发问卷了'],
    [gates, 'stop sending me these'],
    [score, '别烦我'],
  ] as const)(
    'to %j says 「%s」: no questions, with one confirmation, and notices stay',
    async (question, words) => {
      const talk = await asked(question, score)
      await talk.says(words)
      talk.hears(/以后不再给您发回访和问卷|no more follow-ups or surveys/)
      expect(talk.texts.join('\n').match(/不再|no more/g)).toHaveLength(1)
      expect(await answers(talk)).toEqual([])
      expect((await contact(talk)).surveysOffAt).not.toBeNull()
      expect(await noticesOff(talk)).toBe(0)
      expect((await talk.conversation())?.state).not.toHaveProperty('survey')
      expect(await talk.tickets()).toEqual([])
    },
  )

  it('keeps the opinion told besides, and asks nothing more', async () => {
    const talk = await asked(opinion, score)
    await talk.says('小区里多装几个路灯吧。以后别再发问卷了')
    talk.hears(/以后不再给您发/)
    talk.hearsNot(/楼道保洁怎么样/)
    expect(await answers(talk)).toHaveLength(1)
  })

  it('of messages hears of notices as well', async () => {
    const talk = await asked(score)
    await talk.says('不要再给我发消息了')
    expect(await noticesOff(talk)).toBeGreaterThan(0)
  })
})

describe('passing over', () => {
  it.each(['跳过', '不评了', 'skip', '过', 'pass'])(
    '「%s」 passes over one question of a survey',
    async words => {
      const talk = await asked(score, opinion, gates)
      await talk.says(words)
      talk.hears(/您对物业有什么建议/)
      await talk.says(words)
      talk.hears(/您常走哪个门/)
      await talk.says('北门')
      talk.hears(/问卷填完了/)
      expect(await answers(talk)).toEqual([{ chosen: [1] }])
      expect((await contact(talk)).surveysOffAt).toBeNull()
    },
  )

  it('who passes over all of it has answered none', async () => {
    const talk = await asked(score)
    await talk.says('跳过')
    expect(await invite(talk)).toMatchObject({ status: 'unanswered', reason: 'passed' })
  })

  it.each(['跳过', '不评了'])('「%s」 closes a callback without a score, and nothing more', async words => {
    const talk = company.resident()
    await talk.says('3栋1单元502厨房水管漏水了')
    await talk.staffResolve()
    await talk.waits(2 * 3_600_000 + 60_000)
    talk.hears(/您满意吗/)
    await talk.says(words)
    talk.hears(/这次就不评了|no score this time/)
    const callback = await company.database.client.callback.findFirst({
      where: { askedIn: (await talk.conversation())?.id ?? '' },
    })
    expect(callback).toMatchObject({ status: 'unanswered', reason: 'passed', score: null })
    expect((await contact(talk)).surveysOffAt).toBeNull()
    await talk.waits(48 * 3_600_000)
    talk.hearsNot(/打个分/)
  })
})
