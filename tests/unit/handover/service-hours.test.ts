import { describe, expect, it } from 'vitest'
import {
  defaultHandoverPolicy,
  type HandoverPolicy,
  isOpenAt,
  nextOpening,
} from '../../../src/handover/service-hours.ts'

const zone = 'Asia/Shanghai'
const at = (local: string) => new Date(`2026-11-23T${local}:00+08:00`)
const hours = (openFrom: string, openTo: string): HandoverPolicy => ({
  ...defaultHandoverPolicy,
  openFrom,
  openTo,
})

describe('service hours', () => {
  it.each([
    ['07:59', false],
    ['08:00', true],
    ['19:59', true],
    ['20:00', false],
    ['00:00', false],
  ])('from 08:00 to 20:00 it is %s: open %s', (time, isOpen) => {
    expect(isOpenAt(defaultHandoverPolicy, zone, at(time))).toBe(isOpen)
  })

  it('may run over midnight, or round the clock', () => {
    expect(isOpenAt(hours('22:00', '06:00'), zone, at('23:30'))).toBe(true)
    expect(isOpenAt(hours('22:00', '06:00'), zone, at('05:59'))).toBe(true)
    expect(isOpenAt(hours('22:00', '06:00'), zone, at('12:00'))).toBe(false)
    expect(isOpenAt(hours('00:00', '00:00'), zone, at('03:00'))).toBe(true)
  })

  it('open again at the next opening, to the minute', () => {
    expect(nextOpening(defaultHandoverPolicy, zone, at('21:30'))).toEqual(new Date('2026-11-24T00:00:00Z'))
    expect(nextOpening(defaultHandoverPolicy, zone, new Date('2026-11-22T19:30:41.5Z'))).toEqual(
      new Date('2026-11-23T00:00:00Z'),
    )
    const open = at('10:00')
    expect(nextOpening(defaultHandoverPolicy, zone, open)).toEqual(open)
  })
})
