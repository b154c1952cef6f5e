import { carryMood } from '../sentiment/carry-mood.ts'
import type { MessageScore } from '../sentiment/score-message.ts'
import type { PendingMessage } from './turn-store.ts'

/** The mood of each message of a turn in the light of the ones before it, and the mood the talk is left in. */
export function carryMoods(
  before: MessageScore | undefined,
  messages: PendingMessage[],
): { moods: { id: bigint; mood: MessageScore }[]; mood: MessageScore | undefined } {
  let mood = before
  const moods = messages.map(message => {
    const own: MessageScore = {
      sentiment: message.sentiment ?? 'neutral',
      emotion: message.emotion ?? 'neutral',
      angryAtService: message.angryAtService ?? false,
    }
    const carried = carryMood(mood, own, message.text)
    mood = carried
    return { id: message.id, mood: carried }
  })
  return { moods, mood }
}
