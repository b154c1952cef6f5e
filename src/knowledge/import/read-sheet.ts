import readWorkbook from 'read-excel-file/node'
import { type ExtractedText, UnreadableFile } from './import-report.ts'
import { escapeLine, writeTable } from './write-markdown.ts'

type Cell = string | number | boolean | Date | null | undefined

const questionHeader = /^(问题|提问|问|常见问题|question|q)$/i
const answerHeader = /^(答案|回答|答复|解答|答|标准答复|answer|a)$/i

/** Reads every sheet of a workbook. Throws UnreadableFile. */
export async function readXlsx(bytes: Uint8Array): Promise<ExtractedText> {
  const sheets = await readSheets(bytes)
  const parts = sheets.map(({ sheet, data }) => {
    const rows = data.map(row => row.map(showCell))
    return { ...writeRows(rows), name: sheet }
  })
  const filled = parts.filter(part => part.markdown !== '')
  const markdown = filled
    .map(part => (filled.length > 1 ? `## ${escapeLine(part.name)}\n\n${part.markdown}` : part.markdown))
    .join('\n\n')
  return { markdown, pages: sheets.length, skipped: countEmpty(parts) }
}

async function readSheets(bytes: Uint8Array): Promise<{ sheet: string; data: Cell[][] }[]> {
  try {
    return (await readWorkbook(Buffer.from(bytes))) as { sheet: string; data: Cell[][] }[]
  } catch (error) {
    throw new UnreadableFile('damaged', error instanceof Error ? error.message : '')
  }
}

/** Reads comma, semicolon or tab separated values, quoted as RFC 4180 says. */
export function readCsv(text: string): ExtractedText {
  const part = writeRows(parseCsv(text))
  return { markdown: part.markdown, skipped: countEmpty([part]) }
}

interface WrittenRows {
  markdown: string
  emptyRows: number
}

function countEmpty(parts: WrittenRows[]): ExtractedText['skipped'] {
  const count = parts.reduce((sum, part) => sum + part.emptyRows, 0)
  return count > 0 ? [{ kind: 'empty-rows', count }] : []
}

/** A sheet of questions and answers becomes a heading and its text each; any other sheet a table. */
function writeRows(all: string[][]): WrittenRows {
  const filled = all.filter(row => row.some(cell => cell !== ''))
  const widest = Math.max(0, ...filled.map(row => row.filter(cell => cell !== '').length))
  const begin = filled.findIndex(row => row.filter(cell => cell !== '').length >= Math.min(2, widest))
  const header = filled[begin]
  const emptyRows = findLastFilled(all) - filled.length
  if (!header) return { markdown: '', emptyRows: Math.max(0, emptyRows) }
  const above = filled.slice(0, begin).map(row => escapeLine(row.join(' ')))
  const rows = filled.slice(begin + 1)
  const question = header.findIndex(cell => questionHeader.test(cell))
  const answer = header.findIndex(cell => answerHeader.test(cell))
  const body =
    question >= 0 && answer >= 0
      ? rows.map(row => writeAnswer(row[question] ?? '', row[answer] ?? '')).join('\n\n')
      : writeTable(header, fillMerged(rows))
  return { markdown: [...above, body].join('\n\n'), emptyRows: Math.max(0, emptyRows) }
}

function findLastFilled(rows: string[][]): number {
  return rows.findLastIndex(row => row.some(cell => cell !== '')) + 1
}

function writeAnswer(question: string, answer: string): string {
  if (question === '' || answer === '') return ''
  return `### ${escapeLine(question.replace(/\s*\n\s*/g, ' '))}\n\n${answer.split('\n').map(escapeLine).join('\n')}`
}

/** Merged cells leave the rows below empty: a first cell counts for the rows under it. */
function fillMerged(rows: string[][]): string[][] {
  let last = ''
  return rows.map(([first = '', ...rest]) => {
    if (first !== '') last = first
    return [first === '' ? last : first, ...rest]
  })
}

function showCell(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return showDate(cell)
  if (typeof cell === 'number') return String(Math.round(cell * 1e6) / 1e6)
  if (typeof cell === 'boolean') return cell ? '是' : '否'
  return cell.trim()
}

/** A cell with a time of day alone lies in the first days of the calendar of spreadsheets. */
function showDate(date: Date): string {
  const [day = '', time = ''] = date.toISOString().split('T')
  const clock = time.slice(0, 5)
  if (date.getUTCFullYear() < 1901) return clock
  return clock === '00:00' ? day : `${day} ${clock}`
}

function parseCsv(text: string): string[][] {
  const separator = guessSeparator(text)
  const rows: string[][] = [['']]
  const addToCell = (part: string) => {
    const row = rows.at(-1) ?? []
    row.push((row.pop() ?? '') + part)
  }
  for (const [found, quoted] of text.replace(/\r\n?/g, '\n').matchAll(/"((?:[^"]|"")*)"|[\s\S]/g)) {
    if (quoted !== undefined) addToCell(quoted.replace(/""/g, '"'))
    else if (found === separator) rows.at(-1)?.push('')
    else if (found === '\n') rows.push([''])
    else addToCell(found)
  }
  return rows.map(row => row.map(cell => cell.trim()))
}

function guessSeparator(text: string): string {
  const [head = ''] = text.split('\n')
  const count = (separator: string) => head.split(separator).length
  return [',', '\t', ';', '，'].sort((one, other) => count(other) - count(one))[0] ?? ','
}
