import { LinliError } from '../shared/errors.ts'

/** Why an action on a ticket was refused; nothing was changed. */
export type RefusalReason =
  /** A colleague has it. */
  | 'taken'
  /** It was withdrawn. */
  | 'cancelled'
  /** It is solved already. */
  | 'finished'
  /** The action does not fit where the ticket stands. */
  | 'out-of-course'

export interface RefusalFacts {
  reason: RefusalReason
  number: string
  status: string
  action: string
  /** Name of who has it, empty where nobody has. */
  assignee: string
}

/** An action that came too late or from the wrong person; `conflict` to callers, a sentence to staff by its facts. */
export class TicketRefused extends LinliError {
  readonly facts: RefusalFacts
  constructor(facts: RefusalFacts, expected: readonly string[] = []) {
    super('conflict', describe(facts, expected))
    this.name = 'TicketRefused'
    this.facts = facts
  }
}

function describe(facts: RefusalFacts, expected: readonly string[]): string {
  const { number, status, action, assignee } = facts
  switch (facts.reason) {
    case 'taken':
      return `Ticket ${number} is with ${assignee}; ${action} is theirs unless it is reassigned.`
    case 'cancelled':
      return `Ticket ${number} is cancelled; ${action} is no longer needed.`
    case 'finished':
      return `Ticket ${number} is ${status} already; ${action} came too late.`
    default:
      return `Ticket ${number} is ${status}; ${action} needs one of: ${expected.join(', ')}.`
  }
}
