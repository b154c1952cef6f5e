import type { Work } from '../storage/work.ts'

/** A step with the ticket that leads an incident, which the others of it take as well. */
export interface FollowedStep {
  number: string
  action: 'accept' | 'start' | 'wait'
  by: string
  note: string
  /** With `wait`. */
  waitReason?: 'resident' | 'parts' | 'force-majeure'
}

/** What an incident does to its tickets; the ticket feature carries it out. */
export interface IncidentSteps {
  assign(work: Work, step: { number: string; assignee: string; by: string; note: string }): Promise<void>
  note(work: Work, step: { number: string; by: string; note: string }): Promise<void>
  /** Nothing happens with a ticket that the step does not fit. */
  follow(work: Work, step: FollowedStep): Promise<void>
  resolve(work: Work, step: { number: string; by: string; note: string }): Promise<void>
}

export interface IncidentParts {
  steps: IncidentSteps
  timezone: string
}
