/** Most of what was said has to stand in the title. */
const leastShare = 0.6

/** Whether words that somebody chose mean the thing with this title: "包粽子" means "端午包粽子活动". */
export function fitsTitle(words: string, title: string): boolean {
  const said = squeeze(words)
  const named = squeeze(title)
  if (said.length < 2 || named.length < 2) return false
  if (named.includes(said) || (said.includes(named) && named.length >= said.length * leastShare)) return true
  const common = longestCommon(said, named)
  const least = /^[\p{ASCII}]+$/u.test(said) ? 4 : 2
  return common >= least && common >= said.length * leastShare
}

function squeeze(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Length of the longest run of characters that stands in both. */
function longestCommon(one: string, other: string): number {
  let longest = 0
  for (let from = 0; from < one.length; from += 1) {
    while (other.includes(one.slice(from, from + longest + 1)) && from + longest < one.length) longest += 1
  }
  return longest
}
