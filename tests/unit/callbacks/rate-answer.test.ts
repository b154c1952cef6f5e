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
  const labels = ['1', '2', '3', '4', '5', 'unsolved', 'opt-out', 'new-problem', 'other'] as const
  const guessing = (sure: Partial<Record<(typeof labels)[number], number>>) => {
    const rest = (1 - Object.values(sure).reduce((sum, chance) => sum + chance, 0)) / labels.length
    return { guess: Object.fromEntries(labels.map(label => [label, (sure[label] ?? 0) + rest])) }
  }

  it('is marked as one where no rule knows the words and it is not sure, so that it opens nothing again', () => {
    const unsure = guessing({ unsolved: 0.6 })
    expect(read('嘛嘛哩哩', unsure)).toMatchObject({ kind: 'rating', isUnsolved: true, isGuess: true })
    expect(read('嘛嘛哩哩', guessing({ unsolved: 0.95 }))).not.toHaveProperty('isGuess')
    expect(read('根本没修好', unsure)).not.toHaveProperty('isGuess')
    expect(read('嘛嘛哩哩', { sentiment: 'negative', emotion: 'angry' })).toMatchObject({ isGuess: true })
  })

  it('gives way to points that are named, but not where they are asked about', () => {
    expect(read('5分', guessing({ '1': 0.9 }))).toMatchObject({ kind: 'rating', score: 5 })
    expect(read('⭐⭐ 太吵', guessing({ other: 0.9 }))).toMatchObject({ kind: 'rating', score: 2 })
    expect(read('打错了，改成3分', guessing({ other: 0.9 }))).toMatchObject({ kind: 'rating', score: 3 })
    expect(read('5分是最高吗', guessing({ other: 0.9 }))).toEqual({ kind: 'other' })
  })

  it.each([
    ['a nod that is likely a verdict', { '4': 0.7, other: 0.3 }, { kind: 'rating', score: 4 }],
    ['what may well be another trouble', { '2': 0.45, 'new-problem': 0.55 }, { kind: 'new-problem' }],
    ['silence for good, unless it is nearly sure', { 'opt-out': 0.6, other: 0.4 }, { kind: 'other' }],
    ['silence that is sure', { 'opt-out': 0.95 }, { kind: 'opt-out' }],
    [
      'the middle where both ends are likely',
      { '1': 0.4, '3': 0.25, '5': 0.35 },
      { kind: 'rating', score: 3 },
    ],
  ])('is taken for what costs least: %s', (_name, sure, wanted) => {
    expect(read('嘛嘛哩哩', guessing(sure))).toMatchObject(wanted)
  })
})

it.each([
  ['师傅手艺五分，态度三分，折中四分', 4],
  ['师傅满分，流程零分，你自己算平均', 3],
  ['打个对折吧，十分给五分', 3],
  ['本来要给五分的，等了三天，减一分', 4],
  ['舞分', 5],
  ['给俩分算客气了', 2],
  ['最低分', 1],
  ['meh, 3', 3],
])('%s comes to %i', (text, score) => {
  expect(read(text)).toMatchObject({ kind: 'rating', score })
})

it.each([
  ['修好了，不过卧室灯又坏了', '卧室灯又坏了'],
  ['It works now but the bedroom light is broken', 'the bedroom light is broken'],
])('%s is a verdict and a new trouble', (text, rest) => {
  expect(read(text, { reports: 'other' })).toMatchObject({ kind: 'rating', score: 4, rest })
})
