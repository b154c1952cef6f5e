import type { Weighed } from './weigh-words.ts'

/** What all that an answer says comes to, 1 to 5; `sign` is what an emoji in it says. */
export function scoreItems(said: string, items: readonly Weighed[], sign: number | undefined): number {
  const worths = items.map(({ worth }) => worth)
  const best = Math.max(...worths)
  const worst = soften(said, Math.min(...worths, hasUnnamedReproach(said, items) ? -1 : 3))
  if (worst === -3) return scoreHard(said, items, best)
  if (worst < 0) return scoreBlame(worst, best >= 1 || items.some(isGentleMiddle))
  if (worths.includes(0)) return isNearlyGood(items, best) ? 4 : 3
  return scoreSigned(scorePraise(items, best), sign)
}

/** An angry sign turns praise over, a merry one lifts it. */
function scoreSigned(score: number, sign: number | undefined): number {
  if (sign === undefined || sign === 3) return score
  return sign <= 2 || score > 4 ? sign : score + (score === 4 ? 1 : 0)
}

/** 「还行，比预想的好」, but not 「一般，师傅人不错」 */
const isNearlyGood = (items: readonly Weighed[], best: number): boolean =>
  best >= 3 || (best === 2 && items.every(item => item.worth !== 0 || isGentleMiddle(item)))

const isGentleMiddle = ({ worth, words }: Weighed) => worth === 0 && /还|ok|alright/.test(words)
const turns = /倒是|就是|但|可是|不过|只是|\bbut\b|though/
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

/** Hard words, and what good there was all the same. */
function scoreHard(said: string, items: readonly Weighed[], best: number): number {
  const isTurned = turns.test(said)
  if (best >= 2 && isTurned && !isHard(items)) return 3
  return best >= (isTurned ? 1 : 2) ? 2 : 1
}

/** Something good beside the blame lifts it by one. */
function scoreBlame(worst: number, isLifted: boolean): number {
  return (worst === -2 ? 2 : 3) + (isLifted ? 1 : 0)
}

function scorePraise(items: readonly Weighed[], best: number): number {
  if (best >= 3) return 5
  // 「不错不错」 is said once.
  const praised = items.filter(
    ({ worth, words, at }, index) => worth === 2 && !isRepeated(items[index - 1], { words, at }),
  )
  return praised.length >= 2 ? 5 : 4
}

const isRepeated = (before: Weighed | undefined, { words, at }: Pick<Weighed, 'words' | 'at'>): boolean =>
  before?.words === words && at - before.at <= words.length + 1

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
