import type { HandoverPlan } from '../../handover/request-handover.ts'
import type { IncidentState } from '../../incidents/run-incident.ts'
import type { KnowledgeAnswer } from '../../knowledge/answer.ts'
import type { HouseholdName } from '../../residents/bind-household.ts'
import type { RememberedSurvey } from '../../surveys/survey-invite.ts'
import type { Ticket } from '../../tickets/ticket.ts'
import type { HandoverReason, TicketDraft } from '../commands/command.ts'
import type { ErrandAnswer } from '../errand.ts'
import type { DraftPart, Saying } from '../flows/state.ts'
import type { KnownTicket, PendingQuestion } from '../understand/understander.ts'

/** A ticket as the resident is told of it: who works on it by name, and whether a promise is past. */
export interface ToldTicket extends Ticket {
  owner: string
  isLate: boolean
}

/** What really happened in a turn; the reply is written from these and from nothing else (promise 4). */
export type Outcome =
  | {
      kind: 'opened'
      ticket: Ticket
      draft: TicketDraft
      askAppointment: boolean
      askPlace: boolean
      files: number
      /** Others reported the same and it is known how it stands. */
      incident?: IncidentState
    }
  | { kind: 'noted'; ticket: Ticket; slot?: 'place' | 'phone' | 'appointment' | 'called-off' }
  | { kind: 'corrected'; ticket: Ticket; slot: 'place' | 'other' }
  | { kind: 'cancelled'; ticket: Ticket }
  | { kind: 'reopened'; ticket: Ticket }
  | { kind: 'still-open'; ticket: Ticket }
  | { kind: 'urged'; ticket: ToldTicket }
  | { kind: 'status'; tickets: ToldTicket[] }
  | {
      kind: 'rated'
      ticket: Ticket
      score: number
      /** Whether the resident can still have it opened again by saying so. */
      mayReopen: boolean
    }
  | {
      kind: 'callback-rated'
      score: number
      /** The ticket that is open again for it. */
      reopened: Ticket | undefined
      isLow: boolean
      isChanged: boolean
      aspect: string | undefined
    }
  | { kind: 'survey-answered'; next: RememberedSurvey | undefined }
  | { kind: 'aspect-rated'; isLow: boolean }
  /** What was sent in answer to a callback is with its ticket; the verdict is still wanted. */
  | { kind: 'file-kept'; number: string }
  | { kind: 'opted-out' }
  | { kind: 'opted-in' }
  | { kind: 'answered'; answer: KnowledgeAnswer }
  | { kind: 'handover'; reason: HandoverReason; isNew: boolean; plan: HandoverPlan }
  | { kind: 'voice'; type: 'praise' | 'suggestion' | 'sign-up'; text: string }
  | { kind: 'bound'; household: HouseholdName }
  | { kind: 'bind-wrong-code'; triesLeft: number }
  | { kind: 'bind-too-many' }
  | { kind: 'link'; result: LinkOutcome }
  | {
      kind: 'asked'
      about: PendingQuestion
      tickets: KnownTicket[]
      draft?: TicketDraft
      isAgain: boolean
      noted: DraftPart[]
    }
  | { kind: 'ran-errand'; answer: ErrandAnswer }
  | { kind: 'said'; what: Saying }

/** What came of linking accounts. */
export type LinkOutcome =
  | { kind: 'code'; code: string; minutes: number }
  | { kind: 'linked'; channel: string }
  | { kind: 'wrong-code'; triesLeft: number }
  | { kind: 'too-many-tries' }
  | { kind: 'unlinked' }
  | { kind: 'not-linked' }
