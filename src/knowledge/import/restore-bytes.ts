import { isSoundOf } from './is-sound-of.ts'

const shifted = /\?{1,2}([\p{Script=Han}]{1,12}[A-Za-z@[\]^_`{|}~\\]?)[（(]([^（）()]{1,6})[）)]/gu
/** The second byte of a replacement character, of which the first two are shown as question marks. */
const lostByte = 0xbf
let encoding: Map<string, number> | undefined

/**
 * ??蛻絷P(guān)系 is 客戶關系 whose first byte was lost, so that every pair of bytes begins one too late. The sound behind the
 * last character proves the repair; without that proof the text stays.
 */
export function restoreShiftedBytes(text: string): { text: string; count: number } {
  let count = 0
  const restored = text.replace(shifted, (whole, damaged: string, sound: string) => {
    const found = shiftBack(damaged, sound)
    if (found === undefined) return whole
    count++
    return found
  })
  return { text: restored, count }
}

function shiftBack(damaged: string, sound: string): string | undefined {
  const bytes = encodeGbk(damaged)
  if (!bytes) return undefined
  const text = new TextDecoder('gb18030').decode(Uint8Array.from([lostByte, ...bytes]))
  const isProven = /^\p{Script=Han}+$/u.test(text) && isSoundOf([...text].at(-1) ?? '', sound)
  return isProven ? text : undefined
}

/** The platform only decodes; what it decodes each pair of bytes to, read backwards, encodes. */
function encodeGbk(text: string): number[] | undefined {
  encoding ??= createEncoding()
  const bytes: number[] = []
  for (const character of text) {
    const code = character.charCodeAt(0) < 0x80 ? character.charCodeAt(0) : encoding.get(character)
    if (code === undefined) return undefined
    if (code > 0xff) bytes.push(code >> 8, code & 0xff)
    else bytes.push(code)
  }
  return bytes
}

function createEncoding(): Map<string, number> {
  const decoder = new TextDecoder('gbk')
  const made = new Map<string, number>()
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if (character.length === 1 && character !== '\uFFFD') made.set(character, (lead << 8) | trail)
    }
  }
  return made
}
