import type { MessageScore, ScoreMessage } from '../sentiment/score-message.ts'
import type { PendingMessage } from './turn-store.ts'

/** How much of the talk is remembered for the mood of a bare answer. */
const mostWords = 4
const mostCharacters = 200

/**
 * The mood of each message of a turn in the light of what the same person said before in this talk, and what to
 * remember of it. In a group everybody's words are taken by themselves.
 */
export async function scoreMoods(
  score: ScoreMessage,
  said: string[],
  messages: PendingMessage[],
): Promise<{ moods: { id: bigint; mood: MessageScore }[]; said: string[] }> {
  await score.prepare?.([...said, ...messages.map(message => message.text)])
  const words = [...said]
  const moods = messages.map(message => {
    const mood = score(message.text, words)
    if (message.text.trim() !== '') words.push(message.text.slice(0, mostCharacters))
    return { id: message.id, mood }
  })
  return { moods, said: words.slice(-mostWords) }
}
