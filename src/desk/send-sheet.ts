import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { languages } from '../shared/vocabulary.ts'
import { type Cell, writeCsv, writeXlsx } from '../shared/write-sheet.ts'

export const sheetFormat = z.enum(['csv', 'xlsx']).default('xlsx')
/** Of headings and of names that are ours. */
export const inLanguage = z.enum(languages).default('zh-CN')

/** Answers with rows as a file to be saved; no cell of it is ever a formula. */
export function sendSheet(
  c: Context,
  { format, name, rows }: { format: 'csv' | 'xlsx'; name: string; rows: readonly Cell[][] },
): never {
  const isCsv = format === 'csv'
  const type = isCsv
    ? 'text/csv; charset=utf-8'
    : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  c.header('Content-Type', type)
  c.header('Content-Disposition', `attachment; filename="${name}.${format}"`)
  // A file has no type among the answers that the description types.
  return c.body(isCsv ? writeCsv(rows) : new Uint8Array(writeXlsx(name, rows))) as never
}
