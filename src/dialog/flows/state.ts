import type { RememberedCallback } from '../../callbacks/callback-store.ts'
import type { Aspect } from '../../callbacks/policy.ts'
import type { SurveyQuestion, SurveyValue } from '../../surveys/survey.ts'
import type { RememberedSurvey } from '../../surveys/survey-invite.ts'
import type {
  HandoverReason,
  Place,
  RefusalReason,
  SmallTalkTopic,
  TicketDraft,
} from '../commands/command.ts'
import type { KnownTicket, PendingQuestion } from '../understand/understander.ts'

/** What a conversation remembers between turns; kept as JSON, so only plain values. */
export interface ConversationState {
  /** A problem that still lacks something; opened as it is when the resident stays silent. */
  draft?: TicketDraft
  /** ISO instant after which the draft is opened as it is. */
  draftDueAt?: string
  /** How often the draft's place was asked for in vain. */
  placeAsked?: number
  /** Turns that the draft has waited for its place. */
  placeTurns?: number
  pending?: PendingQuestion
  /** Whether the pending question was put a second time, after an interruption; there is no third. */
  askedAgain?: true
  /** The ticket talked about last in this talk. */
  lastTicket?: string
  /** The ticket talked about last before this talk: 「上次那个」. */
  earlierTicket?: string
  /** Questions of this talk, newest last, to read 「那周末呢？」. */
  questions: string[]
  /** The resident's last words of this talk, oldest first; a bare 「对」 is said in their mood. */
  said?: string[]
  /** Turns in a row that were not understood. */
  stuck: number
  /** Whether the resident has been told that an automatic assistant answers, in this talk. */
  introduced: boolean
  /** What was asked of our own accord: how something went. `isPast`: other things were said since. */
  callback?: RememberedCallback & { isPast?: true }
  /** The question of a survey that waits for its answer. */
  survey?: RememberedSurvey
  /** Callbacks that wait for the resident's next words, since the channel lets us answer only. */
  awaited?: string[]
  /** ISO instant of the last turn; a long silence begins a new talk. */
  lastTurnAt?: string
}

export const emptyState: ConversationState = { questions: [], stuck: 0, introduced: false }

/** A silence after which questions lapse and a new talk begins. */
export const talkEndsAfterMs = 6 * 3_600_000

/** How long a half-told problem waits for its missing part before it is opened without. */
export const draftWaitsMs = 15 * 60_000

/** How long the answer to a callback may take, and be changed. */
const callbackLastsMs = 7 * 86_400_000

/** The state as it is at `now`: after a long silence a new talk, with only the last ticket remembered. */
export function refreshState(state: ConversationState, now: Date): ConversationState {
  const lastTurnAt = state.lastTurnAt ? Date.parse(state.lastTurnAt) : undefined
  const isNewTalk = lastTurnAt !== undefined && now.getTime() - lastTurnAt > talkEndsAfterMs
  if (!isNewTalk) return state
  const earlierTicket = state.lastTicket ?? state.earlierTicket
  const { callback, survey } = state
  const isOpen = callback && now.getTime() - Date.parse(callback.askedAt) < callbackLastsMs
  return {
    ...emptyState,
    ...(earlierTicket ? { earlierTicket } : {}),
    ...(isOpen ? { callback } : {}),
    ...(survey ? { survey } : {}),
  }
}

/** What the pure flow decides; effects are carried out in the turn's transaction, in order. */
export type Step =
  | { kind: 'open-ticket'; draft: TicketDraft; askAppointment: boolean; askPlace: boolean }
  | {
      kind: 'add-note'
      number: string
      note: string
      place?: Place
      phone?: string
      appointment?: string
      /** The reporter says that a danger is none; people see whether it is so. */
      callsOff?: true
    }
  | {
      kind: 'correct-ticket'
      number: string
      place?: Place
      phone?: string
      appointment?: string
      description?: string
    }
  | { kind: 'cancel-ticket'; number: string }
  | { kind: 'reopen-ticket'; number: string; reason: string }
  | { kind: 'urge-ticket'; number: string }
  | { kind: 'tell-status'; numbers: string[] }
  | {
      kind: 'rate-ticket'
      number: string
      score: number
      comment: string
      /** Whether the ticket is opened again in the same turn. */
      reopens: boolean
    }
  /** The answer to a callback, by words or button. */
  | {
      kind: 'answer-callback'
      id: string
      score: number
      comment: string
      isUnsolved: boolean
      aspects: Partial<Record<Aspect, boolean>>
      /** Whether the score is what words sound like that no rule knows. */
      isGuess?: true
    }
  | { kind: 'answer-aspect'; id: string; aspect: string; score: number; comment: string }
  /** A photo or voice message sent in answer to a callback; `asks`: the verdict is still wanted, in words. */
  | { kind: 'keep-file'; id: string; note: string; asks: boolean }
  /** `id`: of the callback that it was said to. */
  | { kind: 'opt-out'; id?: string; words: string }
  | { kind: 'opt-in' }
  /** `value` undefined: the question is passed over. `isLast`: no further one is wanted. */
  | { kind: 'answer-survey'; inviteId: string; position: number; value?: SurveyValue; isLast?: true }
  | { kind: 'pass-callback'; id: string }
  | { kind: 'note-new-problem'; id: string; words: string }
  | { kind: 'answer-question'; question: string; earlier: string[] }
  | { kind: 'request-human'; reason: HandoverReason }
  | { kind: 'record-voice'; type: 'praise' | 'suggestion' | 'sign-up'; text: string }
  | { kind: 'bind'; code: string }
  /** A button of a notice or activity, or a fixed word. */
  | { kind: 'errand'; value: string; isComplaining: boolean }
  /** Accounts of one person on several channels: show a code, take one, part again. */
  | { kind: 'link'; what: 'show' | 'end' }
  | { kind: 'link'; what: 'use'; code: string }
  /** The press of a button under an answer; nothing is said. */
  | { kind: 'rate-answer'; isHelpful: boolean }
  | {
      kind: 'ask'
      about: PendingQuestion
      tickets?: KnownTicket[]
      draft?: TicketDraft
      isAgain?: boolean
      /** What this turn added to the draft; the resident hears that it was not in vain. */
      noted?: DraftPart[]
    }
  | { kind: 'say'; what: Saying }

/** What a turn may add to a draft beside its place. */
export type DraftPart = 'phone' | 'appointment' | 'file' | 'words'

/** Where a talk stands, and what is to be done. */
export interface Progress {
  state: ConversationState
  steps: Step[]
}

/** Things said without any effect. */
export type Saying =
  | { kind: 'small-talk'; topic: SmallTalkTopic }
  | { kind: 'refusal'; reason: RefusalReason }
  | { kind: 'not-understood' }
  | { kind: 'draft-dropped' }
  | { kind: 'no-open-ticket'; purpose: 'cancel' | 'urge' | 'status' | 'add' | 'reopen' | 'rate' }
  | { kind: 'not-your-ticket'; number: string }
  | { kind: 'already-cancelled'; number: string }
  | { kind: 'kept-open'; number: string }
  | { kind: 'time-passed'; value: string }
  /** How the question of a survey is answered. `named`: the options that were, where only one is asked for. `isHint`: said once. */
  | { kind: 'survey-again'; question: SurveyQuestion; named?: number[]; isHint?: true }
  | { kind: 'survey-over' }
  | { kind: 'passed-over' }
  | { kind: 'left-as-is' }
  /** Cursing, with a ticket open: what can be done about it. */
  | { kind: 'angry-about'; number: string }
  | { kind: 'help' }
  | { kind: 'welcome' }
  | { kind: 'file-noted' }
  /** What was heard in a voice message, for the resident to put right. */
  | { kind: 'heard'; text: string }
  | { kind: 'voice-unheard' }
  | { kind: 'bind-how' }
  | { kind: 'what-happened' }
  | { kind: 'private-please' }
  | { kind: 'too-many-tickets' }
