import { describe, expect, it } from 'vitest'
import { readIndicatorSheet } from '../../../src/surveys/indicator-sheet.ts'

describe('a sheet of a third party', () => {
  it('of three levels is read at the deepest, merged cells filled', () => {
    const rows = [
      ['一级指标', '二级指标', '三级指标', '得分'],
      ['服务', '维修', '及时', 4.1],
      [null, null, '质量', 4.2],
      [null, '保洁', '楼道', 3.9],
      ['合计', null, null, 4.1],
    ]
    expect(
      readIndicatorSheet(rows).map(({ dimension, name, perceived }) => [dimension, name, perceived]),
    ).toEqual([
      ['服务', '及时', 4.1],
      ['服务', '质量', 4.2],
      ['服务', '楼道', 3.9],
    ])
  })

  it('with cells of per cent counts to one', () => {
    const rows = [
      ['指标', '满意度'],
      ['及时', 0.82],
      ['质量', 0.9],
    ]
    expect(readIndicatorSheet(rows).map(({ perceived }) => perceived)).toEqual([4.1, 4.5])
  })

  it('may weigh to five what it scores to a hundred', () => {
    const rows = [
      ['指标', '重要性', '满意度'],
      ['及时', 4.6, 82],
    ]
    expect(readIndicatorSheet(rows)).toMatchObject([{ expected: 4.6, perceived: 4.1 }])
  })

  it('has one scale where both columns may be of it', () => {
    const rows = [
      ['指标', '期望', '感知'],
      ['及时', 9, 4.8],
    ]
    expect(readIndicatorSheet(rows)).toMatchObject([{ expected: 4.5, perceived: 2.4 }])
  })

  it.each([
    [
      [
        ['指标', '得分'],
        [null, 4.2],
      ],
      /Row 2.*name of an indicator/,
    ],
    [
      [
        ['指标', '得分'],
        ['及时', null],
      ],
      /Row 2.*score from 0 to 100/,
    ],
    [[['指标', '得分']], /at least one indicator/],
    [[['甲', '乙']], /row of headings/],
    [[['指标', '得分'], ...Array.from({ length: 201 }, (_, at) => [`第${at}项`, 4])], /at most 200/],
  ])('is refused with what was expected', (rows, message) => {
    expect(() => readIndicatorSheet(rows)).toThrow(message)
  })
})
