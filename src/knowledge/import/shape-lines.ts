/** A line that begins a numbered clause. */
export const clausePattern =
  /^(第\s?[0-9〇零一二三四五六七八九十百千]+\s?条|(?:Article|Clause|Section)\s+\d)/i
const numbered =
  /^(第\s?[0-9〇零一二三四五六七八九十百千]+\s?[条章节编]|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d+(?:\.\d+)*[、.．\s]|[-•●·■◆*]\s?|[①-⑳]|问[:：]|答[:：]|Q\d*[:：.]|A\d*[:：.])/
const sentenceEnd = /[。！？；：.!?;:）)」”…]$/

/** True for a line that cannot continue the one above. */
export function startsPart(line: string): boolean {
  return numbered.test(line.trim())
}

/** True for a line that reads as the title of what follows: numbered, short, without the end of a sentence. */
export function findHeadingDepth(line: string): number {
  const text = line.trim()
  if (text.length > 36 || /[。；！？，,;]/.test(text) || /[：:]$/.test(text)) return 0
  if (/^第\s?[0-9一二三四五六七八九十百]+\s?[章编部]/.test(text)) return 2
  if (/^第\s?[0-9一二三四五六七八九十百]+\s?节/.test(text)) return 3
  if (/^[一二三四五六七八九十]+[、.．]\s*\S/.test(text)) return 2
  if (/^[（(][一二三四五六七八九十]+[）)]\s*\S{2,20}$/.test(text)) return 3
  if (/^\d+\.\d+(\.\d+)?\s*\p{Script=Han}/u.test(text)) return 3
  return 0
}

/** Joins lines that a fixed width has broken: a line goes on where it is long and ends in the middle of a sentence. */
export function joinWrapped(lines: string[]): string[] {
  const widest = Math.max(0, ...lines.map(line => line.trim().length))
  const joined: string[] = []
  let goesOn = false
  for (const raw of lines) {
    const line = raw.trim()
    if (line === '') {
      goesOn = false
      continue
    }
    if (goesOn && !startsPart(line)) joined[joined.length - 1] = glue(joined.at(-1) ?? '', line)
    else joined.push(line)
    goesOn = !sentenceEnd.test(line) && line.length >= Math.max(12, widest * 0.8)
  }
  return joined
}

function glue(first: string, second: string): string {
  return /[\x21-\x7e]$/.test(first) && /^[\x21-\x7e]/.test(second) ? `${first} ${second}` : first + second
}
