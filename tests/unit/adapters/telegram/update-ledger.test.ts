import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UpdateLedger } from '../../../../src/adapters/telegram/update-ledger.ts'

describe('the offset', () => {
  it('stays at the first update that is not kept', () => {
    const ledger = new UpdateLedger()
    for (const id of [10, 11, 12]) expect(ledger.take(id)).toBe(true)
    ledger.keep(11)
    ledger.keep(12)
    expect(ledger.offset()).toBe(10)
    expect(ledger.take(11)).toBe(false)
    ledger.keep(10)
    expect(ledger.offset()).toBe(13)
    expect(ledger.settled).toBe(true)
  })

  it('knows a kept update again in an answer that was on its way meanwhile', () => {
    const ledger = new UpdateLedger()
    for (const id of [10, 11]) ledger.take(id)
    ledger.keep(10)
    expect(ledger.take(10)).toBe(false)
    ledger.keep(11)
    expect([ledger.take(10), ledger.take(11), ledger.take(12)]).toEqual([false, false, true])
  })

  it('never passes an update that is not kept, and never names a kept one as new', () => {
    const step = fc.record({ act: fc.constantFrom('take', 'keep'), id: fc.integer({ min: 1, max: 30 }) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), steps => {
        const open = new Set<number>()
        const ledger = new UpdateLedger()
        for (const one of steps) {
          follow(ledger, open, one)
          for (const waiting of open) expect(ledger.offset()).toBeLessThanOrEqual(waiting)
        }
        expect(ledger.settled).toBe(open.size === 0)
      }),
    )
  })

  it('starts anew after a reset, so that a lower number is not swallowed', () => {
    const ledger = new UpdateLedger()
    ledger.take(900)
    ledger.keep(900)
    ledger.reset()
    expect(ledger.offset()).toBeUndefined()
    expect(ledger.take(5)).toBe(true)
  })
})

function follow(ledger: UpdateLedger, open: Set<number>, { act, id }: { act: string; id: number }): void {
  if (act === 'keep') {
    if (open.delete(id)) ledger.keep(id)
    return
  }
  // Telegram hands out nothing below the offset.
  if (id >= (ledger.offset() ?? 0) && ledger.take(id)) open.add(id)
}
