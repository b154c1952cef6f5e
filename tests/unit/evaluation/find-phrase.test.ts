import { describe, expect, it } from 'vitest'
import { findNumbers, hasForbiddenPhrase, hasPhrase } from '../../../src/evaluation/find-phrase.ts'

describe('hasPhrase', () => {
  const held: [string, string][] = [
    ['平日到22:30。', '22:30'],
    ['收费240元', '240'],
    ['9:00–21:00', '9:00'],
    ['At the Front Desk', 'front desk'],
    ['1104室或104室', '104'],
    ['最长二十天', '二十天'],
    ['每份1.5倍', '1.5'],
    ['共计3,240,104元，104室', '104'],
    ['10,40元', '40'],
  ]
  for (const [text, phrase] of held) {
    it(`finds ${phrase} in ${text}`, () => expect(hasPhrase(text, phrase)).toBe(true))
  }

  const missed: [string, string][] = [
    ['1104室', '104'],
    ['13栋', '3栋'],
    ['400元', '40'],
    ['19:00', '9:00'],
    ['2.5小时', '5小时'],
    ['1.55倍', '1.5'],
    ['40.5元', '40'],
    ['1,240元', '240'],
    ['240,000元', '240'],
    ['二十四天', '十四天'],
    ['二十四天', '二十'],
    ['前台', '后台'],
  ]
  for (const [text, phrase] of missed) {
    it(`does not find ${phrase} in ${text}`, () => expect(hasPhrase(text, phrase)).toBe(false))
  }

  it('wants what must be said letter for letter, and finds what must not be said in any width', () => {
    expect(hasPhrase('新地址：', '新地址:')).toBe(false)
    expect(hasForbiddenPhrase('新 地址：幸福路', '新地址:')).toBe(true)
    expect(hasForbiddenPhrase('Ｒ－２２０１', 'R-2201')).toBe(true)
    expect(hasForbiddenPhrase('R-22011', 'R-2201')).toBe(false)
  })
})

describe('findNumbers', () => {
  it('gives whole numbers and decimals without separators', () => {
    expect(findNumbers('1,240元、2.5小时、１０％和21:00')).toEqual(['1240', '2.5', '10', '21', '00'])
  })
})
