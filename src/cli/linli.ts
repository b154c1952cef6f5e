import { LinliError, messageOf } from '../shared/errors.ts'
import { findClosest } from '../shared/find-closest.ts'
import { commandList } from './command-list.ts'
import { type CliIo, readLocale, writeError, writeLine } from './io.ts'
import type { CliParts } from './parts.ts'

type RunCommand = (args: string[], parts: CliParts, io: CliIo) => Promise<number>

// Loaded on use, so that `doctor` and the help work where a part of another command is missing.
const runners = new Map<string, () => Promise<RunCommand>>([
  ['chat', async () => (await import('./chat.ts')).runChat],
  ['eval', async () => (await import('./eval.ts')).runEval],
  ['import', async () => (await import('./import.ts')).runImport],
  ['doctor', async () => (await import('./doctor.ts')).runDoctor],
])

/**
 * Runs `npx linli …` and gives the exit code: 0 good, 1 the command found a fault, 2 wrong words or files. Every failure
 * is one line on the error output, never a stack.
 */
export async function runLinli(argv: string[], parts: CliParts, io: CliIo): Promise<number> {
  const [name, ...args] = argv
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    writeLine(io, renderHelp(readLocale(io.env)))
    return name === undefined ? 2 : 0
  }
  const load = runners.get(name)
  if (!load) {
    writeError(io, describeUnknown(name, readLocale(io.env)))
    return 2
  }
  if (args.includes('--help') || args.includes('-h')) {
    writeLine(io, renderCommandHelp(name, readLocale(io.env)))
    return 0
  }
  try {
    const run = await load()
    return await run(args, parts, io)
  } catch (error) {
    writeError(io, `${error instanceof LinliError ? `${error.code}: ` : ''}${messageOf(error)}`)
    return 2
  }
}

/** Gives the names of all commands that can be run. */
export function listRunnable(): string[] {
  return [...runners.keys()]
}

function renderHelp(locale: 'zh' | 'en'): string {
  const head = locale === 'zh' ? '用法：npx linli <命令>' : 'Usage: npx linli <command>'
  const lines = commandList.flatMap(({ usage, meaning }) => [`  linli ${usage}`, `      ${meaning[locale]}`])
  return [head, '', ...lines].join('\n')
}

function renderCommandHelp(name: string, locale: 'zh' | 'en'): string {
  const entry = commandList.find(command => command.name === name)
  return entry ? `npx linli ${entry.usage}\n    ${entry.meaning[locale]}` : name
}

function describeUnknown(name: string, locale: 'zh' | 'en'): string {
  const close = findClosest(name, listRunnable())
  const suggested = close.length > 0 ? close : listRunnable()
  return locale === 'zh'
    ? `没有命令 ${name}。您是不是要：${suggested.join('、')}？`
    : `There is no command ${name}. Did you mean: ${suggested.join(', ')}?`
}
