// Every error code has a section in docs/errors.md, and every section there is a code.
import { readFileSync } from 'node:fs'
import { finish } from './finish.mjs'

const source = readFileSync('src/shared/errors.ts', 'utf8')
const union = /export type ErrorCode =([^\n]*\n(?:\s+\|[^\n]*\n)*)/.exec(source)?.[1] ?? ''
const codes = [...union.matchAll(/'([a-z-]+)'/g)].map(match => match[1])
const page = readFileSync('docs/errors.md', 'utf8')
const sections = [...page.matchAll(/^## `([^`]+)`$/gm)].map(match => match[1])

const problems = codes.length === 0 ? ['src/shared/errors.ts: found no ErrorCode'] : []
for (const code of codes.filter(code => !sections.includes(code)))
  problems.push(`docs/errors.md lacks ${code}`)
for (const section of sections) {
  if (!codes.includes(section)) problems.push(`docs/errors.md explains ${section}, which is no ErrorCode`)
  if (sections.indexOf(section) !== sections.lastIndexOf(section))
    problems.push(`docs/errors.md has ${section} twice`)
}
finish(problems)
