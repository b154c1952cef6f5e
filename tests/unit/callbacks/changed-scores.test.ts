import { describe, expect, it } from 'vitest'
import type { AnswerGuess, GuessLabel } from '../../../src/callbacks/guess-answer.ts'
import { guessLabels } from '../../../src/callbacks/guess-answer.ts'
import { mendSlips } from '../../../src/callbacks/mend-slips.ts'
import { readAnswer } from '../../../src/callbacks/read-answer.ts'
import { readFigure } from '../../../src/callbacks/read-figure.ts'
import { normaliseText } from '../../../src/shared/normalise-text.ts'

describe('points out of so many', () => {
  it.each([
    ['80/100', 4],
    ['30 out of 100', 2],
    ['60 out of 100', 3],
    ['7/10', 4],
    ['4/5', 4],
  ])('%s: %i', (words, score) => {
    expect(readFigure(words)).toBe(score)
  })
  it('are no points where their sense is asked', () => {
    expect(readFigure('1分是好还是5分是好')).toBeUndefined()
  })
})

it.each([
  ['布满意', '不满意'],
  ['瞒意', '满意'],
  ['叁分', '三分'],
  ['没什么意见', '没什么意见'],
])('%s is meant to be %s', (slip, meant) => {
  expect(mendSlips(slip)).toBe(meant)
})

describe('a score that replaces another', () => {
  it.each([
    ['不是5分，是3分', 3],
    ['5分改3分', 3],
    ['从5分改成2分', 2],
    ['原来是4分，现在给2分', 2],
    ['刚才给了5分，改成4分', 4],
    ['sorry I meant 4', 4],
    ['Not 5, make it 3', 3],
    ['change it from 5 to 2 stars', 2],
  ])('%s: %i', (words, score) => {
    expect(readFigure(normaliseText(words))).toBe(score)
  })
  it('is none where praise is only taken back', () => {
    expect(readFigure(normaliseText('收回刚才的好评，又漏了'))).toBeUndefined()
  })
  it('does not hide what is given', () => {
    expect(readFigure('五星')).toBe(5)
    expect(readFigure('之前一直拖，这次给5分')).toBe(5)
    expect(readFigure('五星级服务')).toBeUndefined()
  })
})

/** As if the network were sure of one label. */
const sureOf = (label: GuessLabel): AnswerGuess =>
  Object.fromEntries(guessLabels.map(name => [name, name === label ? 0.92 : 0.01])) as AnswerGuess
const hints = { sentiment: 'neutral', emotion: 'neutral', category: 'plumbing' } as const
const read = (text: string, label: GuessLabel) => readAnswer(text, { ...hints, guess: sureOf(label) })

describe('what a guess may not say', () => {
  it.each([
    ['非常不满意！！师傅进门不穿鞋套，说话还冲', 1],
    ['好一个五星服务，等了五天', 1],
    ['服务真“好”啊，电话都打不通', 1],
    ['Wonderful, third time you "fixed" it', 1],
    ['挺慢的', 2],
  ])('that 「%s」 is praise', (text, score) => {
    expect(read(text, '5')).toMatchObject({ kind: 'rating', score })
  })
  it.each(['没什么不满意的', '谈不上不满意', '挺好的'])('that 「%s」 is blame, it leaves alone', text => {
    expect(read(text, '4')).toMatchObject({ kind: 'rating', score: 4 })
  })
  it.each(['哪次维修？', '哪个工单', 'Which repair?'])('that 「%s」 is a verdict', text => {
    expect(read(text, 'unsolved')).toEqual({ kind: 'other' })
  })
})

describe('what is said besides', () => {
  it.each([
    ['5分，还想报修一下晾衣架', '5', { score: 5, rest: '报修一下晾衣架' }],
    ['4分，请问发票去哪里开？', 'other', { score: 4, rest: '请问发票去哪里开？' }],
    [
      '水管满意，就是阳台窗户关不上了，你们管修不',
      '4',
      { score: 4, rest: '就是阳台窗户关不上了，你们管修不' },
    ],
    ['4分，以后别再问了', 'opt-out', { score: 4, wantsNoMore: true }],
    ['挺好的，别老问了', '4', { score: 4, wantsNoMore: true }],
  ] as const)('「%s」', (text, label, answer) => {
    expect(read(text, label)).toMatchObject({ kind: 'rating', ...answer })
  })
  it('a gift that depends on points is asked for, not given', () => {
    expect(read('假如我给五分，有小礼品吗', 'other')).toEqual({ kind: 'other' })
  })
})
