import type { Emotion, Sentiment } from '../shared/vocabulary.ts'

export interface MessageScore {
  sentiment: Sentiment
  emotion: Emotion
  /** Discontent with the service itself, not with a neighbour, the weather or the football. */
  angryAtService: boolean
}

/**
 * Scores one message without any model. Synchronous and pure. `earlier` are the resident's own messages before it in a private talk, oldest
 * first: a bare answer (15栋, 对, 明晚) has the mood of the matter that it belongs to. Leave it out for groups and for a message by itself.
 */
export interface ScoreMessage {
  (text: string, earlier?: readonly string[]): MessageScore
  /** Makes ready what scoring these texts well needs; without it they are scored by words alone. Never rejects. */
  prepare?(texts: readonly string[]): Promise<void>
}
