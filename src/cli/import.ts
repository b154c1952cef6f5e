import { readConfig } from '../config/read-config.ts'
import { describeOutcome } from '../knowledge/import/describe-report.ts'
import type { ImportRun } from '../knowledge/import/import-documents.ts'
import { importedPrefix } from '../knowledge/sync-documents.ts'
import { type CliIo, readLocale, writeError, writeLine } from './io.ts'
import type { CliParts } from './parts.ts'

/** Imports files and folders and reports on each. Gives 1 when one could not be read, 2 without a path. */
export async function runImport(args: string[], parts: CliParts, io: CliIo): Promise<number> {
  const locale = readLocale(io.env)
  const paths = args.filter(arg => !arg.startsWith('--'))
  if (paths.length === 0) {
    writeError(
      io,
      locale === 'zh'
        ? '请给出文件或文件夹：npx linli import PATH…'
        : 'Name a file or a folder: npx linli import PATH…',
    )
    return 2
  }
  const config = readConfig({ ...io.env, LOG_LEVEL: io.env['LOG_LEVEL'] || 'error' })
  const run = await parts.importDocuments(config, paths)
  if (args.includes('--json')) writeLine(io, JSON.stringify(toJson(run)))
  else writeReport(run, locale, io)
  return run.outcomes.some(outcome => outcome.kind === 'failed') ? 1 : 0
}

function writeReport({ outcomes, result }: ImportRun, locale: 'zh' | 'en', io: CliIo): void {
  for (const outcome of outcomes) writeLine(io, describeOutcome(stripSource(outcome), locale))
  const { added, changed, unchanged } = result
  const failed = outcomes.filter(outcome => outcome.kind === 'failed').length
  writeLine(
    io,
    locale === 'zh'
      ? `新增 ${added} 份，更新 ${changed} 份，没有变化 ${unchanged - failed} 份，无法读取 ${failed} 份。`
      : `${added} added, ${changed} changed, ${unchanged - failed} unchanged, ${failed} could not be read.`,
  )
}

function stripSource<T extends ImportRun['outcomes'][number]>(outcome: T): ImportRun['outcomes'][number] {
  if (outcome.kind === 'failed') return { ...outcome, source: withoutPrefix(outcome.source) }
  return { ...outcome, report: { ...outcome.report, source: withoutPrefix(outcome.report.source) } }
}

function withoutPrefix(source: string): string {
  return source.startsWith(importedPrefix) ? source.slice(importedPrefix.length) : source
}

function toJson({ outcomes, result }: ImportRun) {
  const files = outcomes
    .map(stripSource)
    .map(outcome =>
      outcome.kind === 'read' ? { ...outcome.report, read: true } : { ...outcome, read: false },
    )
  return { files, result }
}
