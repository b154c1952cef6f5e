import { describe, expect, it } from 'vitest'
import { readNoticeCommand } from '../../../src/broadcasts/read-chat-draft.ts'
import { readMoment } from '../../../src/broadcasts/read-moment.ts'

function draftOf(args: string) {
  const command = readNoticeCommand(args)
  if (command.kind !== 'draft') throw new Error(`expected a draft, got ${command.kind}`)
  return command.draft
}

describe('a notice written in a chat', () => {
  it('has places, tags and marks in front, then its title, then its text', () => {
    expect(draftOf('3栋 5栋2单元 #独居老人 @东湖 含群 紧急 明日停水\n{name}您好：\n明天9点停水。')).toEqual({
      ...{ title: '明日停水', text: '{name}您好：\n明天9点停水。', kind: 'outage' },
      ...{
        buildings: ['3'],
        units: [{ building: '5', unit: '2' }],
        tags: ['独居老人'],
        communities: ['东湖'],
      },
      ...{ withGroups: true, onlyGroups: false, urgent: true },
    })
  })

  it('is its text where it has one line, with the title of its kind', () => {
    expect(draftOf('3栋，4栋 电梯今晚检修')).toMatchObject({
      ...{ title: '电梯检修通知', text: '电梯今晚检修', kind: 'lift', buildings: ['3', '4'] },
    })
    expect(draftOf('请勿高空抛物')).toMatchObject({ title: '温馨提示', text: '请勿高空抛物', buildings: [] })
  })

  it('begins where a word is no place: a building in the text stays in the text', () => {
    expect(draftOf('今晚3栋 停电')).toMatchObject({ text: '今晚3栋 停电', buildings: [] })
  })

  it.each([
    ['', { kind: 'help' }],
    ['列表', { kind: 'list' }],
    ['发送 #ab12c', { kind: 'step', step: 'start', code: 'ab12c', detail: '' }],
    ['approve AB12C', { kind: 'step', step: 'approve', code: 'ab12c', detail: '' }],
    ['定时 ab12c 12-01 09:00', { kind: 'step', step: 'schedule', code: 'ab12c', detail: '12-01 09:00' }],
  ])('%s is a step', (args, expected) => {
    expect(readNoticeCommand(args)).toEqual(expected)
  })
})

describe('when it shall go out', () => {
  const about = { now: new Date('2026-11-27T07:00:00Z'), timezone: 'Asia/Shanghai' }
  it.each([
    ['18:30', '2026-11-27T10:30:00.000Z'],
    ['9点', '2026-11-28T01:00:00.000Z'],
    ['12-01 09:00', '2026-12-01T01:00:00.000Z'],
    ['2027年1月2日 8:05', '2027-01-02T00:05:00.000Z'],
    ['明天', undefined],
    ['25:00', undefined],
  ])('%s', (text, expected) => {
    expect(readMoment(text, about)?.toISOString()).toBe(expected)
  })
})
