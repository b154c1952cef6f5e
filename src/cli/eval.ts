import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config/read-config.ts'
import { readRows, readStreamLabels, warnOfRows } from '../evaluation/read-rows.ts'
import { type FileReport, listResults, shareOf } from '../evaluation/results.ts'
import type { RowSet } from '../evaluation/rows.ts'
import { runEvaluation } from '../evaluation/run-evaluation.ts'
import { toJson } from '../evaluation/to-json.ts'
import { toText } from '../evaluation/to-text.ts'
import { LinliError, messageOf } from '../shared/errors.ts'
import { type CliIo, writeError, writeLine } from './io.ts'
import type { CliParts } from './parts.ts'

interface EvalOptions {
  files: string[]
  knowledgeDir?: string
  threshold?: number
  json: boolean
  parallel: number
}

/** Judges the product by files of talks, questions, messages or group days. Gives the exit code. */
export async function runEval(args: string[], parts: CliParts, io: CliIo): Promise<number> {
  const options = readOptions(args)
  const config = readConfig(io.env)
  const { sets, warnings } = await readSets(options.files)
  for (const warning of warnings) writeError(io, warning)
  const knowledgeDir = chooseKnowledge(options, config)
  const documents = knowledgeDir ? await readDocuments(knowledgeDir) : []
  const target = await parts.openEvalTarget(config, { ...(knowledgeDir && { knowledgeDir }) })
  const reports: FileReport[] = []
  try {
    for (const { file, set } of sets) {
      const report = await runEvaluation(target, { file, set }, { documents, parallel: options.parallel })
      reports.push(report)
      if (!options.json) writeLine(io, `${toText(report)}\n`)
    }
  } finally {
    await target.close()
  }
  return finish(reports, options, io)
}

function finish(reports: FileReport[], options: EvalOptions, io: CliIo): number {
  const { threshold } = options
  const below = reports.filter(report => threshold !== undefined && isBelow(report, threshold))
  if (options.json) writeLine(io, toJson(reports, below.length === 0))
  for (const report of below) {
    const share = shareOf(listResults(report)) ?? 0
    writeError(io, `${report.file}: ${share.toFixed(3)} is below the threshold ${threshold}`)
  }
  return below.length === 0 ? 0 : 1
}

function isBelow(report: FileReport, threshold: number): boolean {
  const share = shareOf(listResults(report))
  return share !== undefined && share < threshold
}

function readOptions(args: string[]): EvalOptions {
  const { values, positionals } = parse(args)
  if (positionals.length === 0) throw new LinliError('bad-request', 'linli eval needs at least one FILE')
  const threshold = values.threshold === undefined ? undefined : Number(values.threshold)
  if (threshold !== undefined && !(threshold >= 0 && threshold <= 1)) {
    throw new LinliError('bad-request', `--threshold must be from 0 to 1, got ${values.threshold}`)
  }
  const parallel = Number(values.parallel ?? 4)
  if (!Number.isInteger(parallel) || parallel < 1 || parallel > 64) {
    throw new LinliError(
      'bad-request',
      `--parallel must be a whole number from 1 to 64, got ${values.parallel}`,
    )
  }
  return {
    files: positionals,
    json: values.json ?? false,
    parallel,
    ...(values.knowledge && { knowledgeDir: values.knowledge }),
    ...(threshold !== undefined && { threshold }),
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        knowledge: { type: 'string' },
        threshold: { type: 'string' },
        parallel: { type: 'string' },
        json: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new LinliError('bad-request', `linli eval: ${messageOf(error)}`)
  }
}

/** Reads all files before anything is played, so that a bad row in the last does not cost an hour. */
async function readSets(
  files: string[],
): Promise<{ sets: { file: string; set: RowSet }[]; warnings: string[] }> {
  const isLabels = (file: string) => file.endsWith('.labels.json')
  const given = files.filter(isLabels)
  const sets: { file: string; set: RowSet }[] = []
  const warnings: string[] = []
  for (const file of files.filter(file => !isLabels(file))) {
    const text = await readText(file)
    const set = readRows(file, text)
    warnings.push(...warnOfRows(file, text))
    if (set.format !== 'stream') sets.push({ file, set })
    else sets.push({ file, set: await withLabels(file, set, given) })
  }
  if (sets.length === 0)
    throw new LinliError('bad-request', 'linli eval needs a file of rows beside the labels')
  return { sets, warnings }
}

async function withLabels(
  file: string,
  set: RowSet & { format: 'stream' },
  given: string[],
): Promise<RowSet> {
  const beside = file.replace(/\.jsonl?$/, '.labels.json')
  const labelFile = given[0] ?? (existsSync(beside) ? beside : undefined)
  if (!labelFile) return set
  return { ...set, labels: readStreamLabels(labelFile, await readText(labelFile)) }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new LinliError('bad-file', `${file}: cannot be read: ${messageOf(error)}`, { cause: error })
  }
}

/** The folder named on the command line, else the configured one, else the demo documents of the package. */
function chooseKnowledge(options: EvalOptions, config: Config): string | undefined {
  const demo = fileURLToPath(new URL('../../knowledge-base', import.meta.url))
  return options.knowledgeDir ?? config.knowledgeDir ?? (existsSync(demo) ? demo : undefined)
}

async function readDocuments(folder: string): Promise<string[]> {
  const isFolder = await stat(folder).then(
    entry => entry.isDirectory(),
    () => false,
  )
  if (!isFolder) throw new LinliError('bad-file', `${folder}: no such directory of documents`)
  const names = await readdir(folder, { recursive: true })
  const texts = names.filter(name => ['.md', '.txt'].includes(extname(name).toLowerCase()))
  return Promise.all(texts.map(name => readText(join(folder, name))))
}
