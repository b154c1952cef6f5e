import type { MessageScore, ScoreMessage } from './score-message.ts'

/** Whoever reports a danger is afraid, however matter-of-fact the words are. */
export function fearInDanger(score: ScoreMessage, isDanger: (text: string) => boolean): ScoreMessage {
  const scoreAfraid = (text: string, earlier?: readonly string[]): MessageScore =>
    isDanger(text) ? { ...score(text), sentiment: 'negative', emotion: 'anxious' } : score(text, earlier)
  return score.prepare ? Object.assign(scoreAfraid, { prepare: score.prepare }) : scoreAfraid
}
