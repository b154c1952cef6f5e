import { describe, expect, it } from 'vitest'
import { recogniseDanger } from '../../../../src/dialog/understand/recognise-danger.ts'
import { dangers, nearMisses } from './danger-sentences.ts'

describe('recognise danger', () => {
  it.each(dangers)('finds %s in 「%s」', (kind, text) => {
    expect(recogniseDanger(text)).toBe(kind)
  })

  it.each(nearMisses)('finds none in 「%s」', text => {
    expect(recogniseDanger(text)).toBeUndefined()
  })

  it('takes less than a millisecond for a message', () => {
    recogniseDanger('预热')
    const texts = [...nearMisses, ...dangers.map(([, text]) => text)]
    const startedAt = performance.now()
    for (let round = 0; round < 10; round++) for (const text of texts) recogniseDanger(text)
    expect((performance.now() - startedAt) / (10 * texts.length)).toBeLessThan(1)
  })

  it('does not stumble over a long text without spaces', () => {
    const startedAt = performance.now()
    recogniseDanger('水'.repeat(5_000))
    expect(performance.now() - startedAt).toBeLessThan(500)
  })
})
