import { execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { findFreePort } from './free-port.ts'
import { until } from './until.ts'

const run = promisify(execFile)

export interface PostgresServer {
  /** Makes an empty database and gives its address. */
  createDatabase(): Promise<string>
  /** Ends it at once, as a crash would; what was committed stays. */
  kill(): Promise<void>
  restart(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts a real PostgreSQL cluster in a throw-away folder on a free port of 127.0.0.1. Its commits wait for the disk only
 * where `isDurable`: tests kill processes, not the machine. `bySocket`: its addresses name its Unix socket, as a product on
 * the same machine would.
 */
export async function startPostgres({ isDurable = false, bySocket = false } = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'linli-postgres-'))
  const data = join(folder, 'data')
  mkdirSync(data)
  if (isRoot) await run('chown', ['-R', 'postgres', folder])
  const initArgs = ['-D', data, '-U', 'linli', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']
  const [initdb, initdbArgs] = asPostgres('initdb', initArgs)
  await run(initdb, initdbArgs, { cwd: '/' })
  const port = await findFreePort()
  const socket = bySocket ? `?host=${encodeURIComponent(folder)}` : ''
  const address = (database: string) => `postgresql://linli@127.0.0.1:${port}/${database}${socket}`
  const how = { data, port, url: address('postgres'), isDurable, socketFolder: bySocket ? folder : '' }
  let server = await launch(how)
  const end = (signal: 'SIGINT' | 'SIGQUIT') =>
    new Promise<void>(resolve => {
      if (server.exitCode !== null || server.signalCode !== null) return resolve()
      server.once('exit', () => resolve())
      server.kill(signal)
    })
  return {
    createDatabase: async () => {
      const name = `linli_${randomUUID().replaceAll('-', '')}`
      await query(address('postgres'), `create database ${name}`)
      return address(name)
    },
    kill: () => end('SIGQUIT'),
    restart: async () => {
      server = await launch(how)
    },
    stop: async () => {
      await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const isRoot = process.getuid?.() === 0

interface Launch {
  data: string
  port: number
  url: string
  isDurable: boolean
  /** Empty: no Unix socket. */
  socketFolder: string
}

async function launch({ data, port, url, isDurable, socketFolder }: Launch) {
  const settings = [
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${socketFolder}`,
    `fsync=${isDurable ? 'on' : 'off'}`,
    'max_connections=200',
  ]
  const args = ['-D', data, '-p', String(port), ...settings.flatMap(setting => ['-c', setting])]
  const [command, commandArgs] = asPostgres('postgres', args)
  const server = spawn(command, commandArgs, { stdio: 'ignore', cwd: '/' })
  server.on('error', () => {})
  await until(
    'PostgreSQL answers',
    () =>
      query(url, 'select 1').then(
        () => true,
        () => false,
      ),
    60_000,
  )
  return server
}

/** PostgreSQL refuses to run as root; the process that `setpriv` becomes is the server itself. */
function asPostgres(name: string, args: string[]): [string, string[]] {
  const program = join(findBinaries(), name)
  if (!isRoot) return [program, args]
  return ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', program, ...args]]
}

function findBinaries(): string {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map(version => join(root, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(':'),
  ]
  const found = folders.find(folder => existsSync(join(folder, 'initdb')))
  if (found === undefined) throw new Error('PostgreSQL is not installed: no initdb was found.')
  return found
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(sql)
  } finally {
    await client.end().catch(() => {})
  }
}
