import { describe, expect, it } from 'vitest'
import { type ChoiceRequest, chooseStaff } from '../../../src/dispatch/choose-staff.ts'
import { explainChoice } from '../../../src/dispatch/explain-choice.ts'
import { chooseEscalation } from '../../../src/dispatch/find-escalation.ts'
import { chooseNextRing } from '../../../src/dispatch/order-chain.ts'
import type { DispatchTicket, StaffFacts } from '../../../src/dispatch/staff-facts.ts'

const ticket: DispatchTicket = {
  category: 'elevator',
  queue: 'engineering',
  priority: 'normal',
  communityId: 'garden',
  building: '3',
}

function member(id: string, facts: Partial<StaffFacts> = {}): StaffFacts {
  return {
    id,
    name: id,
    role: 'technician',
    skills: ['engineering'],
    buildings: [],
    communities: [],
    dutyOrder: null,
    presence: { isOnShift: true, isOnDuty: false, minutesLeft: 300 },
    openTickets: 0,
    load: 0,
    lastDispatchedAt: null,
    ...facts,
  }
}

const offShift = { isOnShift: false, isOnDuty: false, minutesLeft: 0 }
const onDuty = { isOnShift: true, isOnDuty: true, minutesLeft: 300 }
const choose = (staff: StaffFacts[], change: Partial<ChoiceRequest> = {}) =>
  chooseStaff({ ticket, staff, mode: 'assign', ...change })
const chosen = (staff: StaffFacts[], change: Partial<ChoiceRequest> = {}) => {
  const decision = choose(staff, change)
  return decision.kind === 'assign' || decision.kind === 'lead' ? decision.staff.id : decision.kind
}

describe('assigning', () => {
  it('asks only who has the skill, looks after the place and is at work', () => {
    const decision = choose([
      member('noskill', { skills: ['cleaning'] }),
      member('elsewhere', { buildings: ['garden/5'] }),
      member('other-community', { communities: ['park'] }),
      member('asleep', { presence: offShift }),
      member('observer', { role: 'observer' }),
      member('busy', { load: 9, openTickets: 9 }),
    ])
    expect(decision).toMatchObject({
      kind: 'assign',
      staff: { id: 'busy' },
      why: 'only',
      leftOut: { noSkill: 1, elsewhere: 2, offShift: 1 },
    })
  })

  it('takes who has least to do, then the specialist, the near one, who waited longest', () => {
    expect(chosen([member('a', { load: 2 }), member('b', { load: 1 })])).toBe('b')
    expect(chosen([member('a'), member('b', { skills: ['elevator'] })])).toBe('b')
    expect(chosen([member('a'), member('b', { buildings: ['garden/3'] })])).toBe('b')
    const at = (day: number) => ({ lastDispatchedAt: new Date(Date.UTC(2026, 10, day)) })
    expect(chosen([member('a', at(3)), member('b', at(2)), member('c', at(4))])).toBe('b')
  })

  it('spares who goes home soon, except for what presses', () => {
    const leaving = member('a', { presence: { isOnShift: true, isOnDuty: false, minutesLeft: 10 } })
    const busy = member('b', { load: 1 })
    expect(chosen([leaving, busy])).toBe('b')
    expect(chosen([leaving, busy], { ticket: { ...ticket, priority: 'high' } })).toBe('a')
  })

  it('gives a reopened ticket to who had it, and never back to who gave it away', () => {
    const staff = [member('a'), member('b', { load: 5 })]
    expect(chosen(staff, { earlier: 'b' })).toBe('b')
    expect(chosen(staff, { exclude: ['a'] })).toBe('b')
  })

  it('falls to the duty lead by order, then to nobody', () => {
    const staff = [
      member('second', { skills: [], presence: onDuty, dutyOrder: 2 }),
      member('first', { skills: [], presence: onDuty, dutyOrder: 1, role: 'agent' }),
      member('far', { skills: [], presence: onDuty, dutyOrder: 0, communities: ['park'] }),
    ]
    expect(choose(staff).kind).toBe('lead')
    expect(chosen(staff)).toBe('first')
    expect(chosen([])).toBe('nobody')
  })
})

describe('other modes', () => {
  it('rotate goes in turn whatever the load', () => {
    const staff = [
      member('a', { load: 0, lastDispatchedAt: new Date(2) }),
      member('b', { load: 9, lastDispatchedAt: new Date(1) }),
    ]
    expect(chosen(staff, { mode: 'rotate' })).toBe('b')
  })

  it('grab offers to all it fits, and assigns where there is one', () => {
    const decision = choose([member('a'), member('b'), member('c', { presence: offShift })], { mode: 'grab' })
    expect(decision).toMatchObject({ kind: 'offer', staff: [{ id: 'a' }, { id: 'b' }] })
    expect(chosen([member('a')], { mode: 'grab' })).toBe('a')
  })
})

describe('the line that says why', () => {
  it.each([
    [[member('张伟', { buildings: ['garden/3'], openTickets: 2 }), member('b', { load: 3 })]],
    [[member('b', { presence: offShift }), member('d', { presence: onDuty, skills: [] })]],
    [[]],
  ])('is one line in both languages', staff => {
    const line = explainChoice(choose(staff), ticket)
    for (const text of Object.values(line)) {
      expect(text.length).toBeGreaterThan(10)
      expect(text).not.toMatch(/\n|undefined|null/)
    }
  })

  it('names the person and what counted', () => {
    const decision = choose([
      member('张伟', { buildings: ['garden/3'], openTickets: 2 }),
      member('b', { load: 3 }),
      member('c', { presence: offShift }),
    ])
    expect(explainChoice(decision, ticket)).toEqual({
      zh: '派给张伟：负荷最低且最合适，会电梯，负责3栋，手上2单，当班可派2人（1人不当班）。',
      en: expect.stringMatching(/^Given to 张伟: .*looks after building 3, 2 open tickets/),
    })
  })
})

describe('chains', () => {
  it('ring each once a round, then the first anew', () => {
    const chain = [member('a'), member('b')]
    expect(chooseNextRing(chain, { round: 1, staffIds: [] })).toMatchObject({
      round: 1,
      level: 1,
      staff: { id: 'a' },
    })
    expect(chooseNextRing(chain, { round: 1, staffIds: ['a'] })).toMatchObject({
      level: 2,
      staff: { id: 'b' },
    })
    expect(chooseNextRing(chain, { round: 1, staffIds: ['a', 'b'] })).toMatchObject({
      round: 2,
      level: 1,
      staff: { id: 'a' },
    })
    expect(chooseNextRing([], { round: 1, staffIds: [] })).toEqual({ round: 1, level: 1, staff: undefined })
  })

  it('escalate from the owner to the duty lead to the manager, and fall to all on duty', () => {
    const staff = [
      member('owner'),
      member('lead', { presence: onDuty, dutyOrder: 1 }),
      member('mate', { presence: onDuty, dutyOrder: 2 }),
      member('boss', { role: 'manager', presence: offShift }),
    ]
    const at = (level: 0 | 1 | 2, assignee: string | null = 'owner') =>
      chooseEscalation(staff, { ...ticket, assignee }, level).map(({ id }) => id)
    expect(at(0)).toEqual(['owner'])
    expect(at(1)).toEqual(['lead'])
    expect(at(2)).toEqual(['boss'])
    expect(at(0, null)).toEqual(['lead', 'mate'])
    expect(at(1, 'lead')).toEqual(['mate'])
  })
})
