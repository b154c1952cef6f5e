import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runLinli } from '../../../src/cli/linli.ts'
import type { CliParts } from '../../../src/cli/parts.ts'
import { createCliIo } from '../../support/cli-io.ts'
import { ScriptedTarget } from '../evaluation/scripted-target.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linli-eval-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(name: string, ...rows: unknown[]): string {
  const path = join(folder, name)
  writeFileSync(path, rows.map(row => JSON.stringify(row)).join('\n'))
  return path
}

async function run(args: string[], target: ScriptedTarget) {
  const knowledge: unknown[] = []
  const parts: CliParts = {
    startApp: () => Promise.reject(new Error('not in this test')),
    openEvalTarget: (_config, options) => {
      knowledge.push(options.knowledgeDir)
      return Promise.resolve(target)
    },
    importDocuments: () => Promise.reject(new Error('not in this test')),
    tryDataDir: () => Promise.resolve(),
  }
  const { io, readOutput, readErrors } = createCliIo()
  const code = await runLinli(['eval', ...args], parts, io)
  return { code, output: readOutput(), errors: readErrors(), knowledge }
}

const half = () =>
  write(
    'messages.jsonl',
    { id: 's1', text: '真差', emotion: 'angry' },
    { id: 's2', text: '好', emotion: 'pleased' },
  )

describe('linli eval', () => {
  it('ends with 1 below the threshold and with 0 at it', async () => {
    const below = new ScriptedTarget({})
    expect(await run([half(), '--threshold', '0.51'], below)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('0.500 is below the threshold 0.51'),
    })
    expect(below.isClosed).toBe(true)
    expect(await run([half(), '--threshold', '0.5'], new ScriptedTarget({}))).toMatchObject({
      code: 0,
      errors: '',
    })
    expect((await run([half()], new ScriptedTarget({}))).code).toBe(0)
  })

  it('lets no good file hide a bad one', async () => {
    const good = write(
      'good.jsonl',
      ...Array.from({ length: 9 }, (_, n) => ({ id: `g${n}`, text: '好', emotion: 'neutral' })),
    )
    const { code, errors } = await run([good, half(), '--threshold', '0.85'], new ScriptedTarget({}))
    expect(code).toBe(1)
    expect(errors).toMatch(/messages\.jsonl: 0\.500 is below/)
    expect(errors).not.toContain('good.jsonl')
  })

  it('prints a table with every failure', async () => {
    const { output } = await run([half()], new ScriptedTarget({}))
    expect(output).toContain('messages.jsonl')
    expect(output).toMatch(/all +1\/2 +50\.0 %/)
    expect(output).toContain('✗ s2')
  })

  it('prints nothing but JSON with --json', async () => {
    const { output } = await run([half(), '--json', '--threshold', '0.9'], new ScriptedTarget({}))
    expect(JSON.parse(output)).toMatchObject({
      pass: false,
      messages: [{ id: 's1', pass: true }, { id: 's2' }],
    })
  })

  it('loads the documents of --knowledge and tells invented figures by them', async () => {
    mkdirSync(join(folder, 'kb'))
    writeFileSync(join(folder, 'kb', 'rules.md'), '前台电话 88231907')
    const file = write('q.jsonl', { id: 'q1', q: '有几个前台', unanswerable: true })
    const reply = '资料里没有写，可以转人工，电话88231907。'
    const target = () =>
      new ScriptedTarget({ answers: { 有几个前台: { reply, citations: [], answered: false } } })
    const known = await run([file, '--knowledge', join(folder, 'kb'), '--threshold', '1'], target())
    expect(known).toMatchObject({ code: 0, knowledge: [join(folder, 'kb')] })
    const unknown = await run([file, '--threshold', '1'], target())
    expect(unknown.code).toBe(1)
    expect(unknown.output).toContain('invented figures: 88231907')
  })

  it('finds the labels of a group beside its messages', async () => {
    const file = write('stream.jsonl', {
      day: 'D1',
      at: '2026-05-21T20:00:00+08:00',
      group: '群',
      user: 'u',
      text: '早',
    })
    write('stream.labels.json', { days: { D1: { alert: null } } })
    const { output, code } = await run([file, '--json', '--threshold', '1'], new ScriptedTarget({}))
    expect(code).toBe(0)
    expect(JSON.parse(output).days).toEqual([{ day: 'D1', pass: true, reasons: [], alerts: [] }])
  })

  it('reads every file before it plays any, and names the line of a bad row', async () => {
    const target = new ScriptedTarget({ states: {} })
    const talks = write('talks.jsonl', { id: 'd1', turns: [{ user: '你好' }] })
    const bad = write('bad.jsonl', { id: 's1', text: '好' }, { id: 's2', text: 5 })
    const { code, errors, output } = await run([talks, bad], target)
    expect(code).toBe(2)
    expect(errors).toContain('bad.jsonl:2: text')
    expect(output).toBe('')
  })

  it('refuses wrong words', async () => {
    const target = new ScriptedTarget({})
    expect((await run([], target)).errors).toContain('needs at least one FILE')
    expect((await run([half(), '--threshold', '85'], target)).errors).toContain(
      '--threshold must be from 0 to 1',
    )
    expect((await run([half(), '--parallel', '0'], target)).errors).toContain('--parallel must be')
    expect((await run([half(), '--jsno'], target)).errors).toContain('--jsno')
    expect((await run([half(), '--knowledge', join(folder, 'none')], target)).errors).toContain(
      'no such directory',
    )
    expect((await run([join(folder, 'none.jsonl')], target)).errors).toContain('cannot be read')
    expect((await run(['--json'], target)).code).toBe(2)
  })
})
