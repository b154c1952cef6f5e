import type { ScoreMessage } from './score-message.ts'

export async function createMessageScorer(): Promise<ScoreMessage> {
  return () => ({ sentiment: 'neutral', emotion: 'neutral', angryAtService: false })
}
