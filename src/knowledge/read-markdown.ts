import { createHash } from 'node:crypto'
import { lexer, type Token, type Tokens } from 'marked'

/** The smallest part of a document that stands on its own: a clause, a table row, a list item, a paragraph. */
export interface ReadPassage {
  position: number
  /** As printed: 第6条, 第六条, 3.2; empty where the document has no numbers. */
  clause: string
  /** Headings above it, joined by " › ", without the document's title. */
  heading: string
  text: string
  hash: string
  /** The document breaks off in the section of this passage. */
  isCutOff?: boolean
}

interface Draft {
  clause: string
  heading: string
  text: string
}

interface State {
  title: string | undefined
  headings: { depth: number; text: string; clause: string }[]
  clause: string
  leadIn: string
  drafts: Draft[]
}

const clauseStart =
  /^\*{0,2}(第\s?[0-9〇零一二三四五六七八九十百千]+\s?条(?:之[一二三四五])?|(?:Article|Clause|Section)\s+\d+(?:\.\d+)*|\d+(?:\.\d+)+(?!\d|\s?(?:米|元|倍|公里|公斤|平方|小时|[%％]|[–—~～-])))[.:：、]?\*{0,2}[\s、:：]*/i
/** Short items under one lead-in line belong together: "早：6:30–9:00" alone says nothing. */
const maxJoinedLength = 160
const maxPassageLength = 400

/** Splits Markdown into passages; the first heading of depth 1 is the title. */
export function readMarkdown(content: string): { title: string | undefined; passages: ReadPassage[] } {
  const state: State = { title: undefined, headings: [], clause: '', leadIn: '', drafts: [] }
  for (const token of lexer(content)) readToken(state, token)
  flushLeadIn(state)
  const passages = state.drafts
    .flatMap(splitLong)
    .map((draft, position) => ({ ...draft, position, hash: hashOf(draft) }))
  return { title: state.title, passages }
}

function readToken(state: State, token: Token): void {
  if (token.type === 'heading') readHeading(state, token as Tokens.Heading)
  else if (token.type === 'table') readTable(state, token as Tokens.Table)
  else if (token.type === 'list') readList(state, token as Tokens.List)
  else if (token.type === 'paragraph' || token.type === 'text') readParagraph(state, plainText(token))
  else if (token.type === 'blockquote') {
    for (const child of (token as Tokens.Blockquote).tokens) readToken(state, child)
  } else if (token.type === 'code') readParagraph(state, (token as Tokens.Code).text)
}

function readHeading(state: State, token: Tokens.Heading): void {
  flushLeadIn(state)
  const text = plainText(token)
  if (token.depth === 1 && state.title === undefined) {
    state.title = text
    return
  }
  const clause = clauseStart.exec(text)?.[1] ?? ''
  state.headings = state.headings.filter(heading => heading.depth < token.depth)
  state.headings.push({ depth: token.depth, text: clause ? text.replace(clauseStart, '') : text, clause })
  state.clause = clause || (state.headings.findLast(heading => heading.clause !== '')?.clause ?? '')
}

function readParagraph(state: State, text: string): void {
  for (const line of splitClauses(text)) {
    flushLeadIn(state)
    const found = clauseStart.exec(line)
    if (found?.[1]) {
      state.clause = found[1].replace(/\s/g, found[1].startsWith('第') ? '' : ' ')
      addDraft(state, line.slice(found[0].length), /[:：]$/.test(line))
    } else if (continuesClause(state)) extendClause(state, line)
    else addDraft(state, line, /[:：]$/.test(line))
  }
}

/** A paragraph may hold several clauses on lines of their own. */
function splitClauses(text: string): string[] {
  const lines: string[] = []
  for (const line of text.split('\n').map(part => part.trim())) {
    if (line === '') continue
    const last = lines.length - 1
    if (last < 0 || clauseStart.test(line)) lines.push(line)
    else lines[last] = joinLines(lines[last] ?? '', line)
  }
  return lines
}

function joinLines(first: string, second: string): string {
  return /[\x21-\x7e]$/.test(first) && /^[\x21-\x7e]/.test(second) ? `${first} ${second}` : first + second
}

/** Statutes continue a clause in the next paragraph; a clause that is a heading has its text below. */
function continuesClause(state: State): boolean {
  const last = state.drafts.at(-1)
  return state.clause !== '' && last?.clause === state.clause && last.heading === headingPath(state)
}

function extendClause(state: State, line: string): void {
  const last = state.drafts.at(-1)
  if (last) last.text = joinLines(last.text, line)
}

function addDraft(state: State, text: string, isLeadIn: boolean): void {
  if (text.trim() === '') return
  if (isLeadIn) state.leadIn = text
  else state.drafts.push({ clause: state.clause, heading: headingPath(state), text })
}

function flushLeadIn(state: State): void {
  const text = state.leadIn
  state.leadIn = ''
  addDraft(state, text, false)
}

function readList(state: State, list: Tokens.List): void {
  const items = list.items.map(readItem).filter(item => item !== '')
  const leadIn = state.leadIn
  state.leadIn = ''
  const joined = leadIn + items.map(item => item.replace(/[。；;]$/, '')).join('；')
  if (leadIn !== '' && (joined.length <= maxJoinedLength || state.clause !== '')) {
    addDraft(state, `${joined}。`, false)
    return
  }
  for (const item of items) readItemText(state, item, leadIn)
}

function readItemText(state: State, item: string, leadIn: string): void {
  const found = clauseStart.exec(item)
  const text = found ? item.slice(found[0].length) : item
  if (found?.[1]) state.clause = found[1]
  addDraft(state, leadIn + text, false)
}

/** A nested list is read into its parent's sentence, since the child alone loses what it is about. */
function readItem(item: Tokens.ListItem): string {
  const own: string[] = []
  const nested: string[] = []
  for (const token of item.tokens) {
    if (token.type === 'list') nested.push(...(token as Tokens.List).items.map(readItem))
    else own.push(plainText(token))
  }
  const parent = own.join(' ').replace(/\s+/g, ' ').trim()
  if (nested.length === 0) return parent
  const separator = /[:：。；;]$/.test(parent) ? '' : '：'
  return parent + separator + nested.map(child => child.replace(/[。；;]$/, '')).join('；')
}

/** A row answers on its own: each cell carries its column's header, the line above the table joins the headings. */
function readTable(state: State, table: Tokens.Table): void {
  const caption = takeCaption(state)
  const heading = [headingPath(state), caption].filter(part => part !== '').join(' › ')
  const headers = table.header.map(cell => plainText(cell))
  const isChinese = headers.some(header => /\p{Script=Han}/u.test(header))
  const [colon, semicolon] = isChinese ? ['：', '；'] : [': ', '; ']
  for (const row of table.rows) {
    const [first = '', ...rest] = row.map(cell => plainText(cell))
    const facts = rest.flatMap((cell, index) =>
      cell === '' ? [] : [labelCell(headers[index + 1] ?? '', cell)],
    )
    const text = facts.length === 0 ? first : `${first}${colon}${facts.join(semicolon)}`
    if (text !== '') state.drafts.push({ clause: state.clause, heading, text })
  }
}

function takeCaption(state: State): string {
  const isCaption = state.leadIn.length > 0 && state.leadIn.length <= 40
  if (!isCaption) flushLeadIn(state)
  const caption = isCaption ? state.leadIn.replace(/(如下|as follows)?[:：]$/, '') : ''
  state.leadIn = ''
  return caption
}

function labelCell(header: string, cell: string): string {
  return header === '' ? cell : `${header} ${cell}`
}

function headingPath(state: State): string {
  return state.headings.map(heading => heading.text).join(' › ')
}

/** The text as a reader sees it: without marks, links, images and HTML. */
function plainText(token: unknown): string {
  const part = token as { type?: string; tokens?: unknown[]; text?: string }
  if (part.type === 'br') return '\n'
  if (part.type === 'html') return ''
  if (Array.isArray(part.tokens)) return part.tokens.map(plainText).join('').trim()
  return decodeEntities(part.text ?? '')
}

function decodeEntities(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
}

/** Long clauses are cut at sentences; each part keeps the number. */
function splitLong(draft: Draft): Draft[] {
  if (draft.text.length <= maxPassageLength) return [draft]
  const parts: string[] = []
  for (const sentence of draft.text.split(/(?<=[。；！？])/)) {
    const last = parts.length - 1
    if (last >= 0 && (parts[last]?.length ?? 0) + sentence.length <= maxPassageLength) parts[last] += sentence
    else parts.push(sentence)
  }
  return parts.map(text => ({ ...draft, text }))
}

function hashOf(draft: Draft): string {
  return createHash('sha256').update(`${draft.clause}\n${draft.heading}\n${draft.text}`).digest('hex')
}
