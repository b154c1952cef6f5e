import { weighWords } from '../callbacks/weigh-words.ts'
import { normaliseText } from '../shared/normalise-text.ts'
import { isOpen } from '../tickets/ticket.ts'
import { type HeardCallback, hearCallbackAnswer, readRest } from './hear-callback-answer.ts'
import type { TurnParts } from './turn-parts.ts'
import type { UnderstandContext } from './understand-words.ts'

/**
 * Takes a verdict in words on work that was done lately and not rated yet: 「修得非常好，给王师傅点赞」. Undefined unless the
 * words surely are one; that it is not mended opens the ticket again by itself.
 */
export async function hearUnasked(
  parts: TurnParts,
  { lease, state, spoken }: UnderstandContext,
): Promise<HeardCallback | undefined> {
  const text = spoken.join('，')
  const said = normaliseText(text)
  const { callback, pending } = state
  const [done] = lease.tickets.filter(({ status, rating }) => !isOpen(status) && isUnrated(status, rating))
  if (!done || !judgesWork(said) || lease.tickets.some(({ status }) => isOpen(status))) return undefined
  // When to come is asked no more of what is done.
  if (pending && pending.about !== 'appointment') return undefined
  const heard = { text, language: lease.language, now: parts.clock.now() }
  const about = { category: done.category, about: done.description }
  const { answer, afresh } = await hearCallbackAnswer(parts, { ...heard, ...about })
  if (answer.kind !== 'rating' || answer.isUnsolved || answer.isGuess) return undefined
  if (afresh.some(({ kind }) => kind === 'open-ticket') && answer.rest === undefined) return undefined
  const rest = answer.rest ? await readRest(parts, heard, answer.rest) : []
  const { score } = answer
  return {
    steps: [],
    commands: [{ kind: 'rate-service', score, comment: text }, ...afresh.filter(isPraise), ...rest],
    state: callback ? { callback } : {},
  }
}

const isUnrated = (status: string, rating: number | null): boolean =>
  rating === null && status !== 'cancelled'
const isPraise = ({ kind }: { kind: string }): boolean => kind === 'praise'

const work =
  /师傅|修(?!改)|维修|上门|手艺|处理|解决|疏通|这活|活儿?干|\b(?:repair(?:s|ed|man)?|fix(?:ed)?|plumber|technician|electrician|job|work)\b/
const others =
  /保安|门岗|保洁|前台|管家|客服|绿化工|邻居|装修|[?？]|[吗么]$|\b(?:guards?|cleaners?|neighbou?rs?)\b/

/** Plain praise or blame of work on a thing; thanks are neither. */
const judgesWork = (said: string): boolean =>
  work.test(said) &&
  !others.test(said) &&
  weighWords(said).some(({ worth, words }) => Math.abs(worth) >= 2 && !/thank|谢/.test(words))
