import { describe, expect, it } from 'vitest'
import { fitFacts, readDays, readGivenFacts } from '../../../src/knowledge/fit-facts.ts'
import { normaliseText } from '../../../src/knowledge/normalise-text.ts'

const howFar = (question: string, text: string) =>
  fitFacts(readGivenFacts(normaliseText(question)), normaliseText(text))

describe('what a question takes as given', () => {
  it.each([
    ['礼拜天工人能来干活不', '周日和法定节假日：全天停工', '周六：只能做不出声的活'],
    ['周三晚上搬家', '晚段：周一至周五 可约', '早段：周六周日 可约'],
    ['周末几点开门', '周六周日 9:00–21:30', '工作日 15:00–21:30'],
    ['我12栋的物业费', '小高层：10—14号楼；3.10元', '高层：1—9号楼；2.85元'],
    ['8号楼归哪个管家管', '负责楼栋 7、8、9号楼', '负责楼栋 4、5、6号楼'],
  ])('in %s is met by 「%s」 and not by 「%s」', (question, met, other) => {
    expect(howFar(question, met)).toBeGreaterThan(0)
    expect(howFar(question, other)).toBeLessThan(0)
  })

  it.each([
    ['我儿子十二岁能去吗', '未满14周岁不得进入器械区', '入场须穿运动鞋'],
    ['一箱二十公斤的大米能放吗', '单件重量超过15公斤的包裹', '活体动物'],
    ['我爸六十八了要钱吗', '年满65周岁的业主免费', '月卡98元'],
  ])('in %s may be a quantity, of whose kind 「%s」 speaks', (question, met, other) => {
    expect(howFar(question, met)).toBeGreaterThan(0)
    expect(howFar(question, other)).toBe(0)
  })

  it('is nothing where no day, house or quantity is named', () => {
    expect(howFar('健身房几点开门', '周一至周五 6:00–22:00')).toBe(0)
  })

  it('reads ranges of days', () => {
    expect([...readDays('周二至周四、周日')].sort()).toEqual([1, 2, 3, 6])
  })
})
