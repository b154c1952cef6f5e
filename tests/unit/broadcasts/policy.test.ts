import { describe, expect, it } from 'vitest'
import { findApprovalTrouble } from '../../../src/broadcasts/course.ts'
import { broadcastPolicySchema, needsApproval } from '../../../src/broadcasts/policy.ts'

const policy = broadcastPolicySchema.parse({})

describe('approval', () => {
  it.each([
    ['an urgent outage by a leader', { urgent: true, kind: 'outage', byLeader: true }, false],
    ['an urgent outage by an agent', { urgent: true, kind: 'outage', byLeader: false }, true],
    ['an urgent tip by a leader', { urgent: true, kind: 'tip', byLeader: true }, true],
    ['an urgent notice of no kind', { urgent: true, kind: 'other', byLeader: true }, true],
    ['an ordinary outage by a leader', { urgent: false, kind: 'outage', byLeader: true }, true],
  ])('of %s', (_what, notice, needed) => {
    expect(needsApproval(policy, notice)).toBe(needed)
  })

  it('is not skipped by anybody where emergencies need it too', () => {
    const strict = { ...policy, urgentNeedsApproval: true }
    expect(needsApproval(strict, { urgent: true, kind: 'outage', byLeader: true })).toBe(true)
  })

  it('is for everybody but who saved it last', () => {
    expect(findApprovalTrouble({ by: 'a', updatedBy: 'a' })).toMatch(/somebody other/)
    expect(findApprovalTrouble({ by: 'a', updatedBy: 'b' })).toBeUndefined()
  })
})
