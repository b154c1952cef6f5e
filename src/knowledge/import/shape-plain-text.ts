import { findHeadingDepth, joinWrapped, startsPart } from './shape-lines.ts'
import { escapeLine, writeTable } from './write-markdown.ts'

/** Writes plain text as Markdown: numbered titles become headings, tab-separated rows tables, broken lines are joined. */
export function shapePlainText(text: string): string {
  const lines = trimStart(text.split('\n'))
  const [title] = lines
  const hasTitle = title !== undefined && isTitle(title)
  const parts = hasTitle ? [`# ${escapeLine(title)}`] : []
  let block: Block = { kind: 'text', lines: [] }
  for (const line of hasTitle ? lines.slice(1) : lines) {
    const kind = kindOf(line)
    const goesOn = kind === block.kind && !(kind === 'text' && startsPart(line))
    if (!goesOn) {
      parts.push(...writeBlock(block))
      block = { kind, lines: [] }
    }
    block.lines.push(line.trim())
  }
  return [...parts, ...writeBlock(block)].filter(part => part !== '').join('\n\n')
}

interface Block {
  kind: 'text' | 'heading' | 'table' | 'blank'
  lines: string[]
}

function kindOf(line: string): Block['kind'] {
  if (line.trim() === '') return 'blank'
  if (splitCells(line).filter(cell => cell !== '').length >= 2) return 'table'
  return findHeadingDepth(line) > 0 ? 'heading' : 'text'
}

function writeBlock({ kind, lines }: Block): string[] {
  if (kind === 'blank') return []
  if (kind === 'table') return [writeRows(lines.map(splitCells))]
  if (kind === 'text') return joinWrapped(lines).map(writeLine)
  return lines.map(line => `${'#'.repeat(findHeadingDepth(line))} ${escapeLine(line)}`)
}

function splitCells(line: string): string[] {
  return line.split('\t').map(cell => cell.trim())
}

function trimStart(lines: string[]): string[] {
  const first = lines.findIndex(line => line.trim() !== '')
  return first < 0 ? [] : lines.slice(first)
}

function isTitle(line: string): boolean {
  const text = line.trim()
  return text.length <= 50 && !/[。；！？，：:]/.test(text) && !startsPart(text) && !text.includes('\t')
}

/** Bullets of many shapes are list items; "1、" stays text, since its number may be cited. */
function writeLine(line: string): string {
  const bullet = /^[-•●·■◆*]\s*(?=\S)/.exec(line)
  return bullet ? `- ${escapeLine(line.slice(bullet[0].length))}` : escapeLine(line)
}

function writeRows(rows: string[][]): string {
  const [header = [], ...body] = rows
  return body.length > 0 ? writeTable(header, body) : escapeLine(header.join(' '))
}
