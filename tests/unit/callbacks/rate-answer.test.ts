import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../../src/callbacks/read-answer.ts'

const hints = {
  sentiment: 'neutral',
  emotion: 'none',
  category: 'plumbing',
  about: '厨房水槽下面漏水',
} as const
const read = (text: string, more: object = {}) => readAnswer(text, { ...hints, ...more } as never)

describe('words that deny', () => {
  it.each(['不咋地', '不咋的', '不怎么样', '不太行', '不怎么行', '不是很行', 'not great'])(
    '%s is a 2',
    text => {
      expect(read(text)).toMatchObject({ kind: 'rating', score: 2 })
    },
  )
  it.each(['not great, not terrible', 'not terrible but not good', 'neither great nor awful'])(
    '%s is a 3',
    text => expect(read(text)).toMatchObject({ kind: 'rating', score: 3 }),
  )
  it.each(['not terrible', 'wasn’t awful', '没有很差'])('%s is no blame', text => {
    expect(read(text)).toMatchObject({ kind: 'rating', score: 4 })
  })
  it.each(['你猜', '你猜呢', '您猜猜看', 'guess'])('%s says nothing', text => {
    expect(read(text)).toEqual({ kind: 'other' })
  })
})

describe('a learnt guess', () => {
  it('is marked as one, so that it opens nothing again', () => {
    const guess = { label: 'unsolved', chance: 0.9 }
    expect(read('嘛嘛哩哩', { guess })).toMatchObject({ kind: 'rating', isUnsolved: true, isGuess: true })
    expect(read('嘛嘛哩哩', { sentiment: 'negative', emotion: 'angry' })).toMatchObject({ isGuess: true })
    expect(read('根本没修好', { guess })).not.toHaveProperty('isGuess')
  })
})

it.each([
  ['修好了，不过卧室灯又坏了', '卧室灯又坏了'],
  ['It works now but the bedroom light is broken', 'the bedroom light is broken'],
])('%s is a verdict and a new trouble', (text, rest) => {
  expect(read(text, { reports: 'other' })).toMatchObject({ kind: 'rating', score: 4, rest })
})
