import type { Emotion, Sentiment } from '../shared/vocabulary.ts'
import { mocks } from './read-sarcasm.ts'
import type { Weighed } from './weigh-words.ts'

interface Mood {
  sentiment: Sentiment
  emotion: Emotion
  /** What an emoji says. */
  sign?: number | undefined
}

/** What all that an answer says comes to, 1 to 5. */
export function scoreItems(said: string, items: readonly Weighed[], mood: Mood): number {
  if (mocks(said)) return 1
  const worths = items.map(({ worth }) => worth)
  const best = Math.max(...worths)
  const worst = soften(said, Math.min(...worths, hasUnnamedReproach(said, items) ? -1 : 3))
  const isLifted = best >= 1 || items.some(({ worth, words }) => worth === 0 && /还|ok|alright/.test(words))
  if (worst === -3 && best >= 2 && turns.test(said) && !isHard(items)) return 3
  if (worst < 0) return scoreBlame(worst, isLifted)
  if (worths.includes(0)) return best >= 3 || (best === 2 && isLifted && !items.some(isPlainMiddle)) ? 4 : 3
  if (mood.sign !== undefined && mood.sign <= 2) return mood.sign
  return mood.sign === 5 && best >= 2 ? 5 : scorePraise(items, best)
}

const isPlainMiddle = ({ worth, words }: Weighed) => worth === 0 && !/还|ok|alright/.test(words)
const turns = /就是|但|可是|不过|只是|\bbut\b|though/
/** 「态度太差」 is a matter of degree, 「垃圾」 is not. */
const isHard = (items: readonly Weighed[]) =>
  items.some(
    ({ worth, words }) =>
      worth === -3 && !/^(太|很|真|非常|特别|好|超|实在)(差|糟|烂|慢|失望|不满)/.test(words),
  )

/** 「地上没擦干净，小事」 */
const soften = (said: string, worst: number): number =>
  worst === -2 &&
  /小事|不要紧|没关系|无伤大雅|不影响|(可以|能)理解|不碍事|无所谓|\b(no big deal|minor|understandable|doesn'?t matter)\b/.test(
    said,
  )
    ? -1
    : worst

/** Something good beside the blame lifts it by one. */
function scoreBlame(worst: number, isLifted: boolean): number {
  const lifted = isLifted ? 1 : 0
  if (worst === -3) return 1 + lifted
  return (worst === -2 ? 2 : 3) + lifted
}

function scorePraise(items: readonly Weighed[], best: number): number {
  if (best >= 3) return 5
  const kinds = new Set(items.filter(({ worth }) => worth === 2).map(({ words }) => words))
  return kinds.size >= 2 ? 5 : 4
}

/** 「挺快的，就是鞋套没穿」: after the turn comes a reproach, whatever its words. */
function hasUnnamedReproach(said: string, items: readonly Weighed[]): boolean {
  const turn =
    /(?:[，,。；;\s]|^.{2,})(就是(?!不一样|牛|好|棒|快|强|专业|厉害|赞)|只是|不过|但是?|可是|可惜|美中不足|\bbut\b|\bthough\b|\bexcept\b|\bonly thing\b)(.{3,})/.exec(
      said,
    )
  if (!turn?.[2]) return false
  const from = turn.index + turn[0].length - turn[2].length
  return items.every(({ at }) => at < from) && items.some(({ worth, at }) => worth > 0 && at < from)
}
