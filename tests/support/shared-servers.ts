import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { openPglite } from '../../src/storage/open-pglite.ts'
import { buildProduct } from './build-product.ts'
import { type PostgresServer, startPostgres } from './start-postgres.ts'
import { type RedisServer, startRedis } from './start-redis.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    serversUrl: string
  }
}

let postgres: Promise<PostgresServer> | undefined
let redis: Promise<RedisServer> | undefined
let snapshot: Promise<string> | undefined
let built: Promise<string> | undefined
const server = createServer((request, response) => {
  give(request.url).then(
    url => response.end(url),
    (error: unknown) => response.writeHead(500).end(String(error)),
  )
})

/** One PostgreSQL, one Redis and one build of the product for the whole run, made when the first test asks for them. */
export async function setup(project: TestProject): Promise<void> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  project.provide('serversUrl', `http://127.0.0.1:${port}`)
}

export async function teardown(): Promise<void> {
  server.closeAllConnections()
  server.close()
  await (await postgres)?.stop()
  await (await redis)?.stop()
  const path = await snapshot
  if (path !== undefined) await rm(path, { force: true })
}

async function give(name: string | undefined): Promise<string> {
  if (name === '/postgres') {
    postgres ??= startPostgres()
    return await (await postgres).createDatabase()
  }
  if (name === '/snapshot') {
    snapshot ??= makeSnapshot()
    return await snapshot
  }
  if (name === '/built-main') {
    built ??= buildProduct()
    return await built
  }
  redis ??= startRedis()
  return (await redis).url
}

/** An embedded database with the newest schema and nothing in it; loading it is several times cheaper than making one. */
async function makeSnapshot(): Promise<string> {
  const database = await openPglite({ log: silentLog, clock: createClock() })
  const dump = await database.lite.dumpDataDir('none')
  await database.close()
  const path = join(tmpdir(), `linli-snapshot-${randomUUID()}.tar`)
  await writeFile(path, Buffer.from(await dump.arrayBuffer()))
  return path
}
