import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitText } from '../../../src/messaging/split-text.ts'

describe('splitText', () => {
  it('leaves a short text whole', () => {
    expect(splitText('您好', 10)).toEqual(['您好'])
  })

  it('gives one empty piece for an empty text', () => {
    expect(splitText('', 10)).toEqual([''])
  })

  it('cuts between paragraphs rather than inside a sentence', () => {
    expect(splitText('第一段话。\n\n第二段话比较长一些。', 14)).toEqual([
      '第一段话。',
      '第二段话比较长一些。',
    ])
  })

  it('cuts after a sentence where there is no paragraph', () => {
    expect(splitText('前一句话说完了。后一句话也说完了。', 12)).toEqual([
      '前一句话说完了。',
      '后一句话也说完了。',
    ])
  })

  it('never cuts an emoji in two', () => {
    for (const piece of splitText('😀'.repeat(50), 15)) expect(piece.isWellFormed()).toBe(true)
  })

  it('closes emphasis at a cut and opens it again', () => {
    const pieces = splitText(`**${'很'.repeat(30)}**`, 20)
    for (const piece of pieces) expect(piece.split('**').length % 2).toBe(1)
  })

  it('loses no character, whatever the text', () => {
    const text = fc.string({
      unit: fc.constantFrom('好', 'a', '_', '*', '[', '。', ' ', '\n', '😀'),
      maxLength: 400,
    })
    fc.assert(
      fc.property(text, fc.integer({ min: 12, max: 60 }), (words, limit) => {
        const pieces = splitText(words, limit)
        const bare = (value: string) => value.replace(/[\s*]/gu, '')
        expect(bare(pieces.join(''))).toBe(bare(words))
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(limit)
      }),
    )
  })

  it('takes 4,500 characters full of markup in two messages', () => {
    const text = '_*[]()'.repeat(750)
    const pieces = splitText(text, 4_096)
    expect(pieces).toHaveLength(2)
    expect(pieces.join('').replaceAll('*', '')).toBe(text.replaceAll('*', ''))
  })
})
