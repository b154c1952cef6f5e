import { refuse } from './api-error.ts'

export interface Entity {
  type: string
  offset: number
  length: number
  [field: string]: unknown
}

export interface Formatted {
  text: string
  entities: Entity[]
}

/** Gives the text and entities the real server would store, or refuses as it would. */
export function format(text: string, parseMode: unknown, entities: unknown): Formatted {
  if (/\p{Surrogate}/u.test(text)) throw refuse('strings must be encoded in UTF-8')
  if (parseMode === 'HTML') return parseHtml(text)
  if (parseMode === 'MarkdownV2') return parseMarkdown(text)
  if (parseMode !== undefined && parseMode !== 'Markdown') throw refuse('unsupported parse_mode')
  const given = (entities ?? []) as Entity[]
  for (const entity of given) checkEntity(text, entity)
  return { text, entities: given.slice(0, 100) }
}

function checkEntity(text: string, { offset, length }: Entity): void {
  const end = offset + length
  if (offset < 0 || length <= 0 || end > text.length)
    throw refuse(
      `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${text.length}`,
    )
  if (splitsPair(text, offset) || splitsPair(text, end))
    throw refuse(
      `entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol at UTF-16 offset ${end}`,
    )
}

function splitsPair(text: string, at: number): boolean {
  return /[\uD800-\uDBFF]/.test(text[at - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[at] ?? '')
}

const htmlTags: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  s: 'strikethrough',
  code: 'code',
  pre: 'pre',
  a: 'text_link',
  blockquote: 'blockquote',
}

function parseHtml(source: string): Formatted {
  const open: { tag: string; offset: number }[] = []
  const entities: Entity[] = []
  let text = ''
  let end = 0
  for (const match of source.matchAll(/<(\/?)([a-z-]*)([^<>]*)>?|&(lt|gt|amp|quot);/gi)) {
    text += source.slice(end, match.index)
    end = match.index + match[0].length
    if (match[4]) text += { lt: '<', gt: '>', amp: '&', quot: '"' }[match[4]] ?? ''
    else if (match[1]) closeTag(open, entities, text.length)
    else openTag(open, match, text.length)
  }
  if (open.length > 0)
    throw refuse(`can't parse entities: Can't find end tag corresponding to start tag "${open.at(-1)?.tag}"`)
  return { text: text + source.slice(end), entities: entities.filter(entity => entity.length > 0) }
}

function openTag(open: { tag: string; offset: number }[], match: RegExpExecArray, offset: number): void {
  const tag = match[2]?.toLowerCase() ?? ''
  if (!(tag in htmlTags) || !match[0].endsWith('>'))
    throw refuse(`can't parse entities: Unsupported start tag "${tag}" at byte offset ${match.index}`)
  open.push({ tag, offset })
}

function closeTag(open: { tag: string; offset: number }[], entities: Entity[], end: number): void {
  const last = open.pop()
  if (!last) throw refuse("can't parse entities: Unexpected end tag")
  entities.push({ type: htmlTags[last.tag] ?? '', offset: last.offset, length: end - last.offset })
}

const markdownMarks: Record<string, string> = {
  '*': 'bold',
  _: 'italic',
  '~': 'strikethrough',
  '`': 'code',
}

interface OpenMark {
  mark: string
  offset: number
  at: number
}

function parseMarkdown(source: string): Formatted {
  const open: OpenMark[] = []
  const done: Formatted = { text: '', entities: [] }
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at] ?? ''
    if (char === '\\' && at + 1 < source.length) {
      at += 1
      done.text += source[at]
    } else if (char in markdownMarks) turnMark(open, done, { mark: char, offset: done.text.length, at })
    else if ('[]()>#+-=|{}.!'.includes(char))
      throw refuse(
        `can't parse entities: Character '${char}' is reserved and must be escaped with the preceding '\\'`,
      )
    else done.text += char
  }
  const unclosed = open.at(-1)
  if (!unclosed) return done
  throw refuse(
    `can't parse entities: Can't find end of ${markdownMarks[unclosed.mark]} entity at byte offset ${unclosed.at}`,
  )
}

function turnMark(open: OpenMark[], done: Formatted, here: OpenMark): void {
  if (open.at(-1)?.mark !== here.mark) {
    open.push(here)
    return
  }
  const offset = open.pop()?.offset ?? 0
  done.entities.push({ type: markdownMarks[here.mark] ?? '', offset, length: here.offset - offset })
}

/** The entities a Telegram client adds to what a person types. */
export function findTypedEntities(text: string): Entity[] {
  const found: Entity[] = []
  for (const match of text.matchAll(/(?<![\w/])\/[A-Za-z0-9_]+(@\w+)?/g))
    found.push({ type: 'bot_command', offset: match.index, length: match[0].length })
  for (const match of text.matchAll(/(?<!\w)@\w{5,}/g)) {
    const inside = found.some(({ offset, length }) => offset <= match.index && match.index < offset + length)
    if (!inside) found.push({ type: 'mention', offset: match.index, length: match[0].length })
  }
  return found.toSorted((a, b) => a.offset - b.offset)
}
