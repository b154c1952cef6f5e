import { type Answer, readAnswer } from '../callbacks/read-answer.ts'
import type { ScoreMessage } from '../sentiment/score-message.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Command } from './commands/command.ts'
import type { Understander } from './understand/understander.ts'

export interface HearParts {
  understander: Understander
  scoreMessage: ScoreMessage
}

/** What was asked, and what the resident wrote then. */
export interface HeardAnswer {
  text: string
  category: string
  language: Language
  now: Date
}

/**
 * Reads an answer to a callback in the light of what it would be by itself: a trouble of another kind is no rating. `afresh`
 * gives the commands of the whole, as if nothing had been asked and nothing were open.
 */
export async function hearCallbackAnswer(
  parts: HearParts,
  heard: HeardAnswer,
): Promise<{ answer: Answer; afresh: Command[] }> {
  const { text, language, now } = heard
  const request = { messages: [text], now, language, tickets: [], history: [] }
  const { commands } = await parts.understander.understand(request)
  await parts.scoreMessage.prepare?.([text])
  const { sentiment, emotion } = parts.scoreMessage(text)
  const opened = commands.find(command => command.kind === 'open-ticket')
  const reports =
    opened === undefined ? undefined : opened.draft.category === heard.category ? 'same' : 'other'
  const asks = commands.some(command => command.kind === 'answer-question')
  return { answer: readAnswer(text, { sentiment, emotion, reports, asks }), afresh: commands }
}
