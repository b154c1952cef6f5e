import { describe, expect, it } from 'vitest'
import { findReplyWarnings, polishReply } from '../../../src/desk/polish-reply.ts'

const polish = (text: string) => polishReply(text, 'zh-CN')

describe('a polite wording', () => {
  it.each([
    ['你们自己等着吧', '您好，请您稍候。有其他需要请随时告诉我们。'],
    ['你等着，保证明天修好', '您好，请您稍候，保证明天修好。有其他需要请随时告诉我们。'],
    ['我不知道', '您好，我核实清楚后马上告诉您。有其他需要请随时告诉我们。'],
    ['这事不归我们管', '您好，这件事由相关单位负责，我帮您联系并跟进。有其他需要请随时告诉我们。'],
  ])('of “%s”', (text, expected) => {
    expect(polish(text)).toBe(expected)
  })

  it('leaves a clause alone that no rule fits as a whole', () => {
    expect(polish('水管工在楼下等着开门，请赶紧下来')).toContain('水管工在楼下等着开门，请尽快下来')
    expect(polish('我们没办法进到地下室')).toContain('我们没办法进到地下室')
  })

  it.each(['你是不是有病啊，自己等着', '傻逼业主别再乱停车', '这帮刁民，滚蛋'])(
    'is not made of “%s”; it is named instead',
    text => {
      expect(polish(text)).toBe(text)
      expect(findReplyWarnings(text)).toContain('insult')
    },
  )

  it('finds no insult in what notices say of rubbish and illness', () => {
    expect(findReplyWarnings('请勿乱扔垃圾，家里有病人的请联系我们。')).toEqual([])
  })
})
