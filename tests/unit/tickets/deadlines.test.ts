import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { deadlinesFor } from '../../../src/tickets/deadlines.ts'

const openedAt = new Date('2026-12-31T23:50:00Z')
const standard = readFileSync(new URL('../../../knowledge-base/complaints.md', import.meta.url), 'utf8')

describe('deadlinesFor', () => {
  it('gives what the standard promises: 24 hours to respond, 3 days to resolve', () => {
    expect(standard).toMatch(/24小时内响应，3日内解决/)
    expect(deadlinesFor('normal', openedAt)).toEqual({
      respondBy: new Date('2027-01-01T23:50:00Z'),
      resolveBy: new Date('2027-01-03T23:50:00Z'),
    })
  })

  it('gives 15 minutes in an emergency, as the standard does', () => {
    expect(standard).toMatch(/紧急事件办理，15分钟内响应/)
    expect(deadlinesFor('emergency', openedAt).respondBy).toEqual(new Date('2027-01-01T00:05:00Z'))
  })
})
