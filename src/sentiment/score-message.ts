import type { Emotion, Sentiment } from '../shared/vocabulary.ts'

export interface MessageScore {
  sentiment: Sentiment
  emotion: Emotion
  /** Discontent with the service itself, not with a neighbour, the weather or the football. */
  angryAtService: boolean
}

/** Scores one message without any model. Synchronous and pure. */
export type ScoreMessage = (text: string) => MessageScore
