import { describe, expect, it } from 'vitest'
import { putPlainly } from '../../../src/knowledge/plain-words.ts'

describe('a question put plainly', () => {
  it.each([
    ['邊度可以放狗仔跑唔使拖繩', '哪里可以放小狗跑不用拖绳'],
    ['裝修工人可唔可以喺屋企度瞓一晚', '装修工人可不可以在家里度睡一晚'],
    ['你哋公司係邊一年成立㗎', '你们公司是哪一年成立'],
    ['入𨋢之前要搵邊個', '入电梯之前要找谁'],
    ['健身房一個鐘頭幾多錢', '健身房一个小时多少钱'],
    ['停车白送几个钟', '停车免费几个小时'],
    ['一节课几钿', '一节课多少钱'],
    ['通马桶收好多', '通马桶收多少'],
  ])('of %s is %s', (spoken, plain) => {
    expect(putPlainly(spoken)).toBe(plain)
  })

  it.each(['系统密码忘了怎么办', '图书返还日是哪天', '好多蟑螂', '几点开门', '旁边的大门几时关'])(
    'is left alone where it is plain already: %s',
    plain => {
      expect(putPlainly(plain)).toBe(plain)
    },
  )

  it('leaves English as it is', () => {
    expect(putPlainly('How much is the gym?')).toBe('How much is the gym?')
  })
})
