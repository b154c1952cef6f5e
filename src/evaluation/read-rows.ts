import type { z } from 'zod'
import { LinliError } from '../shared/errors.ts'
import { findUnjudgedKeys } from './find-unjudged-keys.ts'
import {
  messageSchema,
  questionSchema,
  type RowSet,
  type StreamLabels,
  streamLabelsSchema,
  streamMessageSchema,
  talkSchema,
} from './rows.ts'

type Format = RowSet['format']
type Line = { number: number; value: Record<string, unknown> }

/**
 * Gives the rows of a JSON Lines text, whose format is told by the keys of its first row. Throws `bad-file` with one
 * line per bad row (at most ten): file, line number, key and what was expected.
 */
export function readRows(fileName: string, text: string): RowSet {
  const lines = parseLines(fileName, text)
  const [first] = lines
  if (!first) throw new LinliError('bad-file', `${fileName}: holds no rows`)
  const format = detectFormat(first.value)
  if (!format) {
    const expected = '"turns" (talks), "q" (questions), "text" with "day" (group days) or "text" (messages)'
    throw new LinliError('bad-file', `${fileName}:${first.number}: expected a row with ${expected}`)
  }
  return checkLines(fileName, lines, format)
}

/** Gives one line for every key of an expectation that is not judged. Throws `bad-file` when a line is not JSON. */
export function warnOfRows(fileName: string, text: string): string[] {
  return parseLines(fileName, text).flatMap(({ number, value }) =>
    findUnjudgedKeys(`${fileName}:${number}`, value['expect']),
  )
}

/** Gives the labels of a group stream. Throws `bad-file`. */
export function readStreamLabels(fileName: string, text: string): StreamLabels {
  const parsed = streamLabelsSchema.safeParse(parseJson(fileName, text))
  if (parsed.success) return parsed.data
  throw new LinliError('bad-file', `${fileName}: ${describeIssues(parsed.error)}`)
}

function detectFormat(row: Record<string, unknown>): Format | undefined {
  if ('turns' in row) return 'talks'
  if ('q' in row) return 'questions'
  if ('text' in row) return 'day' in row && 'at' in row ? 'stream' : 'messages'
  return undefined
}

function checkLines(fileName: string, lines: Line[], format: Format): RowSet {
  switch (format) {
    case 'talks':
      return { format, rows: checkUnique(fileName, lines, checkEach(fileName, lines, talkSchema)) }
    case 'questions':
      return { format, rows: checkUnique(fileName, lines, checkEach(fileName, lines, questionSchema)) }
    case 'messages':
      return { format, rows: checkUnique(fileName, lines, checkEach(fileName, lines, messageSchema)) }
    case 'stream':
      return { format, rows: checkEach(fileName, lines, streamMessageSchema) }
  }
}

function checkEach<T>(fileName: string, lines: Line[], schema: z.ZodType<T>): T[] {
  const rows: T[] = []
  const problems: string[] = []
  for (const { number, value } of lines) {
    const parsed = schema.safeParse(value)
    if (parsed.success) rows.push(parsed.data)
    else problems.push(`${fileName}:${number}: ${describeIssues(parsed.error)}`)
  }
  throwProblems(problems)
  return rows
}

function checkUnique<T extends { id: string }>(fileName: string, lines: Line[], rows: T[]): T[] {
  const seen = new Map<string, number>()
  const problems: string[] = []
  for (const [index, { id }] of rows.entries()) {
    const number = lines[index]?.number ?? 0
    const earlier = seen.get(id)
    if (earlier)
      problems.push(`${fileName}:${number}: id ${JSON.stringify(id)} stands already in line ${earlier}`)
    seen.set(id, number)
  }
  throwProblems(problems)
  return rows
}

function throwProblems(problems: string[]): void {
  if (problems.length === 0) return
  const more = problems.length > 10 ? [`and ${problems.length - 10} more bad rows`] : []
  throw new LinliError('bad-file', [...problems.slice(0, 10), ...more].join('\n'))
}

function parseLines(fileName: string, text: string): Line[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const filled = lines
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
  return filled.map(({ line, number }) => {
    const value = parseJson(`${fileName}:${number}`, line)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new LinliError('bad-file', `${fileName}:${number}: expected a JSON object`)
    }
    return { number, value: value as Record<string, unknown> }
  })
}

function parseJson(where: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new LinliError('bad-file', `${where}: not JSON: ${error instanceof Error ? error.message : error}`)
  }
}

function describeIssues(error: z.ZodError): string {
  return error.issues.map(issue => `${issue.path.join('.') || 'row'}: ${describeIssue(issue)}`).join('; ')
}

/** Where a value or a list of them may stand, what was expected of the value is said. */
function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message
  const wanted = issue.errors[0]?.[0]?.message.replace(/^Invalid (?:input|option): /, '')
  return wanted ? `${wanted}, or a list of such` : issue.message
}
