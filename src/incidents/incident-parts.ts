import type { Work } from '../storage/work.ts'

/** What an incident does to its tickets; the ticket feature carries it out. */
export interface IncidentSteps {
  assign(work: Work, step: { number: string; assignee: string; by: string; note: string }): Promise<void>
  note(work: Work, step: { number: string; by: string; note: string }): Promise<void>
  resolve(work: Work, step: { number: string; by: string; note: string }): Promise<void>
}

export interface IncidentParts {
  steps: IncidentSteps
  timezone: string
}
