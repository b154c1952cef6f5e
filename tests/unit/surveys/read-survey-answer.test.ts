import { describe, expect, it } from 'vitest'
import { readMissedAnswer, readSurveyAnswer } from '../../../src/surveys/read-survey-answer.ts'
import type { SurveyQuestion } from '../../../src/surveys/survey.ts'

const score: SurveyQuestion = { kind: 'score', text: '总体满意吗' }
const pair: SurveyQuestion = { kind: 'pair', text: '维修及时' }
const options = ['保洁', '门岗', '绿化']
const single: SurveyQuestion = { kind: 'single', text: '最该改进', options }
const multi: SurveyQuestion = { kind: 'multi', text: '满意哪些', options }
const one = (...names: string[]): SurveyQuestion => ({ kind: 'single', text: '哪个', options: names })
const many = (...names: string[]): SurveyQuestion => ({ kind: 'multi', text: '哪些', options: names })

const readValue = (question: SurveyQuestion, words: string) => readSurveyAnswer(question, words)?.value

describe('a score', () => {
  it.each([
    ['4', 4],
    ['四分', 4],
    ['给5颗星吧', 5],
    ['打3分', 3],
    ['一', 1],
    ['就2了', 2],
    ['满分', 5],
    ['挺脏的', 2],
    ['太吵了', 1],
    ['有点慢', 3],
    ['不干净', 2],
    ['很干净', 4],
    ['非常及时', 5],
  ])('「%s」 is %i', (words, value) => {
    expect(readSurveyAnswer(score, words)).toEqual({ value: { score: value }, isBare: true })
  })
  it.each([
    '6',
    '一个月多少钱',
    '3号楼电梯坏了',
    '一楼灯不亮',
    '等了3天',
    '第2次了',
    '一般',
    '挺好',
    '楼道太脏了',
  ])('「%s」 is none by its number', words => {
    expect(readSurveyAnswer(score, words)).toBeUndefined()
  })
})

describe('expected and perceived', () => {
  it.each([
    '5 4',
    '5，4',
    '期望5，感受4',
    '5分和4分',
    '实际4，期望5',
    '实际上只有4分，期望是5分',
    'expected 5, got 4',
    'I got 4 but expected 5',
    '5 expected, 4 actual',
    '5，实际4',
    '4分，但我期望5分',
    '期望五，实际四',
  ])('「%s」 is 5 and 4, and bare', words => {
    expect(readSurveyAnswer(pair, words)).toEqual({ value: { expected: 5, perceived: 4 }, isBare: true })
  })
  it.each(['都是5', '都5分', '5分，都一样', 'both 5', '都满分'])('「%s」 is both', words => {
    expect(readSurveyAnswer(pair, words)).toEqual({ value: { expected: 5, perceived: 5 }, isBare: true })
  })
  it.each(['3号楼和5号楼之间路灯坏了', '4', '5 4 3', '7 4', '4.5 3', '满分'])('「%s」 is no pair', words => {
    expect(readSurveyAnswer(pair, words)).toBeUndefined()
  })
  it('is bare only where nothing else is said', () => {
    expect(readSurveyAnswer(pair, '灯坏了5 4')?.isBare).toBe(false)
  })
})

const willing = one('愿意', '不愿意', '看情况')
const gates = one('南门', '北门')
const english = one('North gate', 'South gate', 'Garage')
const lifts = many('Lift', 'Parking', 'Gardens')

describe('a choice', () => {
  it('is taken by number or name, all of several', () => {
    expect(readValue(multi, '1、3')).toEqual({ chosen: [0, 2] })
    expect(readValue(multi, '门岗和绿化都行')).toEqual({ chosen: [1, 2] })
    expect(readValue(single, '2')).toEqual({ chosen: [1] })
    expect(readSurveyAnswer(single, '保洁')).toEqual({ value: { chosen: [0] }, isBare: true })
  })
  it.each([
    [willing, '不愿意', 1],
    [willing, '不太愿意', 1],
    [willing, '我不愿意', 1],
    [willing, '不是很愿意', 1],
    [willing, '愿意', 0],
    [willing, '看情况吧', 2],
    [one('是', '否'), '是的', 0],
    [one('是', '否'), '不是', 1],
    [one('满意', '非常满意', '不满意'), '非常满意', 1],
    [one('绿化', '绿化和停车', '电梯'), '绿化和停车', 1],
    [gates, '不是南门，是北门', 1],
    [gates, '北门，不是南门', 1],
    [gates, '我走北门', 1],
    [gates, '南', 0],
    [gates, '第二个', 1],
    [gates, 'B', 1],
    [gates, '最后一个', 1],
    [english, 'north', 0],
    [english, 'the south one', 1],
    [english, 'the second one', 1],
    [english, 'option 3', 2],
    [english, 'not the North gate, the South gate', 1],
  ] as const)('of %j 「%s」 is %i, and bare', (question, words, place) => {
    expect(readSurveyAnswer(question, words)).toEqual({ value: { chosen: [place] }, isBare: true })
  })
  it.each([
    [multi, '保洁和绿化', [0, 2]],
    [multi, '一和三', [0, 2]],
    [multi, 'A和C', [0, 2]],
    [multi, '第一个和第三个', [0, 2]],
    [multi, '保洁、绿化', [0, 2]],
    [multi, '全部', [0, 1, 2]],
    [multi, '都要', [0, 1, 2]],
    [multi, '都选', [0, 1, 2]],
    [multi, '除了门岗都选', [0, 2]],
    [lifts, 'lift and parking', [0, 1]],
    [lifts, 'all of them', [0, 1, 2]],
    [lifts, '1 and 3', [0, 2]],
  ] as const)('of %j 「%s」 is %j, and bare', (question, words, chosen) => {
    expect(readSurveyAnswer(question, words)).toEqual({ value: { chosen }, isBare: true })
  })
  it.each([
    [gates, '不是南门'],
    [gates, '9'],
    [multi, '都不满意'],
    [multi, '都坏了'],
    [lifts, 'the lifting gear'],
    [english, 'gate'],
    [one('1号楼', '2号楼'), '11号楼灯坏了'],
  ] as const)('of %j 「%s」 is none', (question, words) => {
    expect(readSurveyAnswer(question, words)).toBeUndefined()
  })
  it('may be something else where more is said than the choice', () => {
    expect(readSurveyAnswer(single, '保洁阿姨今天没来扫楼道')?.isBare).toBe(false)
    expect(readSurveyAnswer(lifts, 'the lift is stuck')?.isBare).toBe(false)
    expect(readSurveyAnswer(single, '2号楼门坏了')).toBeUndefined()
  })
})

describe('an answer that missed', () => {
  it.each([
    [score, '9'],
    [pair, '5'],
    [pair, '4.5 3'],
    [single, '7'],
    [single, 'H'],
  ] as const)('to %j 「%s」 has a number that is not asked for', (question, words) => {
    expect(readMissedAnswer(question, words)).toEqual({ kind: 'number' })
  })
  it.each([
    [gates, '南门北门都走', true],
    [gates, '都走', true],
    [single, '1和3', true],
    [gates, '南门和北门的路灯都坏了', false],
  ] as const)('to %j 「%s」 names several options where one is asked for', (question, words, isBare) => {
    expect(readMissedAnswer(question, words)).toMatchObject({ kind: 'several', isBare })
  })
  it('is told from other words', () => {
    expect(readMissedAnswer(score, '你好')).toBeUndefined()
    expect(readMissedAnswer(score, '4')).toBeUndefined()
    expect(readMissedAnswer(multi, '保洁和绿化')).toBeUndefined()
  })
})
