import { findHeadingDepth, joinWrapped, startsPart } from './shape-lines.ts'
import { escapeLine, writeTable } from './write-markdown.ts'

/** Writes plain text as Markdown: numbered titles become headings, tab-separated rows tables, broken lines are joined. */
export function shapePlainText(text: string): string {
  const parts: string[] = []
  let paragraph: string[] = []
  let rows: string[][] = []
  const flush = () => {
    parts.push(...joinWrapped(paragraph).map(writeLine))
    paragraph = []
    if (rows.length > 0) parts.push(writeRows(rows))
    rows = []
  }
  const [title, ...rest] = trimStart(text.split('\n'))
  if (title !== undefined) parts.push(isTitle(title) ? `# ${escapeLine(title)}` : '')
  for (const raw of title !== undefined && isTitle(title) ? rest : [title ?? '', ...rest]) {
    const cells = raw.split('\t').map(cell => cell.trim())
    if (cells.filter(cell => cell !== '').length >= 2) {
      if (rows.length === 0) flush()
      rows.push(cells)
      continue
    }
    const line = raw.trim()
    const depth = findHeadingDepth(line)
    if (rows.length > 0 || line === '' || depth > 0 || startsPart(line)) flush()
    if (depth > 0) parts.push(`${'#'.repeat(depth)} ${escapeLine(line)}`)
    else if (line !== '') paragraph.push(line)
  }
  flush()
  return parts.filter(part => part !== '').join('\n\n')
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
