import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { checkNode } from '../../../src/cli/doctor-checks.ts'
import { runLinli } from '../../../src/cli/linli.ts'
import type { CliParts } from '../../../src/cli/parts.ts'
import { LinliError } from '../../../src/shared/errors.ts'
import { createCliIo } from '../../support/cli-io.ts'

const servers: Server[] = []
afterEach(() => Promise.all(servers.splice(0).map(server => new Promise(resolve => server.close(resolve)))))

async function listen(server: Server): Promise<number> {
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

async function doctor(env: Record<string, string>, different: Partial<CliParts> = {}) {
  const parts: CliParts = {
    startApp: () => Promise.reject(new Error('doctor starts nothing')),
    openEvalTarget: () => Promise.reject(new Error('doctor judges nothing')),
    importDocuments: () => Promise.reject(new Error('not in this test')),
    tryDataDir: () => Promise.resolve(),
    ...different,
  }
  const { io, readOutput } = createCliIo({ PORT: '0', ...env })
  const code = await runLinli(['doctor'], parts, io)
  return { code, output: readOutput() }
}

describe('linli doctor', () => {
  it('finds a sound machine sound, one line a check', async () => {
    const { code, output } = await doctor({ DATA_DIR: 'src' })
    expect(code).toBe(0)
    expect(output).toMatch(/^ok +node: /)
    expect(output).toMatch(/^ok +settings: /m)
    expect(output).toMatch(/^ok +data directory: .*src is free$/m)
    expect(output).toMatch(/^ok +port: /m)
    expect(output).not.toContain('PROBLEM')
  })

  it('names a bad setting and checks no further', async () => {
    const { code, output } = await doctor({ CLOCK_RATE: 'fast' })
    expect(code).toBe(1)
    expect(output).toMatch(/^PROBLEM +settings: .*CLOCK_RATE must be/m)
    expect(output).not.toContain('port')
  })

  it('notes variables that have no effect', async () => {
    const { code, output } = await doctor({ OPENAI_MODEL: 'qwen' })
    expect(code).toBe(0)
    expect(output).toMatch(/^note +settings: OPENAI_MODEL has no effect/m)
  })

  it('finds a port that is taken', async () => {
    const port = await listen(createServer())
    const { code, output } = await doctor({ PORT: String(port) })
    expect(code).toBe(1)
    expect(output).toMatch(/^PROBLEM +port: .*EADDRINUSE.* → stop what listens there/m)
  })

  it('finds a data directory that another process has', async () => {
    const locked = () => Promise.reject(new LinliError('data-dir-in-use', 'process 7 has it'))
    const { code, output } = await doctor({ DATA_DIR: 'src' }, { tryDataDir: locked })
    expect(code).toBe(1)
    expect(output).toMatch(/^PROBLEM +data directory: process 7 has it → stop the other one/m)
  })

  it('tells whether PostgreSQL and Redis listen, without their passwords', async () => {
    const port = await listen(createServer(socket => socket.end()))
    const free = await listen(createServer())
    await new Promise(resolve => servers.pop()?.close(resolve))
    const { code, output } = await doctor({
      DATABASE_URL: `postgres://linli:hush@127.0.0.1:${port}/linli`,
      REDIS_URL: `redis://:hush@127.0.0.1:${free}`,
    })
    expect(code).toBe(1)
    expect(output).toMatch(/^ok +database: 127\.0\.0\.1:\d+ listens$/m)
    expect(output).toMatch(/^PROBLEM +redis: .*ECONNREFUSED.* → check that Redis runs/m)
    expect(output).not.toContain('hush')
  })

  it('asks Telegram and the model server whether the keys are good, without showing them', async () => {
    const port = await listen(
      createHttpServer((request, response) => {
        const isGood =
          request.url === '/bot1:good/getMe' || request.headers.authorization === 'Bearer good-key'
        response.statusCode = isGood ? 200 : 401
        response.end('{}')
      }),
    )
    const root = `http://127.0.0.1:${port}`
    const servers = { TELEGRAM_API_ROOT: root, OPENAI_BASE_URL: root }
    const good = await doctor({ ...servers, TELEGRAM_BOT_TOKEN: '1:good', OPENAI_API_KEY: 'good-key' })
    expect(good.code).toBe(0)
    expect(good.output).toMatch(/^ok +telegram: the token is accepted$/m)
    expect(good.output).toMatch(/^ok +language model: the key is accepted$/m)
    const bad = await doctor({ ...servers, TELEGRAM_BOT_TOKEN: '1:hush', OPENAI_API_KEY: 'hush-key' })
    expect(bad.code).toBe(1)
    expect(bad.output).toMatch(/^PROBLEM +telegram: the token is refused/m)
    expect(bad.output).toMatch(/^note +language model: the key is refused/m)
    expect(bad.output).not.toContain('hush')
  })
})

describe('checkNode', () => {
  it('wants 20.19 or newer', () => {
    expect(checkNode('20.19.0').state).toBe('ok')
    expect(checkNode('24.0.0').state).toBe('ok')
    expect(checkNode('20.18.9').state).toBe('problem')
    expect(checkNode('18.20.0').state).toBe('problem')
  })
})
