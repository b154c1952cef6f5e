import { isNumbers, isScore, listNumbers, numberPattern } from './read-numbers.ts'

const expectedWords = /期望|期待|希望|预期|想要|应该|expect(?:ed|ation|ations|ing)?|want(?:ed)?|hoped?/
const gotWords =
  /实际|感受|感觉|现实|现状|现在|得到|体验|\b(?:got|get|gets|getting|actual(?:ly)?|received|perceived|reality|real)\b/
const forBoth = /都|全|一样|各|\b(?:both|each|all|same)\b/
const mostLetters = 40

/** What was expected and what was got, by the words beside them, else in this order; 「都是5」 is both. For normalised words. */
export function readPair(
  said: string,
): { value: { expected: number; perceived: number }; isBare: boolean } | undefined {
  if (said.length > mostLetters) return undefined
  const numbers = listNumbers(/^[^1-8]*满分/.test(said) ? said.replace(/满分/g, '5') : said)
  const [first, second, ...more] =
    forBoth.test(said) && numbers.length === 1 ? [...numbers, ...numbers] : numbers
  if (!(isScore(first) && isScore(second)) || more.length > 0 || /\d[.点]\d/.test(said)) return undefined
  const value = isSwapped(said)
    ? { expected: second, perceived: first }
    : { expected: first, perceived: second }
  return { value, isBare: isBarePair(said) }
}

/** What was got is named first. */
function isSwapped(said: string): boolean {
  const [expectedAt, gotAt] = [said.search(expectedWords), said.search(gotWords)]
  if (expectedAt >= 0 && gotAt >= 0) return gotAt < expectedAt
  const numberAt = said.search(new RegExp(numberPattern))
  return expectedAt >= 0 ? expectedAt > numberAt + 2 : gotAt >= 0 && gotAt < numberAt
}

const besides = new RegExp(
  `${expectedWords.source}|${gotWords.source}|满分|\\b(?:i|we|but|only|both|each|is|are|was|of|for|and|it|all)\\b|[我们给打是有也就只但上的值吧了啦呢都全一样各两个分颗星和跟与、,，;；:：。.!！~\\s/]`,
  'g',
)
const isBarePair = (said: string): boolean =>
  isNumbers(said) || /^[1-8一二三四五六七八]*$/.test(said.replace(besides, ''))
