import { normaliseText } from '../shared/normalise-text.ts'
import type { Emotion, Sentiment } from '../shared/vocabulary.ts'
import { aspectWords, words } from './answer-words.ts'
import type { Aspect } from './policy.ts'
import { readFigure } from './read-figure.ts'

/** What else is known of an answer. */
export interface AnswerHints {
  /** As the mood of the message was scored. */
  sentiment: Sentiment
  emotion: Emotion
  /** Whether, read by itself, it reports a trouble: of the matter that was asked about, or of another one. */
  reports?: 'same' | 'other' | undefined
  /** Whether, read by itself, it asks something. */
  asks?: boolean
}

export type Answer =
  | {
      kind: 'rating'
      score: number
      /** What was plainly praised (true) or blamed (false). */
      aspects: Partial<Record<Aspect, boolean>>
      /** Whether the trouble is said to be there still. */
      isUnsolved: boolean
      /** Words after the rating that tell of something else. */
      rest?: string
    }
  | { kind: 'opt-out' }
  | { kind: 'new-problem' }
  /** A question, 「等会再说」: it is answered like any other message, and the callback goes on waiting. */
  | { kind: 'other' }

/** Reads the answer to "how did it go?", without any model. */
export function readAnswer(text: string, hints: AnswerHints): Answer {
  const raw = text.trim()
  const said = normaliseText(raw)
  if (words.optOut.test(said)) return { kind: 'opt-out' }
  const [main, rest] = splitAside(raw)
  const mainSaid = normaliseText(main)
  if (main === '' || (rest !== undefined && !speaksOfService(mainSaid))) {
    return hints.reports ? { kind: 'new-problem' } : { kind: 'other' }
  }
  const read = rate(
    main,
    mainSaid,
    rest === undefined ? hints : { ...hints, reports: undefined, asks: false },
  )
  if (read === 'new-problem' || read === 'other') return { kind: read }
  return {
    kind: 'rating',
    ...read,
    aspects: readAspects(mainSaid, read.score),
    ...(rest === undefined ? {} : { rest }),
  }
}

/** 「5分。另外楼下垃圾桶没人清」: the answer, and what else is said. */
function splitAside(raw: string): [string, string?] {
  const match = words.aside.exec(raw)
  if (!match) return [raw]
  const rest = raw.slice(match.index + match[0].length).trim()
  return rest.length < 4 ? [raw] : [raw.slice(0, match.index).trim(), rest]
}

type Read = { score: number; isUnsolved: boolean } | 'new-problem' | 'other'

function rate(raw: string, said: string, hints: AnswerHints): Read {
  const isUnsolved = words.notFixed.test(said) && !/没(有)?(什么|啥)?(不满|问题)/.test(said)
  const plain = readPlainScore(raw, said)
  if (plain) return { score: plain.score, isUnsolved: plain.isFigure && isUnsolved && plain.score <= 3 }
  if (turnsToAnother(said)) return 'new-problem'
  // Another thing that is broken says nothing of the one that was asked about.
  if (hints.reports === 'other' && !speaksOfService(said)) return 'new-problem'
  if (words.later.test(said) && !speaksOfService(said)) return 'other'
  if (isUnsolved) return { score: scoreUnsolved(said), isUnsolved }
  return rateWords(said, hints)
}

/** A figure, the phrase that nothing was amiss, or a sign: what needs no weighing of words. */
function readPlainScore(raw: string, said: string): { score: number; isFigure: boolean } | undefined {
  const figure = readFigure(said)
  if (figure !== undefined) return { score: figure, isFigure: true }
  if (/没(有)?(什么|啥)(不|意见|问题|可说)|\bnot bad\b(?!ly)/.test(said)) return { score: 4, isFigure: false }
  const sign = readSign(raw)
  return sign === undefined ? undefined : { score: sign, isFigure: false }
}

/** 「水管是好了，但是楼道灯坏了」: the matter itself is done, and another begins. */
const turnsToAnother = (said: string): boolean =>
  /楼道|电梯|灯|门禁|大门|车库|小区|楼下|楼上|hall|lift|gate|garage/.test(said) &&
  /(好|修好|解决)了.{0,3}(但|可是|不过)|(fixed|fine|works),? but/.test(said) &&
  /坏|不亮|漏|堵|停了|没人|broken|dead|out/.test(said) &&
  !/又/.test(said) &&
  !/师傅|态度|服务|收拾|口气|慢|晚|贵/.test(said)

/** What the words are worth; where they say nothing, the mood. */
function rateWords(said: string, hints: AnswerHints): Read {
  if (hints.asks && !words.strongBad.test(said) && !words.sarcasm.test(said)) return 'other'
  const score = scoreWords(said, hints)
  if (score !== undefined) return { score, isUnsolved: false }
  if (hints.reports === 'other') return 'new-problem'
  return scoreMood(hints)
}

/** 「好倒是好了，用了两天又堵」 was worth something for two days. */
function scoreUnsolved(said: string): number {
  const worked = /(好|修)(倒)?(是|了).{0,12}(天|周|小时|可|但|又)/.test(said) && !words.sarcasm.test(said)
  return worked && !/等于没|根本|压根/.test(said) ? 2 : 1
}

/** Signs alone. */
function readSign(raw: string): number | undefined {
  if (/[\p{L}\p{N}]/u.test(raw.replace(/\[[^\]]*\]/g, ''))) return undefined
  if (/👎|😡|🤬|💩|😤|😠|🖕/u.test(raw)) return 1
  if (/😞|😒|😔|🙄|😢/u.test(raw)) return 2
  if (/😐|😑|🤷/u.test(raw)) return 3
  return /👍|😊|😀|😄|😁|🌹|❤|🎉|👏|💪|🙏|👌|🥰|😍|💐|✅/u.test(raw) ? 5 : undefined
}

const speaksOfService = (said: string) =>
  readFigure(said) !== undefined ||
  words.strongGood.test(said) ||
  words.strongBad.test(said) ||
  words.middle.test(said) ||
  /满意|师傅|修是修|修得|修好|还没修|等了|没两天|倒是|不咋|口气|收拾|马虎|墙上|took you|nobody|not fixed|still (leak|drip)|服务|态度|修好|评价|不错|老样子|一点没变|其他(都|还)|收费|satisf|service|technician|plumber|guy/.test(
    said,
  ) ||
  (said.length <= 8 && (words.good.test(said) || words.bad.test(said)))

function scoreWords(said: string, hints: AnswerHints): number | undefined {
  if (isSarcastic(said, hints)) return 1
  if (words.strongBad.test(said)) return withRedeeming(said)
  const { isSlight, isBad, unblamed } = readBlame(said)
  const best = deniesFault(said) ? 4 : scoreGood(unblamed)
  const redeeming = best === undefined ? 0 : 1
  if (isBad) return 2 + redeeming
  if (isSlight) return 3 + redeeming
  if (words.middle.test(said)) return 3
  if (best === undefined) return undefined
  return best >= 4 && isAngry(hints) ? 1 : best
}

const isAngry = ({ sentiment, emotion }: AnswerHints): boolean =>
  sentiment === 'negative' && emotion === 'angry'

function isSarcastic(said: string, { sentiment }: AnswerHints): boolean {
  const isSincere = sentiment === 'positive' && /辛苦|感谢.{0,4}师傅|thanks? (you )?so much/.test(said)
  return words.sarcasm.test(said) && !isSincere
}

/** Which blame the words hold, and the words without any. */
function readBlame(said: string): { isSlight: boolean; isBad: boolean; unblamed: string } {
  const rest = said.replace(new RegExp(words.slightBad, 'g'), '')
  const unblamed = rest.replace(new RegExp(words.bad, 'g'), ' ')
  return { isSlight: rest !== said, isBad: unblamed !== rest && !deniesFault(said), unblamed }
}

/** 「没什么不满意」 */
const deniesFault = (said: string): boolean => /没(有)?(什么|啥)不/.test(said)

/** 「东西倒是修好了」 beside hard words. */
const withRedeeming = (said: string) => (/倒是|修好了|还算|but.{0,20}fixed/.test(said) ? 2 : 1)

function scoreGood(said: string): number | undefined {
  if (words.strongGood.test(said)) return 5
  const count = (said.match(new RegExp(words.good, 'g')) ?? []).length
  if (count === 0) return undefined
  return count >= 3 ? 5 : 4
}

/** Where no word says it, the mood of the message does. */
function scoreMood({ sentiment, emotion, reports }: AnswerHints): Read {
  if (sentiment === 'positive') return { score: 5, isUnsolved: false }
  if (reports === 'same') return { score: 1, isUnsolved: true }
  if (sentiment === 'negative') return { score: emotion === 'angry' ? 1 : 2, isUnsolved: false }
  return 'other'
}

function readAspects(said: string, score: number): Partial<Record<Aspect, boolean>> {
  const parts = said
    .split(/[，,。.!！；;\s]|但是?|就是|不过|可是|只是|\bbut\b|though/)
    .filter(part => part !== '')
  const found: Partial<Record<Aspect, boolean>> = {}
  for (const part of parts) {
    for (const [aspect, pattern] of Object.entries(aspectWords) as [Aspect, RegExp][]) {
      if (!pattern.test(part)) continue
      const isBlamed = words.bad.test(part) || words.slightBad.test(part) || words.strongBad.test(part)
      found[aspect] = isBlamed ? false : score >= 3
    }
  }
  return found
}
