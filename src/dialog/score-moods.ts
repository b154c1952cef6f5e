import { complains } from '../sentiment/complains.ts'
import type { MessageScore, ScoreMessage } from '../sentiment/score-message.ts'
import { normaliseText } from '../shared/normalise-text.ts'
import type { Command } from './commands/command.ts'
import type { PendingMessage } from './turn-store.ts'
import { says } from './understand/cues.ts'
import type { KnownTicket } from './understand/understander.ts'

/** How much of the talk is remembered for the mood of a bare answer. */
const mostWords = 4
const mostCharacters = 200

/**
 * The mood of each message of a turn in the light of what the same person said before in this talk, and what to
 * remember of it. In a group everybody's words are taken by themselves.
 * With `inDanger` the turn belongs to an emergency: whoever tells of it is afraid, however matter-of-fact the words.
 */
export async function scoreMoods(
  score: ScoreMessage,
  { earlier, messages, inDanger, commands = [] }: SpokenTurn,
): Promise<{ moods: { id: bigint; mood: MessageScore }[]; said: string[] }> {
  await score.prepare?.([...earlier, ...messages.map(message => message.text)])
  const words = [...earlier]
  const moods = messages.map(message => {
    const own = score(message.text, words)
    const mood = inDanger ? fear(own) : inActs(own, message.text, commands)
    if (message.text.trim() !== '') words.push(message.text.slice(0, mostCharacters))
    return { id: message.id, mood }
  })
  return { moods, said: words.slice(-mostWords) }
}

interface SpokenTurn {
  earlier: string[]
  messages: PendingMessage[]
  inDanger: boolean
  /** What the turn does; absent where nobody read it. */
  commands?: readonly Command[]
}

/** Who praises is pleased; who asks how things stand or tries what is refused is calm unless the words say otherwise. */
function inActs(mood: MessageScore, text: string, commands: readonly Command[]): MessageScore {
  if (commands.length === 0) return mood
  if (commands.every(({ kind }) => kind === 'praise') && mood.sentiment === 'neutral') return pleased
  const onlyAsks = commands.every(({ kind }) => kind === 'answer-question')
  if (onlyAsks && says(normaliseText(text), 'supposed')) return calm
  return commands.every(isCalm) && !complains(text) ? calm : mood
}

const pleased: MessageScore = { sentiment: 'positive', emotion: 'pleased', angryAtService: false }
const calm: MessageScore = { sentiment: 'neutral', emotion: 'neutral', angryAtService: false }

function isCalm(command: Command): boolean {
  if (command.kind === 'ask-status' || command.kind === 'answer-question') return true
  return command.kind === 'cannot-handle' && ['injection', 'privacy', 'wrong-chat'].includes(command.reason)
}

const fear = (mood: MessageScore): MessageScore =>
  mood.sentiment === 'neutral' || mood.emotion === 'neutral'
    ? { ...mood, sentiment: 'negative', emotion: 'anxious' }
    : mood

/** Whether the turn tells of a danger, or tells more of one that is still on. */
export function isInDanger(commands: readonly Command[], tickets: readonly KnownTicket[]): boolean {
  if (commands.some(command => command.kind === 'open-ticket' && command.draft.priority === 'emergency'))
    return true
  const [newest] = tickets
  if (newest?.priority !== 'emergency' || endedStatuses.has(newest.status)) return false
  return commands.length > 0 && commands.every(command => moreOfDanger.has(command.kind))
}

const endedStatuses = new Set(['resolved', 'followed_up', 'closed', 'cancelled'])
const moreOfDanger = new Set(['set-slot', 'correct-slot', 'add-to-ticket', 'urge-ticket'])
