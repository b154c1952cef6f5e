import { spawn } from 'node:child_process'
import { Redis } from 'ioredis'
import { findFreePort } from './free-port.ts'
import { until } from './until.ts'

export interface RedisServer {
  url: string
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>
  /** Starts it again on the same port, empty. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Starts a real redis-server on a free port of 127.0.0.1 that keeps nothing on disk. */
export async function startRedis(): Promise<RedisServer> {
  const port = await findFreePort()
  let server = await launch(port)
  const end = () =>
    new Promise<void>(resolve => {
      if (server.exitCode !== null || server.signalCode !== null) return resolve()
      server.once('exit', () => resolve())
      server.kill('SIGKILL')
    })
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: end,
    restart: async () => {
      server = await launch(port)
    },
    stop: end,
  }
}

async function launch(port: number) {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const server = spawn('redis-server', args, { stdio: 'ignore', cwd: '/tmp' })
  server.on('error', () => {})
  await until('redis-server answers', () => ping(port))
  return server
}

async function ping(port: number): Promise<boolean> {
  const client = new Redis({ port, host: '127.0.0.1', lazyConnect: true, retryStrategy: () => null })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.ping()) === 'PONG'
  } catch {
    return false
  } finally {
    client.disconnect()
  }
}
