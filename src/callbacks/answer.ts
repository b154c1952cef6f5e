import type { Emotion, Sentiment } from '../shared/vocabulary.ts'
import type { AskedMatter } from './answer-things.ts'
import type { AnswerGuess } from './guess-answer.ts'
import type { Aspect } from './policy.ts'

/** What else is known of an answer. */
export interface AnswerHints extends AskedMatter {
  /** As the mood of the message was scored. */
  sentiment: Sentiment
  emotion: Emotion
  /** Whether, read by itself, it reports a trouble: of the matter that was asked about, or of another one. */
  reports?: 'same' | 'other' | undefined
  /** Whether, read by itself, it asks something. */
  asks?: boolean
  /** What the trained head makes of it. */
  guess?: AnswerGuess | undefined
}

export type Answer =
  | {
      kind: 'rating'
      score: number
      /** What was plainly praised (true) or blamed (false). */
      aspects: Partial<Record<Aspect, boolean>>
      /** Whether the trouble is said to be there still. */
      isUnsolved: boolean
      /** Whether no rule knows a word of it, and what it sounds like is not sure enough to open work again. */
      isGuess?: true
      /** Whether no more questions are wanted: 「4分，以后别再问了」. */
      wantsNoMore?: true
      /** Words beside the rating that tell of something else. */
      rest?: string
    }
  | { kind: 'opt-out' }
  | { kind: 'new-problem' }
  /** A question, 「等会再说」: it is answered like any other message, and the callback goes on waiting. */
  | { kind: 'other' }
