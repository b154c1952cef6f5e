import { clausePattern, joinWrapped, startsPart } from './shape-lines.ts'
import { escapeLine, writeTable } from './write-markdown.ts'

/** A run of text where it stands on its page, in points from the lower left. */
export interface PdfPiece {
  text: string
  x: number
  y: number
  width: number
  size: number
}

interface Line {
  cells: { text: string; x: number }[]
  text: string
  size: number
  y: number
}

/** Puts pieces into lines, lines into paragraphs, headings and tables; running heads and page numbers are left out. */
export function layOutPages(pages: PdfPiece[][]): { markdown: string; furniture: number } {
  const lined = pages.map(groupLines)
  const { kept, furniture } = dropFurniture(lined)
  const lines = kept.flat()
  const bodySize = findBodySize(lines)
  return { markdown: writeLines(lines, bodySize), furniture }
}

function groupLines(pieces: PdfPiece[]): Line[] {
  const rows: PdfPiece[][] = []
  for (const piece of [...pieces].sort((one, other) => other.y - one.y || one.x - other.x)) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (row && first && Math.abs(first.y - piece.y) < Math.max(2, first.size * 0.5)) row.push(piece)
    else rows.push([piece])
  }
  return rows.map(toLine)
}

/** A gap of more than about one and a half characters begins a new cell. */
function toLine(pieces: PdfPiece[]): Line {
  const cells: Line['cells'] = []
  let end = Number.NEGATIVE_INFINITY
  for (const piece of pieces.sort((one, other) => one.x - other.x)) {
    const last = cells.at(-1)
    const gap = piece.x - end
    if (last && gap < piece.size * 1.5) last.text += gap > piece.size * 0.25 ? ` ${piece.text}` : piece.text
    else cells.push({ text: piece.text, x: piece.x })
    end = Math.max(end, piece.x + piece.width)
  }
  const size = Math.max(...pieces.map(piece => piece.size))
  return { cells, size, y: pieces[0]?.y ?? 0, text: cells.map(cell => cell.text.trim()).join(' ') }
}

/** What stands first or last on at least three and half of the pages, digits aside, is no content. */
function dropFurniture(pages: Line[][]): { kept: Line[][]; furniture: number } {
  const counts = new Map<string, number>()
  const edges = (page: Line[]) => new Set([...page.slice(0, 2), ...page.slice(-2)])
  const keyOf = (line: Line) => line.text.replace(/\d+/g, '#').replace(/\s/g, '')
  for (const page of pages) {
    for (const key of new Set([...edges(page)].map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  let furniture = 0
  const kept = pages.map(page => {
    const atEdge = edges(page)
    return page.filter(line => {
      const repeats = counts.get(keyOf(line)) ?? 0
      const isNumber = /^[-–—\s第]*\d+[-–—\s页]*(?:[/共]\s*\d+\s*页?)?$/.test(line.text) && pages.length > 1
      const goes = atEdge.has(line) && (isNumber || (repeats >= 3 && repeats * 2 >= pages.length))
      if (goes) furniture++
      return !goes
    })
  })
  return { kept, furniture }
}

function findBodySize(lines: Line[]): number {
  const lengths = new Map<number, number>()
  for (const line of lines) {
    const size = Math.round(line.size)
    lengths.set(size, (lengths.get(size) ?? 0) + line.text.length)
  }
  return [...lengths].sort((one, other) => other[1] - one[1])[0]?.[0] ?? 0
}

function writeLines(lines: Line[], bodySize: number): string {
  const parts: string[] = []
  const sizes = [...new Set(lines.map(line => Math.round(line.size)).filter(size => size > bodySize * 1.1))]
    .sort((one, other) => other - one)
    .slice(0, 4)
  let paragraph: string[] = []
  const flush = () => {
    if (paragraph.length > 0) parts.push(joinWrapped(paragraph).map(escapeLine).join('\n\n'))
    paragraph = []
  }
  let at = 0
  while (at < lines.length) {
    const line = lines[at] as Line
    const depth = sizes.indexOf(Math.round(line.size)) + 1
    const tableLength = countTableRows(lines, at)
    if (tableLength >= 2) {
      flush()
      parts.push(writeRows(lines.slice(at, at + tableLength)))
      at += tableLength
      continue
    }
    if (depth > 0 && line.text.length <= 60 && !clausePattern.test(line.text)) {
      flush()
      parts.push(`${'#'.repeat(depth)} ${escapeLine(line.text)}`)
    } else {
      if (startsPart(line.text)) flush()
      paragraph.push(line.text)
    }
    at++
  }
  flush()
  return parts.join('\n\n')
}

/** Lines with as many cells as the first, each beginning near the cell above. */
function countTableRows(lines: Line[], begin: number): number {
  const first = lines[begin]
  if (!first || first.cells.length < 2) return 0
  let count = 1
  for (const line of lines.slice(begin + 1)) {
    if (line.cells.length < 2 || line.cells.length > first.cells.length || !isAligned(first, line)) break
    count++
  }
  return count
}

function isAligned(header: Line, line: Line): boolean {
  return line.cells.every(cell =>
    header.cells.some(other => Math.abs(other.x - cell.x) < Math.max(12, header.size * 2.5)),
  )
}

function writeRows(rows: Line[]): string {
  const [header, ...body] = rows
  if (!header) return ''
  const columns = header.cells
  const cells = body.map(line => {
    const row = columns.map(() => '')
    for (const cell of line.cells) {
      const distances = columns.map(column => Math.abs(column.x - cell.x))
      row[distances.indexOf(Math.min(...distances))] += cell.text.trim()
    }
    return row
  })
  return writeTable(
    columns.map(column => column.text.trim()),
    cells,
  )
}
