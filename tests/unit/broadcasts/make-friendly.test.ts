import { expect, it } from 'vitest'
import { makeFriendly } from '../../../src/broadcasts/make-friendly.ts'
import { polishReply } from '../../../src/desk/polish-reply.ts'
import { noticeTextsFor } from '../../../src/i18n/notices.ts'

const texts = noticeTextsFor('zh-CN')

it('adds what the notice is good for, three benefits at most', () => {
  const many = { ...texts, benefits: { outage: ['甲', '乙', '丙', '丁'] } }
  expect(makeFriendly('明天停水。', { kind: 'outage', texts: many })).toBe(
    '明天停水。\n这样做的好处：甲；乙；丙。',
  )
})

it('leaves alone what names its benefits already, and what it knows none of', () => {
  const said = '明天停水，好处是水压更稳。'
  expect(makeFriendly(said, { kind: 'outage', texts })).toBe(said)
  expect(makeFriendly('都给我滚开。', { kind: 'outage', texts })).toBe('都给我滚开。')
  expect(makeFriendly('请关窗。', { kind: 'other', texts })).toBe('请关窗。')
})

it('greets once: a notice that begins with the name is not greeted again', () => {
  expect(polishReply('{name}您好：请赶紧储水', 'zh-CN')).toBe(
    '{name}您好：请尽快储水。有其他需要请随时告诉我们。',
  )
  expect(polishReply('请储水，谢谢', 'zh-CN')).toBe('您好，请储水，谢谢。')
})
