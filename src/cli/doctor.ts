import { type CheckResult, runChecks } from './doctor-checks.ts'
import { type CliIo, readLocale, writeLine } from './io.ts'
import type { CliParts } from './parts.ts'

const marks = {
  ok: { zh: '正常', en: 'ok' },
  note: { zh: '提示', en: 'note' },
  problem: { zh: '问题', en: 'PROBLEM' },
}

/** Checks this machine and the settings: one line each with what to do. Gives 1 when something hinders the start. */
export async function runDoctor(_args: string[], parts: CliParts, io: CliIo): Promise<number> {
  const locale = readLocale(io.env)
  let isSound = true
  for await (const result of runChecks(io.env, parts)) {
    writeLine(io, renderResult(result, locale))
    isSound &&= result.state !== 'problem'
  }
  return isSound ? 0 : 1
}

function renderResult({ name, state, found, advice }: CheckResult, locale: 'zh' | 'en'): string {
  const advised = advice ? ` → ${advice[locale]}` : ''
  return `${marks[state][locale].padEnd(locale === 'zh' ? 4 : 8)}${name}: ${found}${advised}`
}
