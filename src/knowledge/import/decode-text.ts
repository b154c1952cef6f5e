export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

export interface DecodedText {
  text: string
  encoding: TextEncoding
}

/** How much is looked at to tell text from other bytes. */
const sampleBytes = 64 * 1024

/** Gives the text and its encoding: by byte order mark, else UTF-8 where it is valid, else GB18030 (which holds GBK). Undefined for bytes that are no text. */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const marked = readMark(bytes)
  if (marked) return marked
  const wide = guessWide(bytes)
  if (wide) return { text: new TextDecoder(wide).decode(bytes), encoding: wide }
  if (bytes.subarray(0, sampleBytes).includes(0)) return undefined
  const utf8 = tryDecode(bytes, 'utf-8')
  if (utf8 !== undefined) return { text: utf8, encoding: 'utf-8' }
  const gb = new TextDecoder('gb18030').decode(bytes)
  const damaged = gb.match(/[\uFFFD\uE000-\uF8FF]/g)?.length ?? 0
  return damaged > gb.length / 50 ? undefined : { text: gb, encoding: 'gb18030' }
}

function readMark(bytes: Uint8Array): DecodedText | undefined {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    return { text: new TextDecoder('utf-8').decode(bytes), encoding: 'utf-8' }
  }
  const encoding =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : undefined
  return encoding ? { text: new TextDecoder(encoding).decode(bytes), encoding } : undefined
}

/** UTF-16 without a mark: line ends and ASCII leave zero bytes on one side, 一 and its like few on the other. */
function guessWide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, sampleBytes)
  let even = 0
  let odd = 0
  for (let at = 0; at < sample.length; at++) if (sample[at] === 0) at % 2 === 0 ? even++ : odd++
  const enough = sample.length / 50
  if (odd > enough && even * 4 < odd) return 'utf-16le'
  return even > enough && odd * 4 < even ? 'utf-16be' : undefined
}

function tryDecode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
