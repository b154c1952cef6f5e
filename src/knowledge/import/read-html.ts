import { load } from 'cheerio'
import type { AnyNode, Element } from 'domhandler'
import type { ExtractedText, Skip } from './import-report.ts'
import { escapeLine, writeTable } from './write-markdown.ts'

const furniture =
  'iframe,svg,form,button,nav,header nav,footer,aside,[role=navigation],[role=banner],[role=contentinfo],[hidden],[aria-hidden=true]'
const blocks =
  /^(p|div|section|article|main|header|h[1-6]|ul|ol|table|blockquote|pre|dl|dt|dd|figure|address|hr)$/

/** Gives the text of a page as Markdown: headings, nested lists and tables kept, menus and scripts left out. */
export function readHtml(html: string): ExtractedText {
  const $ = load(html)
  const skipped: Skip[] = []
  $('script,style,noscript,template').remove()
  const left = $(furniture).filter((_, element) => $(element).text().trim() !== '').length
  const pictures = $('img').length
  $(furniture).remove()
  if (left > 0) skipped.push({ kind: 'page-furniture', count: left })
  if (pictures > 0) skipped.push({ kind: 'pictures', count: pictures })
  const main = $('article,main,[role=main]').toArray()
  const root = main.length === 1 && main[0] ? main[0] : $('body')[0]
  const body = root ? writeBlocks(root) : ''
  const title = $('title').first().text().trim()
  const hasTitle = /^# /m.test(body)
  return { markdown: title && !hasTitle ? `# ${escapeLine(title)}\n\n${body}` : body, skipped }
}

function childrenOf(node: AnyNode): AnyNode[] {
  return 'children' in node ? (node.children as AnyNode[]) : []
}

function nameOf(node: AnyNode): string {
  return node.type === 'tag' ? (node as Element).name : ''
}

/** Runs of inline nodes become paragraphs between the blocks. */
function writeBlocks(root: AnyNode): string {
  const parts: string[] = []
  let inline = ''
  const flush = () => {
    const text = inline
      .split('\n')
      .map(line => escapeLine(line.replace(/\s+/g, ' ')))
      .filter(line => line !== '')
      .join('\n\n')
    if (text !== '') parts.push(text)
    inline = ''
  }
  for (const child of childrenOf(root)) {
    if (!blocks.test(nameOf(child)) && !hasBlock(child)) {
      inline += inlineText(child)
      continue
    }
    flush()
    parts.push(writeBlock(child))
  }
  flush()
  return parts.filter(part => part !== '').join('\n\n')
}

function hasBlock(node: AnyNode): boolean {
  return childrenOf(node).some(child => blocks.test(nameOf(child)) || hasBlock(child))
}

function writeBlock(node: AnyNode): string {
  const name = nameOf(node)
  if (/^h[1-6]$/.test(name)) {
    const text = escapeLine(inlineText(node).replace(/\s+/g, ' '))
    return text === '' ? '' : `${'#'.repeat(Number(name[1]))} ${text}`
  }
  if (name === 'ul' || name === 'ol') return writeList(node, '')
  if (name === 'table') return writeTableOf(node)
  return writeBlocks(node)
}

function writeList(list: AnyNode, indent: string): string {
  const isOrdered = nameOf(list) === 'ol'
  return childrenOf(list)
    .filter(child => nameOf(child) === 'li')
    .map((item, order) => {
      const mark = isOrdered ? `${order + 1}. ` : '- '
      const nested = childrenOf(item).filter(child => /^[uo]l$/.test(nameOf(child)))
      const own = childrenOf(item)
        .filter(child => !nested.includes(child))
        .map(inlineText)
        .join('')
      const inner = nested.map(child => writeList(child, `${indent}${' '.repeat(mark.length)}`))
      return [`${indent}${mark}${escapeLine(own.replace(/\s+/g, ' '))}`, ...inner].join('\n')
    })
    .join('\n')
}

function writeTableOf(table: AnyNode): string {
  const rows = findRows(table).map(row => spreadCells(row))
  const width = Math.max(0, ...rows.map(row => row.length))
  if (width === 0) return ''
  // One column is layout, not a table.
  if (width === 1) return rows.map(([cell = '']) => escapeLine(cell)).join('\n\n')
  const caption = rows[0]?.length === 1 && rows.length > 2 ? rows.shift() : undefined
  const [header = [], ...body] = fillDown(rows)
  const filled = Array.from({ length: width }, (_, column) => header[column] ?? '')
  return `${caption ? `${escapeLine(caption[0] ?? '')}：\n\n` : ''}${writeTable(filled, body)}`
}

function findRows(node: AnyNode): AnyNode[] {
  return childrenOf(node).flatMap(child => {
    if (nameOf(child) === 'tr') return [child]
    return /^(thead|tbody|tfoot)$/.test(nameOf(child)) ? findRows(child) : []
  })
}

const spannedDown = '\u0000'

function spreadCells(row: AnyNode): string[] {
  return childrenOf(row)
    .filter(child => /^t[dh]$/.test(nameOf(child)))
    .flatMap(cell => {
      const across = Math.min(50, Number((cell as Element).attribs['colspan'] ?? 1) || 1)
      const down = Number((cell as Element).attribs['rowspan'] ?? 1) > 1 ? spannedDown : ''
      const text = down + inlineText(cell).replace(/\s+/g, ' ').trim()
      return [text, ...Array.from({ length: across - 1 }, () => '')]
    })
}

/** A cell that spans rows is missing in the rows below: they are shorter by it, and it counts for them. */
function fillDown(rows: string[][]): string[][] {
  const width = rows[0]?.length ?? 0
  let carried: string | undefined
  return rows.map(row => {
    const clean = row.map(cell => cell.replace(spannedDown, ''))
    if (row[0]?.startsWith(spannedDown)) carried = clean[0]
    else if (row.length === width) carried = undefined
    return carried !== undefined && row.length === width - 1 ? [carried, ...clean] : clean
  })
}

function inlineText(node: AnyNode): string {
  if (node.type === 'text') return 'data' in node ? String(node.data).replace(/\s+/g, ' ') : ''
  if (nameOf(node) === 'br') return '\n'
  const inner = childrenOf(node).map(inlineText).join('')
  return blocks.test(nameOf(node)) ? `${inner} ` : inner
}
