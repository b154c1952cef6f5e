import { categoriesNamed, isAkin } from '../callbacks/answer-things.ts'
import { partAnswer } from '../callbacks/part-answer.ts'
import { readAspects } from '../callbacks/read-aspects.ts'
import { readFigure } from '../callbacks/read-figure.ts'
import { saysUnsolved } from '../callbacks/read-unsolved.ts'
import { normaliseText } from '../shared/normalise-text.ts'
import { isOpen } from '../tickets/ticket.ts'
import type { ConversationState } from './flows/state.ts'
import {
  type HeardAnswer,
  type HeardCallback,
  type HearParts,
  hearCallbackAnswer,
  readRest,
} from './hear-callback-answer.ts'
import type { KnownTicket } from './understand/understander.ts'

type Remembered = NonNullable<ConversationState['callback']>

interface LaterWords extends Omit<HeardAnswer, 'category' | 'about'> {
  /** Of the resident, newest first. */
  tickets: readonly KnownTicket[]
}

/**
 * Reads 「又坏了」 after the matter was rated, or passed over: from now on its score is 1. Undefined where the words may be
 * about anything else, or the work is open again anyway.
 */
export async function hearNotFixed(
  parts: HearParts,
  callback: Remembered,
  heard: LaterWords,
): Promise<HeardCallback | undefined> {
  const { id, category, about } = callback
  const said = normaliseText(heard.text)
  if (!(isSettled(callback) && saysSo(said)) || mayMeanOther(callback, said, heard.tickets)) return undefined
  const { answer, afresh } = await hearCallbackAnswer(parts, { ...heard, category, about })
  if (answer.kind === 'opt-out' || (answer.kind === 'rating' && answer.score >= 4)) return undefined
  const opened = afresh.find(command => command.kind === 'open-ticket')
  const matter = { category, about, ...(opened ? { reports: 'same' as const } : {}) }
  const { main, rest } = partAnswer(heard.text, matter)
  const isOther = opened && rest === undefined && !isAkin(opened.draft.category, category)
  if (isOther || !saysUnsolved(normaliseText(main))) return undefined
  const { aspect: _over, ...plain } = callback
  const answered = { kind: 'answer-callback', id, score: 1, comment: heard.text, isUnsolved: true } as const
  return {
    steps: [{ ...answered, aspects: readAspects(normaliseText(main), 1) }],
    commands: rest ? await readRest(parts, heard, rest) : [],
    state: { callback: { ...plain, score: 1 } },
  }
}

/** In so many words, without naming points. */
const saysSo = (said: string): boolean =>
  saysUnsolved(said) && readFigure(said) === undefined && !supposes.test(said)

/** It has a score that is not bad, or nobody waits for one any more. */
const isSettled = ({ score, isPast, subject }: Remembered): boolean =>
  subject !== 'activity' && (score === undefined ? isPast === true : score > 2)

/** 「要是又坏了找谁」 */
const supposes = /如果|要是|万一|假如|的话|\bif\b|\bin case\b/

/** While work is open, words that do not name the matter may be about that. */
function mayMeanOther(
  { category, ticketNumber }: Remembered,
  said: string,
  tickets: readonly KnownTicket[],
): boolean {
  const open = tickets.filter(({ status }) => isOpen(status))
  if (open.some(({ number }) => number === ticketNumber)) return true
  return open.length > 0 && !categoriesNamed(said).some(named => named === category)
}
