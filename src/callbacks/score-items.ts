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
  const worst = Math.min(...worths, hasUnnamedReproach(said, items) ? -1 : 3)
  const isLifted = best >= 1 || items.some(({ worth, words }) => worth === 0 && /还|ok|alright/.test(words))
  if (worst < 0) return scoreBlame(worst, isLifted)
  if (worths.includes(0)) return best >= 3 ? 4 : 3
  if (mood.sign !== undefined && mood.sign <= 2) return mood.sign
  return mood.sign === 5 && best >= 2 ? 5 : scorePraise(items, best)
}

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
