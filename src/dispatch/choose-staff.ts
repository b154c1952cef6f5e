import type { DispatchMode } from './policy.ts'
import { type DispatchTicket, hasSkill, looksAfter, type StaffFacts, worksOnTickets } from './staff-facts.ts'

/** How many could not be asked, and why; each counted under the first reason that held. */
export interface LeftOut {
  noSkill: number
  elsewhere: number
  offShift: number
}

/** Who is given a ticket and why; `explain-choice.ts` says it in one line. */
export type DispatchDecision =
  | { kind: 'assign'; staff: StaffFacts; why: AssignReason; eligible: number; leftOut: LeftOut }
  | { kind: 'offer'; staff: StaffFacts[]; leftOut: LeftOut }
  | { kind: 'lead'; staff: StaffFacts; leftOut: LeftOut }
  | { kind: 'nobody'; leftOut: LeftOut }

/** again: had it before; only: no other fits; in-turn: longest without a ticket; best-fit: least to do, then nearest. */
export type AssignReason = 'again' | 'only' | 'in-turn' | 'best-fit'

export interface ChoiceRequest {
  ticket: DispatchTicket
  staff: readonly StaffFacts[]
  mode: DispatchMode
  /** Not to be asked: who gave the ticket back. */
  exclude?: readonly string[]
  /** Who had the ticket before it was reopened. */
  earlier?: string | null
}

/** Chooses by skill, place, shift, load and priority; else the duty lead; else nobody. Pure: the same request, the same answer. */
export function chooseStaff(request: ChoiceRequest): DispatchDecision {
  const { ticket, mode, exclude = [] } = request
  const staff = request.staff.filter(member => !exclude.includes(member.id))
  const { eligible, leftOut } = sortOut(staff, ticket)
  const [only] = eligible
  if (!only) return findLead(staff, ticket, leftOut)
  const told = { eligible: eligible.length, leftOut }
  const earlier = eligible.find(member => member.id === request.earlier)
  if (earlier) return { kind: 'assign', staff: earlier, why: 'again', ...told }
  if (eligible.length === 1) return { kind: 'assign', staff: only, why: 'only', ...told }
  if (mode === 'grab') return { kind: 'offer', staff: eligible, leftOut }
  if (mode === 'rotate') {
    return { kind: 'assign', staff: first(eligible, byTurn), why: 'in-turn', ...told }
  }
  return { kind: 'assign', staff: first(eligible, byFit(ticket)), why: 'best-fit', ...told }
}

function sortOut(
  staff: readonly StaffFacts[],
  ticket: DispatchTicket,
): { eligible: StaffFacts[]; leftOut: LeftOut } {
  const leftOut: LeftOut = { noSkill: 0, elsewhere: 0, offShift: 0 }
  const eligible = staff.filter(member => {
    if (!worksOnTickets(member)) return false
    if (!hasSkill(member, ticket)) leftOut.noSkill += 1
    else if (!looksAfter(member, ticket)) leftOut.elsewhere += 1
    else if (!member.presence.isOnShift) leftOut.offShift += 1
    else return true
    return false
  })
  return { eligible, leftOut }
}

/** Those on duty for the place, in the order in which they are rung. */
export function listOnDuty(staff: readonly StaffFacts[], ticket: DispatchTicket): StaffFacts[] {
  return staff
    .filter(member => member.role !== 'observer' && member.presence.isOnDuty && looksAfter(member, ticket))
    .toSorted((a, b) => (a.dutyOrder ?? 999) - (b.dutyOrder ?? 999) || a.load - b.load || byId(a, b))
}

function findLead(staff: readonly StaffFacts[], ticket: DispatchTicket, leftOut: LeftOut): DispatchDecision {
  const [lead] = listOnDuty(staff, ticket)
  return lead ? { kind: 'lead', staff: lead, leftOut } : { kind: 'nobody', leftOut }
}

type Order = (a: StaffFacts, b: StaffFacts) => number

function first(staff: StaffFacts[], order: Order): StaffFacts {
  return staff.reduce((best, member) => (order(member, best) < 0 ? member : best))
}

const byId: Order = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
const byTurn: Order = (a, b) =>
  (a.lastDispatchedAt?.getTime() ?? 0) - (b.lastDispatchedAt?.getTime() ?? 0) || byId(a, b)

/** Minutes before the end of a shift in which no more work is begun that can wait. */
const closingMinutes = 30

/** Least effort first; who has waited longest among equals. */
function byFit(ticket: DispatchTicket): Order {
  const isPressing = ticket.priority === 'high' || ticket.priority === 'emergency'
  const effort = (member: StaffFacts): number => {
    // What presses goes to whoever has the fewest things to do, wherever they usually work.
    if (isPressing) return member.load
    const isSpecialist = member.skills.includes(ticket.category)
    const isNear =
      ticket.building !== null && member.buildings.includes(`${ticket.communityId}/${ticket.building}`)
    const isLeaving = member.presence.minutesLeft < closingMinutes
    return member.load + (isSpecialist ? 0 : 0.5) + (isNear ? 0 : 0.25) + (isLeaving ? 2 : 0)
  }
  return (a, b) => effort(a) - effort(b) || byTurn(a, b)
}
