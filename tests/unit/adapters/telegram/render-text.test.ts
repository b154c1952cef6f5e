import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderText } from '../../../../src/adapters/telegram/render-text.ts'
import { format } from '../../../support/fake-telegram/formatting.ts'

describe('rendering emphasis', () => {
  it.each([
    ['**好**', '好', [{ type: 'bold', offset: 0, length: 1 }]],
    ['😀**今天**来', '😀今天来', [{ type: 'bold', offset: 2, length: 2 }]],
    ['没有配对 ** 星号', '没有配对 ** 星号', []],
    ['2 * 3 ** 4', '2 * 3 ** 4', []],
    ['****', '****', []],
    ['**a** 和 **b', 'a 和 **b', [{ type: 'bold', offset: 0, length: 1 }]],
    ['**两\n行**', '两\n行', [{ type: 'bold', offset: 0, length: 3 }]],
  ])('%j', (marked, text, entities) => {
    expect(renderText(marked)).toEqual({ text, entities })
  })

  it('replaces half a character, which Telegram refuses', () => {
    expect(renderText('好\ud83d').text).toBe('好\uFFFD')
  })

  it('is never refused by the rules for entities, whatever the text', () => {
    const piece = fc.oneof(
      fc.constantFrom('**', '*', '😀', '\n', ' ', '_', '<b>'),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
        const { text, entities } = renderText(pieces.join(''))
        expect(format(text, undefined, entities).text).toBe(text)
        expect(text.length).toBeLessThanOrEqual(pieces.join('').length)
      }),
      { numRuns: 150 },
    )
  })

  it('marks no more than the hundred that Telegram reads, and still hides the stars', () => {
    const { text, entities } = renderText('**甲** '.repeat(150))
    expect(entities).toHaveLength(100)
    expect(text).not.toContain('*')
  })
})
