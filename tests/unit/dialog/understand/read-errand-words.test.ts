import { describe, expect, it } from 'vitest'
import { readErrandWords } from '../../../../src/dialog/understand/read-errand-words.ts'
import { fitsTitle } from '../../../../src/shared/fits-title.ts'

describe('words about activities', () => {
  it.each([
    ['有什么活动可以参加吗', 'list', ''],
    ['最近小区有活动吗？', 'list', ''],
    ['周末有没有什么活动', 'list', ''],
    ['怎么报名', 'list', ''],
    ['what activities are there this weekend?', 'list', ''],
    ['报名亲子烘焙', 'join', '亲子烘焙'],
    ['我要报名包粽子', 'join', '包粽子'],
    ['你好，我想参加亲子烘焙活动，谢谢', 'join', '亲子烘焙'],
    ['帮我报个名吧', 'join', ''],
    ['I want to sign up for the baking class', 'join', 'baking class'],
    ['取消报名', 'leave', ''],
    ['退出亲子烘焙', 'leave', '亲子烘焙'],
    ['我不去包粽子了，取消报名', 'leave', '包粽子'],
    ['取消包粽子的报名', 'leave', '包粽子'],
    ['cancel my sign-up', 'leave', ''],
    ['我排第几？', 'mine', ''],
    ['候补排到第几位了', 'mine', ''],
    ['我报名成功了吗', 'mine', ''],
    ['活动几点开始在哪里', 'when', ''],
    ['活动几点开始，在哪里', 'when', ''],
    ['亲子烘焙在哪里举行', 'when', '亲子烘焙'],
    ['when and where is the baking class?', 'when', 'baking class'],
  ])('“%s” is %s', (text, action, subject) => {
    expect(readErrandWords(text)).toMatchObject({ about: 'activity', action, subject })
  })

  it.each([
    '不要取消报名',
    '你们的活动太吵了',
    '上次活动报名了没人联系我，我要投诉',
    '水管漏了，报名亲子烘焙',
    '小区怎么从来没有活动',
    '取消报修',
  ])('“%s” asks for none of it', text => {
    const read = readErrandWords(text)
    expect(read?.about === 'activity' && (read.isNamed || read.subject.includes('烘焙'))).toBe(false)
  })
})

describe('words about the owners’ day', () => {
  it.each([
    ['我要给业主沟通日提个问题', { action: 'ask', question: '' }],
    ['我想在业主沟通日问一下地库的灯什么时候修', { action: 'ask', question: '地库的灯什么时候修' }],
    ['I want to ask a question for the owners day', { action: 'ask', question: '' }],
    ['撤回我的问题', { action: 'withdraw', isNamed: false }],
    ['取消我在沟通日提的问题', { action: 'withdraw', isNamed: true }],
    ['撤回第2号问题', { action: 'withdraw', number: 2 }],
    ['我的问题有结果了吗', { action: 'mine', isNamed: false }],
    ['is there a result of my owners’ day question?', { action: 'mine', isNamed: true }],
  ])('“%s”', (text, expected) => {
    expect(readErrandWords(text)).toMatchObject({ about: 'owner-day', ...expected })
  })
})

describe('words about services', () => {
  it.each([
    ['有什么增值服务', ''],
    ['你们有哪些家政服务？', ''],
    ['我想请个保洁', '保洁'],
    ['家政', '家政'],
    ['有没有钟点工', '钟点工'],
  ])('“%s”', (text, subject) => {
    expect(readErrandWords(text)).toEqual({ about: 'menu', subject })
  })

  it.each(['我要投诉保洁', '请师傅来修水管', '保洁阿姨态度太差了', '叫个人来开锁'])('“%s” is none', text => {
    expect(readErrandWords(text)?.about).not.toBe('menu')
  })
})

describe('a title', () => {
  it.each([
    ['包粽子', '端午包粽子活动', true],
    ['亲子烘焙课', '周末亲子烘焙', true],
    ['baking class', 'Family baking', false],
    ['baking', 'Family Baking', true],
    ['活动中心', '中心花园灯会', false],
    ['修', '修鞋日', false],
  ])('%s means %s: %s', (words, title, fits) => {
    expect(fitsTitle(words, title)).toBe(fits)
  })
})
