import { describe, expect, it } from 'vitest'
import { findPresence, type WeeklyShift } from '../../../src/dispatch/shifts.ts'
import { readLocalMoment } from '../../../src/shared/local-time.ts'

const zone = 'Asia/Shanghai'
const at = (time: string) => {
  const now = new Date(`${time}+08:00`)
  return { now, local: readLocalMoment(now, zone) }
}
const weekly = (shift: Partial<WeeklyShift>): WeeklyShift => ({
  weekdays: [1, 2, 3, 4, 5],
  startsAt: '08:00',
  endsAt: '17:00',
  kind: 'shift',
  ...shift,
})
const works = (shift: WeeklyShift, time: string) =>
  findPresence({ dated: [], weekly: [shift] }, at(time)).isOnShift

describe('weekly shifts', () => {
  // 2026-11-23 is a Monday.
  it('begin and end to the minute, on their days', () => {
    const shift = weekly({})
    expect(works(shift, '2026-11-23T07:59')).toBe(false)
    expect(works(shift, '2026-11-23T08:00')).toBe(true)
    expect(works(shift, '2026-11-23T16:59')).toBe(true)
    expect(works(shift, '2026-11-23T17:00')).toBe(false)
    expect(works(shift, '2026-11-28T10:00')).toBe(false)
  })

  it('go on past midnight, also from Sunday to Monday', () => {
    const night = weekly({ weekdays: [7], startsAt: '20:00', endsAt: '08:00' })
    expect(works(night, '2026-11-29T19:59')).toBe(false)
    expect(works(night, '2026-11-29T20:00')).toBe(true)
    expect(works(night, '2026-11-30T07:59')).toBe(true)
    expect(works(night, '2026-11-30T08:00')).toBe(false)
    expect(works(night, '2026-11-30T20:00')).toBe(false)
  })

  it('last the whole day where they end when they begin', () => {
    const all = weekly({ weekdays: [1, 2, 3, 4, 5, 6, 7], startsAt: '00:00', endsAt: '00:00' })
    for (const hour of ['00:00', '11:59', '23:59']) expect(works(all, `2026-11-25T${hour}`)).toBe(true)
  })

  it('say how long there is still to go', () => {
    const presence = findPresence({ dated: [], weekly: [weekly({ kind: 'duty' })] }, at('2026-11-23T16:30'))
    expect(presence).toEqual({ isOnShift: true, isOnDuty: true, minutesLeft: 30 })
  })
})

describe('dated shifts', () => {
  const dated = (kind: 'shift' | 'duty' | 'off', from: string, to: string) => ({
    kind,
    startsAt: at(from).now,
    endsAt: at(to).now,
  })

  it('add to the weekly ones, and leave takes them all away', () => {
    const shifts = { dated: [dated('duty', '2026-11-28T09:00', '2026-11-28T12:00')], weekly: [weekly({})] }
    expect(findPresence(shifts, at('2026-11-28T10:00')).isOnDuty).toBe(true)
    expect(findPresence(shifts, at('2026-11-28T12:00')).isOnShift).toBe(false)
    const leave = { ...shifts, dated: [dated('off', '2026-11-23T00:00', '2026-11-24T00:00')] }
    expect(findPresence(leave, at('2026-11-23T10:00')).isOnShift).toBe(false)
    expect(findPresence(leave, at('2026-11-24T10:00')).isOnShift).toBe(true)
  })
})
