import { describe, expect, it } from 'vitest'
import { chooseTalker } from '../../../src/dispatch/choose-talker.ts'
import type { StaffFacts } from '../../../src/dispatch/staff-facts.ts'

const place = { communityId: 'garden', building: '3' }
const atWork = { isOnShift: true, isOnDuty: false, minutesLeft: 300 }
const onDuty = { isOnShift: true, isOnDuty: true, minutesLeft: 300 }
const atHome = { isOnShift: false, isOnDuty: false, minutesLeft: 0 }

function member(id: string, facts: Partial<StaffFacts> = {}): StaffFacts {
  return {
    ...{ id, name: id, role: 'agent', skills: ['service'], buildings: [], communities: [], dutyOrder: null },
    ...{ presence: atWork, openTickets: 0, load: 0, lastDispatchedAt: null },
    ...facts,
  }
}

const ask = (staff: StaffFacts[], asked: { level?: number; notStaffId?: string } = {}) =>
  chooseTalker(staff, place, { level: asked.level ?? 1, notStaffId: asked.notStaffId ?? null })?.id

describe('who is asked to take a talk', () => {
  it('is an agent of the place at work: on duty first, then who knows the trade, then who has least to do', () => {
    const duty = member('duty', { presence: onDuty, load: 9 })
    const free = member('free')
    const busy = member('busy', { load: 3 })
    const other = member('other', { skills: [], load: 0 })
    const elsewhere = member('elsewhere', { communities: ['park'], presence: onDuty })
    const technician = member('technician', { role: 'technician', presence: onDuty })
    const all = [elsewhere, technician, other, busy, free, duty]
    expect(ask(all)).toBe('duty')
    expect(ask([elsewhere, technician, other, busy, free])).toBe('free')
    expect(ask([elsewhere, technician, other, busy])).toBe('busy')
    expect(ask([elsewhere, technician, other])).toBe('other')
    expect(ask([elsewhere, technician])).toBeUndefined()
  })

  it('is not the same person again, and one at home only when nobody is at work', () => {
    const home = member('home', { presence: atHome })
    const lead = member('lead', { role: 'manager' })
    expect(ask([member('a'), member('b')], { notStaffId: 'a' })).toBe('b')
    expect(ask([member('a'), home, lead], { notStaffId: 'a' })).toBe('lead')
    expect(ask([home])).toBe('home')
    expect(ask([home], { notStaffId: 'home' })).toBe('home')
  })

  it('is the lead from the second time on', () => {
    const sleeping = member('sleeping', { role: 'manager', presence: atHome })
    const lead = member('lead', { role: 'manager' })
    const admin = member('admin', { role: 'admin' })
    expect(ask([member('a'), sleeping, lead, admin], { level: 2 })).toBe('lead')
    expect(ask([member('a'), admin], { level: 2 })).toBe('admin')
    expect(ask([member('a')], { level: 3 })).toBe('a')
  })
})
