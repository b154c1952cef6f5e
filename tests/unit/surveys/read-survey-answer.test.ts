import { describe, expect, it } from 'vitest'
import { readMissedAnswer, readSurveyAnswer } from '../../../src/surveys/read-survey-answer.ts'
import type { SurveyQuestion } from '../../../src/surveys/survey.ts'

const score: SurveyQuestion = { kind: 'score', text: '总体满意吗' }
const pair: SurveyQuestion = { kind: 'pair', text: '维修及时' }
const options = ['保洁', '门岗', '绿化']
const single: SurveyQuestion = { kind: 'single', text: '最该改进', options }
const multi: SurveyQuestion = { kind: 'multi', text: '满意哪些', options }

const readValue = (question: SurveyQuestion, words: string) => readSurveyAnswer(question, words)?.value

describe('a score', () => {
  it.each([
    ['4', 4],
    ['四分', 4],
    ['给5颗星吧', 5],
    ['打3分', 3],
    ['一', 1],
    ['就2了', 2],
  ])('「%s」 is %i', (words, value) => {
    expect(readSurveyAnswer(score, words)).toEqual({ value: { score: value }, isBare: true })
  })
  it.each(['6', '一个月多少钱', '3号楼电梯坏了', '一楼灯不亮', '等了3天', '第2次了', '一般', '挺好'])(
    '「%s」 is none by its number',
    words => {
      expect(readSurveyAnswer(score, words)).toBeUndefined()
    },
  )
})

describe('expected and perceived', () => {
  it.each([['5 4'], ['5，4'], ['期望5，感受4'], ['5分和4分']])('「%s」', words => {
    expect(readValue(pair, words)).toEqual({ expected: 5, perceived: 4 })
  })
  it.each(['3号楼和5号楼之间路灯坏了', '4', '5 4 3', '7 4'])('「%s」 is no pair', words => {
    expect(readSurveyAnswer(pair, words)).toBeUndefined()
  })
  it('is bare only where nothing else is said', () => {
    expect(readSurveyAnswer(pair, '5 4')?.isBare).toBe(true)
    expect(readSurveyAnswer(pair, '灯坏了5 4')?.isBare).toBe(false)
  })
})

describe('a choice', () => {
  it('is taken by number or name, all of several', () => {
    expect(readValue(multi, '1、3')).toEqual({ chosen: [0, 2] })
    expect(readValue(multi, '门岗和绿化都行')).toEqual({ chosen: [1, 2] })
    expect(readValue(single, '2')).toEqual({ chosen: [1] })
    expect(readSurveyAnswer(single, '保洁')).toEqual({ value: { chosen: [0] }, isBare: true })
  })
  it('may be something else where more is said than the choice', () => {
    expect(readSurveyAnswer(single, '保洁阿姨今天没来扫楼道')?.isBare).toBe(false)
    expect(readSurveyAnswer(single, '2号楼门坏了')).toBeUndefined()
  })
})

it('a number that is beyond the scale is told from other words', () => {
  expect(readMissedAnswer(score, '9')).toEqual({ kind: 'score', most: 5 })
  expect(readMissedAnswer(pair, '5')).toEqual({ kind: 'pair', most: 5 })
  expect(readMissedAnswer(single, '7')).toEqual({ kind: 'choice', most: 3 })
  expect(readMissedAnswer(score, '你好')).toBeUndefined()
  expect(readMissedAnswer(score, '4')).toBeUndefined()
})
