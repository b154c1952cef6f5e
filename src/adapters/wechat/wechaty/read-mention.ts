/** How we are called in one room. */
export interface RoomNames {
  /** Our account's name, and our alias in the room where we have one. */
  names: string[]
}

// WeChat ends a mention with U+2005; people who type it by hand use a blank or nothing but the end.
const ends = '(?:[\\u2005\\u0020\\u00a0,，:：]|$)'

/** Whether the text mentions us by one of our names, and the text without those mentions. */
export function readMention(text: string, { names }: RoomNames): { text: string; mentioned: boolean } {
  let rest = text
  for (const name of names.filter(Boolean).toSorted((a, b) => b.length - a.length)) {
    rest = rest.replace(new RegExp(`[@＠]${escapePattern(name)}${ends}`, 'gu'), ' ')
  }
  return rest === text ? { text, mentioned: false } : { text: tidy(rest), mentioned: true }
}

function tidy(text: string): string {
  return text.replace(/[ \t]{2,}/g, ' ').trim()
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/** Whether the words go to the whole room, as an announcement does: its list of mentions names everybody, and so means nobody. */
export function isForAll(text: string): boolean {
  return /^\s*[@＠](?:所有人|全体成员|all(?: people)?)(?:\s|$)/iu.test(text)
}

/** What a message quotes, and the words written under the quotation. */
export interface ReadQuote {
  quoted?: { name: string; text: string }
  text: string
}

const quotePattern = /^[「“"]([^：:\n]{0,40})[：:]([\s\S]*?)[」”"]\s*\n\s*[-—–\s]{6,}\n([\s\S]*)$/u

/** Parts the quotation that WeChat writes before an answer (`「name：words」`, a line, the answer) from the answer. */
export function readQuote(text: string): ReadQuote {
  const match = quotePattern.exec(text)
  if (!match) return { text }
  const [, name = '', quoted = '', rest = ''] = match
  return { quoted: { name: name.trim(), text: quoted.trim() }, text: rest.trim() }
}
