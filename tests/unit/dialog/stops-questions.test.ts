import { describe, expect, it } from 'vitest'
import { isAboutMessages, stopsQuestions } from '../../../src/dialog/stops-questions.ts'
import { passesOver } from '../../../src/dialog/understand/read-pass.ts'

describe('who was asked for an opinion', () => {
  it.each([
    '别再发这种问卷了',
    '别烦我',
    '不要再问了',
    'stop sending me these',
    'no more surveys please',
    'leave me alone',
    '烦死了，别再发问卷了',
  ])('「%s」 wants no more', words => {
    expect(stopsQuestions(words)).toEqual({ isAnswer: false })
  })
  it('may tell one besides', () => {
    expect(stopsQuestions('多装几个路灯吧，以后别再发问卷了')).toEqual({ isAnswer: true })
  })
  it.each([
    '希望少发广告',
    '不要老是推卸责任',
    '别再随便停电了',
    '希望少做调查多做实事',
    '请不要在楼道里堆东西',
  ])('「%s」 is one', words => {
    expect(stopsQuestions(words)).toBeUndefined()
  })
})

it.each([
  '跳过',
  '跳过这题',
  '不评了',
  '不答了',
  '下一题',
  '过',
  'skip',
  'skip this one',
  'pass',
  'rather not say',
])('「%s」 passes over', words => {
  expect(passesOver(words)).toBe(true)
})
it.each(['不评了，以后也别问', '过几天再说', '过道太脏', 'passing cars are loud', '不错', 'next week'])(
  '「%s」 does not pass over',
  words => {
    expect(passesOver(words)).toBe(false)
  },
)

it('tells messages from questions', () => {
  expect(isAboutMessages('不要再给我发消息了')).toBe(true)
  expect(isAboutMessages('别烦我')).toBe(false)
})
