import { describe, expect, it } from 'vitest'
import { countQuoted } from '../../../src/evaluation/count-quoted.ts'
import { isJudgedQuestion, judgeQuestion } from '../../../src/evaluation/judge-question.ts'
import type { QuestionRow } from '../../../src/evaluation/rows.ts'

const row = (different: Partial<QuestionRow>): QuestionRow => ({
  id: 'q1',
  q: '打乒乓球怎么收费',
  lang: 'zh-CN',
  tags: [],
  ...different,
})
const says = (reply: string, answered = true) => ({ reply, answered, citations: [] })

describe('judgeQuestion', () => {
  const twoFacts = row({ answer_all: ['10元'], answer_any: ['2小时', '两小时'] })
  it('wants every string of answer_all and one of answer_any', () => {
    expect(judgeQuestion(twoFacts, says('每桌10元/小时，每天不超过两小时'), [])).toEqual([])
    expect(judgeQuestion(twoFacts, says('每天不超过2小时'), [])).toEqual(['the reply lacks 10元'])
    expect(judgeQuestion(twoFacts, says('每桌10元，最多12小时'), [])).toEqual([
      'the reply lacks any of 2小时, 两小时',
    ])
  })

  it('does not take a refusal to answer for an answer', () => {
    expect(judgeQuestion(twoFacts, says('没有写，或许10元、2小时', false), [])).toEqual([
      'says that the documents do not say',
    ])
  })

  const unanswerable = row({ q: '5栋有几个保洁阿姨', unanswerable: true })
  const honest = '资料里没有写保洁人数，我可以帮您转人工问一下。'
  it('accepts an honest lack of an answer with an offer, in both languages', () => {
    expect(judgeQuestion(unanswerable, says(honest, false), [])).toEqual([])
    const english = 'Our documents do not say. Shall I ask a colleague or open a ticket?'
    expect(judgeQuestion(unanswerable, says(english, false), [])).toEqual([])
  })

  it('refuses an answer where there is none', () => {
    expect(judgeQuestion(unanswerable, says(honest, true), [])).toEqual([
      'answers what the documents do not say',
    ])
  })

  it('wants the lack said and a person or a ticket offered', () => {
    expect(judgeQuestion(unanswerable, says('好的，帮您转人工', false), [])).toEqual([
      'does not say that the documents do not say',
    ])
    expect(judgeQuestion(unanswerable, says('资料里没有写', false), [])).toEqual([
      'offers neither a person nor a ticket',
    ])
  })

  it('allows figures of the question and the documents, no others', () => {
    const documents = ['志愿督导员在早7:00值守']
    expect(judgeQuestion(unanswerable, says(`5栋：${honest}早7:00起有人。`, false), documents)).toEqual([])
    expect(judgeQuestion(unanswerable, says(`${honest}大约12个。`, false), documents)).toEqual([
      'invented figures: 12',
    ])
  })

  it('refuses more than 300 characters of quotation', () => {
    const section = Array.from({ length: 60 }, (_, index) => `第${index}条：泳池规定${index}。`).join('')
    const long = judgeQuestion(row({ answer_any: ['泳池'] }), says(section), [section])
    expect(long.join()).toMatch(/quotes \d+ characters/)
    expect(judgeQuestion(row({ answer_any: ['泳池'] }), says(section.slice(0, 280)), [section])).toEqual([])
  })

  it('judges only rows that say what is right', () => {
    expect(isJudgedQuestion(row({}))).toBe(false)
    expect(isJudgedQuestion(row({ answer_all: [], answer_any: [], unanswerable: false }))).toBe(false)
    expect(isJudgedQuestion(row({ answer_any: ['a'] }))).toBe(true)
    expect(isJudgedQuestion(unanswerable)).toBe(true)
  })
})

describe('countQuoted', () => {
  const document = '- 身高1.3米以下儿童游泳免费，须有一名成人陪同下水'
  it('counts words taken over, not names or own words', () => {
    expect(countQuoted('可以，身高1.3米以下儿童游泳免费，须有一名成人陪同下水哦', [document])).toBe(25)
    expect(countQuoted('儿童游泳免费的', [document])).toBe(0)
    expect(countQuoted('别的话说得再长也不是引用原文对不对', [document])).toBe(0)
  })
})
