import { describe, expect, it } from 'vitest'
import { judgeTalk } from '../../../src/evaluation/judge-talk.ts'
import type { Expectation } from '../../../src/evaluation/rows.ts'
import type { TalkState } from '../../../src/evaluation/target.ts'
import { sampleState, sampleTicket } from './sample-state.ts'

interface Case {
  rule: string
  expect: Expectation
  good: Partial<TalkState> & { replies?: string[] }
  bad: Partial<TalkState> & { replies?: string[] }
  reason: RegExp
}

const cited = { citations: [{ document: '会所使用规则', clause: '第3条' }] }
const cases: Case[] = [
  {
    rule: 'wants the tickets that must exist',
    expect: { tickets: [{ kind: ['repair'] }] },
    good: { tickets: [sampleTicket()] },
    bad: {},
    reason: /ticket 1: there is none/,
  },
  {
    rule: 'allows no further ticket',
    expect: { tickets: [{ kind: ['repair'] }] },
    good: { tickets: [sampleTicket()] },
    bad: { tickets: [sampleTicket(), sampleTicket()] },
    reason: /unexpected ticket/,
  },
  {
    rule: 'allows no ticket where none may exist',
    expect: { tickets: [] },
    good: {},
    bad: { tickets: [sampleTicket()] },
    reason: /unexpected ticket repair\/plumbing\/normal/,
  },
  {
    rule: 'allows further tickets with extra_ok, not fewer',
    expect: { tickets: [{ kind: ['repair'] }], extra_ok: true },
    good: { tickets: [sampleTicket(), sampleTicket({ kind: 'complaint' })] },
    bad: { tickets: [sampleTicket({ kind: 'complaint' })] },
    reason: /kind is complaint, expected repair/,
  },
  {
    rule: 'does not count cancelled tickets among the live ones',
    expect: { tickets: [] },
    good: { tickets: [sampleTicket({ status: 'cancelled' })] },
    bad: { tickets: [sampleTicket({ status: 'resolved' })] },
    reason: /unexpected ticket/,
  },
  {
    rule: 'wants withdrawn tickets to have been opened and cancelled',
    expect: { tickets: [], cancelled: [{ description_any: ['水箱'] }] },
    good: { tickets: [sampleTicket({ status: 'cancelled' })] },
    bad: {},
    reason: /cancelled ticket 1: there is none/,
  },
  {
    rule: 'wants a person brought in',
    expect: { handoff: true },
    good: { handoff: true },
    bad: {},
    reason: /no person was brought in/,
  },
  {
    rule: 'wants no person brought in',
    expect: { handoff: false },
    good: {},
    bad: { handoff: true },
    reason: /a person was brought in/,
  },
  {
    rule: 'wants an emergency ticket, whatever the state says',
    expect: { emergency: true },
    good: { emergency: true, tickets: [sampleTicket({ priority: 'emergency' })] },
    bad: { emergency: true, tickets: [sampleTicket({ priority: 'high' })] },
    reason: /no emergency ticket/,
  },
  {
    rule: 'wants no emergency ticket',
    expect: { emergency: false },
    good: { tickets: [sampleTicket({ priority: 'high' })] },
    bad: { tickets: [sampleTicket({ priority: 'emergency', status: 'cancelled' })] },
    reason: /treated as an emergency/,
  },
  {
    rule: 'wants no treatment as an emergency even without a ticket',
    expect: { emergency: false },
    good: {},
    bad: { emergency: true },
    reason: /treated as an emergency/,
  },
  {
    rule: 'wants one of the words in any reply',
    expect: { reply_any: ['40', '四十'] },
    good: { replies: ['您好', '床垫一律40元'] },
    bad: { replies: ['您好', '400元'] },
    reason: /no reply says any of 40, 四十/,
  },
  {
    rule: 'wants none of the words in any reply',
    expect: { reply_none: ['已退款', 'R-2201'] },
    good: { replies: ['退款要由人工核实'] },
    bad: { replies: ['您好', '已退款，编号R-2201'] },
    reason: /a reply says "已退款"/,
  },
  {
    rule: 'wants the sentiment of the last turn',
    expect: { sentiment: ['neutral', 'negative'] },
    good: {},
    bad: { lastScore: { sentiment: 'positive', emotion: 'neutral', angryAtService: false } },
    reason: /sentiment is positive, expected neutral or negative/,
  },
  {
    rule: 'wants the emotion of the last turn',
    expect: { emotion: ['neutral'] },
    good: {},
    bad: { lastScore: { sentiment: 'neutral', emotion: 'sad', angryAtService: false } },
    reason: /emotion is sad, expected neutral/,
  },
  {
    rule: 'wants a rating recorded',
    expect: { rating: 5 },
    good: { tickets: [sampleTicket({ rating: 5 })] },
    bad: { tickets: [sampleTicket()] },
    reason: /no rating was recorded/,
  },
  {
    rule: 'wants the right rating recorded',
    expect: { rating: 5 },
    good: { tickets: [sampleTicket({ rating: 5 })] },
    bad: { tickets: [sampleTicket({ rating: 4 })] },
    reason: /rating is 4, expected 5/,
  },
  {
    rule: 'wants a citation',
    expect: { cites: true },
    good: { ...cited, replies: ['21:00关门（《会所使用规则》）'] },
    bad: { replies: ['21:00关门（《会所使用规则》）'] },
    reason: /no answer cites a document/,
  },
  {
    rule: 'wants the resident to read the source',
    expect: { cites: true },
    good: { ...cited, replies: ['见第3条'] },
    bad: { ...cited, replies: ['21:00关门'] },
    reason: /no reply names its source/,
  },
  {
    rule: 'wants no citation',
    expect: { cites: false },
    good: {},
    bad: cited,
    reason: /an answer cites a document/,
  },
  {
    rule: 'wants an improper request declined',
    expect: { refuses: true },
    good: { refused: true },
    bad: {},
    reason: /was not declined/,
  },
  {
    rule: 'wants a proper request not declined',
    expect: { refuses: false },
    good: {},
    bad: { refused: true },
    reason: /was declined/,
  },
]

describe('judgeTalk', () => {
  for (const { rule, expect: expected, good, bad, reason } of cases) {
    it(rule, () => {
      expect(judgeTalk(expected, sampleState(good), good.replies ?? [])).toEqual([])
      const reasons = judgeTalk(expected, sampleState(bad), bad.replies ?? [])
      expect(reasons[0]).toMatch(reason)
    })
  }

  it('judges nothing that the expectation does not name', () => {
    const state = sampleState({ handoff: true, emergency: true, refused: true, tickets: [sampleTicket()] })
    expect(judgeTalk({}, state, ['随便'])).toEqual([])
  })
})
