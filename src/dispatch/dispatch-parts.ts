import type { Work } from '../storage/work.ts'

/** What dispatch does to tickets; the ticket feature carries it out. */
export interface TicketSteps {
  /** Gives the ticket to a member of staff; `note` says why. */
  assign(work: Work, step: { number: string; assignee: string; by: string; note: string }): Promise<void>
  /** A member of staff takes it on: that is the response. */
  accept(work: Work, step: { number: string; by: string; note: string }): Promise<void>
  note(work: Work, step: { number: string; by: string; note: string }): Promise<void>
}

export interface DispatchParts {
  steps: TicketSteps
  /** Of tickets that belong to no community. */
  timezone: string
}
