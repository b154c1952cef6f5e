import { describe, expect, it } from 'vitest'
import { summarise, type TalkFacts, writeSummary } from '../../../src/handover/summary.ts'
import { staffTextsFor, textsFor } from '../../../src/i18n/texts.ts'

const now = new Date('2026-11-23T10:00:00Z')
const context = {
  texts: textsFor('zh-CN'),
  staffTexts: staffTextsFor('zh-CN'),
  writeTime: (instant: Date) => instant.toISOString().slice(5, 16),
  now,
}
const blank: TalkFacts = {
  title: '3栋1单元502 王阿姨',
  name: '王阿姨',
  household: '3栋1单元502',
  reason: 'asked',
  said: ['水管漏了', '转人工'],
  did: [],
  tickets: [],
  moods: [],
  draft: null,
  lastClause: null,
  notes: [],
}
const ticket: TalkFacts['tickets'][number] = {
  number: 'LL1001',
  category: 'plumbing',
  status: 'dispatched',
  location: '3栋1单元502',
  respondBy: now,
  resolveBy: new Date('2026-11-26T10:00:00Z'),
}

describe('the summary for the person who takes over', () => {
  it('tells what is wanted, what was tried, the household, promises and the course of the mood', () => {
    const moods = ['neutral', 'neutral', 'angry', 'angry'].map(emotion => ({
      at: now,
      emotion,
      angryAtService: emotion === 'angry',
    }))
    const did = [
      { at: now, kinds: ['open-ticket'] },
      { at: now, kinds: ['answer-question', 'small-talk'] },
      { at: now, kinds: ['answer-question'] },
    ]
    const summary = summarise({ ...blank, moods, did, tickets: [ticket] }, context)
    expect(summary).toMatchObject({
      reason: '住户要求人工',
      wants: ['水管漏了', '转人工'],
      tried: ['登记工单', '查服务标准答复×2'],
      household: '3栋1单元502',
      tickets: [{ number: 'LL1001', category: '给排水', status: '已派单', isLate: false }],
    })
    expect(summary.moods.map(({ emotion }) => emotion)).toEqual(['neutral', 'angry'])
    const text = writeSummary(summary, context.staffTexts)
    expect(text).toMatch(/^【建议】/)
    expect(text).toContain('平静 → 生气')
    expect(text).toContain('承诺11-26T10:00前处理完成')
    expect(text).toMatch(/【建议回复】王阿姨您好[\s\S]*很抱歉[\s\S]*LL1001/)
  })

  it.each<[string, Partial<TalkFacts>, RegExp]>([
    ['a danger', { reason: 'danger', tickets: [ticket] }, /先保证自己和家人安全/],
    ['a late ticket', { tickets: [{ ...ticket, resolveBy: new Date(0) }] }, /LL1001没有按承诺完成/],
    [
      'a half-told problem',
      { draft: { category: 'electrical', description: '灯不亮' } },
      /供电照明问题我来登记/,
    ],
    ['an answered question', { lastClause: '《投诉处理标准》第3条' }, /《投诉处理标准》第3条/],
    ['nothing known', {}, /简单说说/],
  ])('suggests words that fit %s', (_what, facts, expected) => {
    expect(summarise({ ...blank, ...facts }, context).suggestedReply).toMatch(expected)
  })

  it('promises no time that no record holds', () => {
    for (const reason of ['asked', 'angry', 'danger', 'threat']) {
      const { suggestedReply } = summarise({ ...blank, reason }, context)
      expect(suggestedReply).not.toMatch(/\d|马上到|保证解决/)
    }
  })
})
