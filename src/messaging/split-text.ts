/**
 * Cuts a text into pieces of at most `limit` UTF-16 units: between paragraphs, else lines, else sentences, else words,
 * else anywhere but inside a surrogate pair. Emphasis (`**…**`) never spans a cut: it is closed and opened again.
 */
export function splitText(text: string, limit: number): string[] {
  const pieces: string[] = []
  let rest = text
  let reopen = ''
  while (reopen.length + rest.length > limit) {
    const room = limit - reopen.length - mark.length
    const at = findCut(rest, room)
    let piece = reopen + rest.slice(0, at).trimEnd()
    rest = rest.slice(at).trimStart()
    const isOpen = countMarks(piece) % 2 === 1
    if (isOpen) piece += mark
    reopen = isOpen ? mark : ''
    pieces.push(piece)
  }
  if (rest.length > 0 || pieces.length === 0) pieces.push(reopen + rest)
  return pieces
}

const mark = '**'

/** Best places to cut, in order of preference. The cut lies after the match. */
const boundaries = [/\n\n/gu, /\n/gu, /[。！？!?；;…]+["”’」』）)]*|\.(?=\s)/gu, /[，、,：:]|\s/gu]

function findCut(text: string, room: number): number {
  const window = text.slice(0, room)
  for (const boundary of boundaries) {
    const end = lastMatchEnd(window, boundary)
    // A cut in the first third would leave a stump; a worse boundary further on reads better.
    if (end > room / 3) return end
  }
  return avoidBreaking(text, room)
}

function lastMatchEnd(text: string, pattern: RegExp): number {
  let end = 0
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length
  return end
}

function avoidBreaking(text: string, at: number): number {
  const code = text.charCodeAt(at)
  const isLowSurrogate = code >= 0xdc00 && code <= 0xdfff
  const isInsideMark = text[at] === '*' && text[at - 1] === '*'
  return isLowSurrogate || isInsideMark ? at - 1 : at
}

function countMarks(text: string): number {
  return text.split(mark).length - 1
}
