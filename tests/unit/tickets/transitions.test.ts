import { describe, expect, it } from 'vitest'
import { isOpen, type TicketStatus, ticketStatuses } from '../../../src/tickets/ticket.ts'
import { findTransition, ticketActions } from '../../../src/tickets/transitions.ts'

describe('the course of a ticket', () => {
  it('runs from classified through assign, start, resolve and follow-up to closed', () => {
    const course = ['assign', 'start', 'resolve', 'follow-up', 'close'] as const
    let status: TicketStatus = 'classified'
    for (const action of course) status = findTransition(status, action)?.to ?? 'received'
    expect(status).toBe('closed')
  })

  it('lets nothing but reopen leave a finished ticket for work', () => {
    for (const status of ['resolved', 'followed_up', 'closed'] as const) {
      const ways = ticketActions.filter(action => isOpen(findTransition(status, action)?.to ?? 'closed'))
      expect(ways).toEqual(['reopen'])
    }
  })

  it('lets nothing leave cancelled', () => {
    expect(ticketActions.filter(action => findTransition('cancelled', action))).toEqual([])
  })

  it('leads to known statuses only', () => {
    for (const status of ticketStatuses) {
      for (const action of ticketActions) {
        const to = findTransition(status, action)?.to
        if (to) expect(ticketStatuses).toContain(to)
      }
    }
  })
})
