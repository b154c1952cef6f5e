import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commandList } from '../../../src/cli/command-list.ts'
import { listRunnable, runLinli } from '../../../src/cli/linli.ts'
import type { CliParts } from '../../../src/cli/parts.ts'
import { createCliIo } from '../../support/cli-io.ts'

const noParts: CliParts = {
  startApp: () => Promise.reject(new Error('not in this test')),
  openEvalTarget: () => Promise.reject(new Error('not in this test')),
  importDocuments: () => Promise.reject(new Error('not in this test')),
  tryDataDir: () => Promise.resolve(),
}

describe('runLinli', () => {
  it('lists every command in the language of the locale', async () => {
    const english = createCliIo()
    expect(await runLinli(['--help'], noParts, english.io)).toBe(0)
    const chinese = createCliIo({ LANG: 'zh_CN.UTF-8' })
    expect(await runLinli(['help'], noParts, chinese.io)).toBe(0)
    for (const { usage, meaning } of commandList) {
      expect(english.readOutput()).toContain(`linli ${usage}\n      ${meaning.en}`)
      expect(chinese.readOutput()).toContain(`linli ${usage}\n      ${meaning.zh}`)
    }
  })

  it('shows the help and fails when no command is named', async () => {
    const { io, readOutput } = createCliIo()
    expect(await runLinli([], noParts, io)).toBe(2)
    expect(readOutput()).toContain('Usage')
  })

  it('suggests the command that was probably meant', async () => {
    const close = createCliIo()
    expect(await runLinli(['docter'], noParts, close.io)).toBe(2)
    expect(close.readErrors()).toBe('There is no command docter. Did you mean: doctor?\n')
    const far = createCliIo()
    expect(await runLinli(['toString'], noParts, far.io)).toBe(2)
    expect(far.readErrors()).toContain('chat, eval, import, doctor')
  })

  it('shows how a command is used without running it', async () => {
    const { io, readOutput } = createCliIo()
    expect(await runLinli(['chat', '--help'], noParts, io)).toBe(0)
    expect(readOutput()).toContain('npx linli chat')
  })

  it('tells a failure in one line without a stack', async () => {
    const { io, readErrors } = createCliIo({ PORT: 'x' })
    expect(await runLinli(['chat'], noParts, io)).toBe(2)
    expect(readErrors()).toMatch(/^bad-environment: Bad environment: PORT must be .*\n$/)
  })

  it('can run exactly the commands that it lists', () => {
    expect(listRunnable()).toEqual(commandList.map(command => command.name))
  })
})

describe('bin/linli.js', () => {
  it('says how to build where nothing is built', () => {
    const folder = mkdtempSync(join(tmpdir(), 'linli-bin-'))
    try {
      cpSync('bin', join(folder, 'bin'), { recursive: true })
      cpSync('package.json', join(folder, 'package.json'))
      const run = spawnSync(process.execPath, [join(folder, 'bin/linli.js'), 'doctor'], { encoding: 'utf8' })
      expect(run.status).toBe(2)
      expect(run.stderr).toContain('npm run build')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('is found by npx in a linked checkout, also from a folder inside it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'linli-npx-'))
    try {
      cpSync('bin', join(folder, 'bin'), { recursive: true })
      mkdirSync(join(folder, 'docs'))
      writeFileSync(join(folder, 'package.json'), '{"name": "linli", "private": true}')
      execFileSync(process.execPath, [resolve('scripts/link-bin.mjs')], { cwd: folder })
      // npm hands its own folder down to what it runs, and these tests may be run by it.
      const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)))
      for (const cwd of [folder, join(folder, 'docs')]) {
        const run = spawnSync('npx', ['--no-install', 'linli', 'doctor'], { cwd, env, encoding: 'utf8' })
        expect(run.stderr).toContain('npm run build')
        expect(run.status).toBe(2)
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
