import { textsFor } from '../i18n/texts.ts'
import { quietWork } from '../storage/work.ts'
import type { TurnDecision } from './decide-turn.ts'
import { performSteps } from './perform-steps.ts'
import type { Outcome } from './reply/outcome.ts'
import type { TurnParts } from './turn-parts.ts'
import type { LeasedConversation } from './turn-store.ts'
import { writeTurn } from './write-turn.ts'

export interface PreviewedReply {
  /** Empty where nothing would be said. A ticket that would be opened has no number yet; a placeholder stands for it. */
  text: string
  /** Kinds of the steps that would change something. */
  actions: string[]
}

const tellsOnly = new Set(['answer-question', 'ask', 'say', 'tell-status', 'rate-answer'])

/** Thrown to undo everything. */
class OnlyAPreview extends Error {}

/** What the bot would say and do: done in a transaction that is undone, so that the words are those it would really say. */
export async function previewReply(
  parts: Pick<TurnParts, 'database' | 'clock' | 'timezone'>,
  lease: LeasedConversation,
  decision: TurnDecision,
): Promise<PreviewedReply> {
  const { steps } = decision.progress
  const now = parts.clock.now()
  let text = ''
  try {
    await parts.database.transaction(async tx => {
      const outcomes = await performSteps(quietWork(tx, now), steps, { ...decision.perform, now })
      const { language } = decision
      const written = writeTurn(parts, { lease, language, outcomes })
      text = hideNumbers(written?.text ?? '', outcomes, textsFor(language).numberToCome)
      throw new OnlyAPreview()
    })
  } catch (error) {
    if (!(error instanceof OnlyAPreview)) throw error
  }
  return { text, actions: steps.map(step => step.kind).filter(kind => !tellsOnly.has(kind)) }
}

function hideNumbers(text: string, outcomes: Outcome[], placeholder: string): string {
  return outcomes.reduce(
    (said, outcome) =>
      outcome.kind === 'opened' ? said.replaceAll(outcome.ticket.number, placeholder) : said,
    text,
  )
}

/** Puts the number of the opened ticket where staff left its placeholder. */
export function nameNumbers(text: string, outcomes: Outcome[], placeholder: string): string {
  const opened = outcomes.find(outcome => outcome.kind === 'opened')
  return opened?.kind === 'opened' ? text.replaceAll(placeholder, opened.ticket.number) : text
}
