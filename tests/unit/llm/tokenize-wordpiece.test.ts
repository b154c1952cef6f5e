import { describe, expect, it } from 'vitest'
import { tokenizeWordpiece } from '../../../src/llm/tokenize-wordpiece.ts'

const vocabulary = new Map(['[PAD]', '水', '漏', 'wi', '##fi'].map((piece, id) => [piece, id]))

describe('WordPiece', () => {
  it('takes Han characters one by one, and words by their longest pieces', () => {
    expect(tokenizeWordpiece(vocabulary, '漏水 WiFi', 16)).toEqual([101, 2, 1, 3, 4, 102])
  })
  it('does not know what is in no piece', () => {
    expect(tokenizeWordpiece(vocabulary, 'zz水', 16)).toEqual([101, 100, 1, 102])
  })
  it('looks at no piece of a word without an end', () => {
    let looks = 0
    const counting = new (class extends Map<string, number> {
      override get(piece: string): number | undefined {
        looks += 1
        return super.get(piece)
      }
    })(vocabulary)
    expect(tokenizeWordpiece(counting, `${'x'.repeat(4_000)} 漏`, 16)).toEqual([101, 100, 2, 102])
    expect(looks).toBeLessThan(10)
  })
})
