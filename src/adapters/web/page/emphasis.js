/** Cuts a text at its `**…**` marks; a mark without a partner stays as it is. */
export function splitEmphasis(text) {
  const pieces = []
  let end = 0
  for (const match of text.matchAll(/\*\*(?![\s*])(.+?)(?<![\s*])\*\*/gs)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), strong: false })
    pieces.push({ text: match[1], strong: true })
    end = match.index + match[0].length
  }
  if (end < text.length) pieces.push({ text: text.slice(end), strong: false })
  return pieces
}
