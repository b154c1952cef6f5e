import { describe, expect, it } from 'vitest'
import {
  dropMarks,
  isNumber,
  readChoice,
  writeChoices,
} from '../../../../src/adapters/wechat/shared/render-text.ts'
import { readMention, readQuote } from '../../../../src/adapters/wechat/wechaty/read-mention.ts'

const names = ['小邻(物业)*', '邻里小助手']

describe('a mention in a room', () => {
  it.each([
    ['@邻里小助手\u2005几点下班', '几点下班'],
    ['几点下班 @小邻(物业)* ', '几点下班'],
    ['@邻里小助手', ''],
    ['＠邻里小助手，几点下班', '几点下班'],
  ])('is found in %j', (text, rest) => {
    expect(readMention(text, { names })).toEqual({ text: rest, mentioned: true })
  })

  it.each(['邻里小助手几点下班', '@邻里小助手2号 几点下班', '@别人\u2005几点下班', '@'])(
    'is not in %j',
    text => {
      expect(readMention(text, { names })).toEqual({ text, mentioned: false })
    },
  )

  it('survives names that are patterns, and empty ones', () => {
    expect(readMention('@(.*) x', { names: ['', '(.*)'] })).toEqual({ text: 'x', mentioned: true })
    expect(readMention('@ x', { names: [''] }).mentioned).toBe(false)
  })
})

describe('a quotation', () => {
  const line = '- - - - - - - - - - - - - - -'

  it('is parted from the answer under it', () => {
    expect(readQuote(`「李客服：第一行\n第二行」\n${line}\n好的`)).toEqual({
      quoted: { name: '李客服', text: '第一行\n第二行' },
      text: '好的',
    })
  })

  it.each(['「没有答复」', '普通的话', `「甲：乙」\n好的`])('is not in %j', text => {
    expect(readQuote(text)).toEqual({ text })
  })
})

describe('numbered choices', () => {
  const buttons = [[{ label: '满意', value: 'rate:5' }], [{ label: '不满意', value: 'rate:1' }]]

  it('are written under the text and read from bare numbers alone', () => {
    expect(writeChoices(dropMarks('**好**吗？'), buttons)).toBe(
      '好吗？\n\n1. 满意\n2. 不满意\n回复数字即可。',
    )
    for (const text of ['2', ' 2 ', '２', '2.', '（2）'])
      expect(readChoice(text, buttons), text).toBe('rate:1')
    for (const text of ['3', '0', '2楼', '选2', '']) expect(readChoice(text, buttons), text).toBeUndefined()
    expect(isNumber('12')).toBe(true)
    expect(isNumber('13800000000')).toBe(false)
  })
})
