import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { sqlOf } from '../../src/storage/direct-sql.ts'
import { migrate, migrationsDirectory, type Session } from '../../src/storage/migrate.ts'
import { openDatabase } from '../../src/storage/open-database.ts'
import { askForPostgres, describeDatabases } from '../support/databases.ts'
import { startPostgres } from '../support/start-postgres.ts'
import { until } from '../support/until.ts'

const at = new Date('2026-11-23T03:04:05.678Z')
const setting = (key: string, value = 1) => ({ key, value, updatedAt: at })

describeDatabases((_name, open) => {
  it('keeps what a transaction wrote and nothing of one that rejects', async () => {
    const database = await open()
    await database.transaction(tx => tx.setting.create({ data: setting('kept') }))
    const rejected = database.transaction(async tx => {
      await tx.setting.create({ data: setting('undone') })
      throw new Error('no')
    })
    await expect(rejected).rejects.toThrow('no')
    expect((await database.client.setting.findMany()).map(row => row.key)).toEqual(['kept'])
  })

  it('runs direct statements in the session of their transaction, also of many at once', async () => {
    const database = await open()
    const write = (key: string, fails: boolean) =>
      database.transaction(async tx => {
        const sql = sqlOf(tx)
        await sql`insert into "Setting" (key, value, "updatedAt") values (${key}, ${'{"n":1}'}::jsonb, ${at}::timestamptz)`
        expect((await tx.setting.findUnique({ where: { key } }))?.value).toEqual({ n: 1 })
        const [row] = await sql<{ value: unknown; updatedAt: Date }>`
          select value, "updatedAt" from "Setting" where key = ${key}`
        expect(row).toEqual({ value: { n: 1 }, updatedAt: at })
        if (fails) throw new Error('no')
      })
    const keys = Array.from({ length: 8 }, (_, order) => `direct-${order}`)
    await Promise.allSettled(keys.map((key, order) => write(key, order % 2 === 1)))
    const kept = await database.client.setting.findMany({ where: { key: { startsWith: 'direct-' } } })
    expect(kept.map(row => row.key).toSorted()).toEqual(keys.filter((_, order) => order % 2 === 0))
  })

  it('runs direct statements outside a transaction too, through the client', async () => {
    const database = await open()
    await database.client.setting.create({ data: setting('outside') })
    expect(await sqlOf(database.client)`select key from "Setting" where key = 'outside'`).toEqual([
      { key: 'outside' },
    ])
  })

  it('undoes what both wrote where the client joins late and the work rejects', async () => {
    const database = await open()
    const insert = (key: string) =>
      database.transaction(async tx => {
        await sqlOf(
          tx,
        )`insert into "Setting" (key, value, "updatedAt") values (${key}, ${'{}'}::jsonb, ${at}::timestamptz)`
        await tx.setting.create({ data: setting(`${key}-2`) })
        await sqlOf(tx)`delete from "Setting" where key = ${'joined-kept-2'}`
        if (key === 'joined-undone') throw new Error('no')
      })
    await insert('joined-kept')
    await expect(insert('joined-undone')).rejects.toThrow('no')
    const left = await database.client.setting.findMany({ where: { key: { startsWith: 'joined-' } } })
    expect(left.map(row => row.key)).toEqual(['joined-kept'])
  })

  it('does not say that a transaction is kept of which a statement failed', async () => {
    const database = await open()
    const work = database.transaction(async tx => {
      await tx.setting.create({ data: setting('swallowed') })
      await sqlOf(tx)`select 1 / 0`.catch(() => {})
    })
    await work.catch(() => {})
    const isKept = (await database.client.setting.count({ where: { key: 'swallowed' } })) > 0
    expect(isKept).toBe(false)
    await expect(work).rejects.toThrow()
  })

  it('names a second row with the same key as a unique violation', async () => {
    const database = await open()
    await database.client.setting.create({ data: setting('twice') })
    await expect(database.client.setting.create({ data: setting('twice') })).rejects.toMatchObject({
      code: 'P2002',
    })
  })

  it('gives instants back to the millisecond and in UTC', async () => {
    const database = await open()
    await database.client.setting.create({ data: setting('time') })
    const row = await database.client.setting.findUniqueOrThrow({ where: { key: 'time' } })
    expect(row.updatedAt.toISOString()).toBe(at.toISOString())
    const [zone] = await database.client.$queryRaw<{ TimeZone: string }[]>`show timezone`
    expect(zone?.TimeZone).toBe('UTC')
    const [text] = await database.client.$queryRaw<
      { text: string }[]
    >`select "updatedAt"::text as text from "Setting"`
    expect(text?.text).toBe('2026-11-23 03:04:05.678+00')
  })

  it('lets 20 concurrent read-and-write transactions on one locked row add up', async () => {
    const database = await open()
    await database.client.setting.create({ data: setting('count', 0) })
    const addOne = () =>
      database.transaction(async tx => {
        const [row] = await tx.$queryRaw<
          { value: number }[]
        >`select value from "Setting" where key = 'count' for update`
        await tx.setting.update({ where: { key: 'count' }, data: { value: (row?.value ?? 0) + 1 } })
      })
    await Promise.all(Array.from({ length: 20 }, addOne))
    expect((await database.client.setting.findUniqueOrThrow({ where: { key: 'count' } })).value).toBe(20)
  })

  it('hands each row to one of four concurrent takers that skip locked rows', async () => {
    const database = await open()
    await database.client.setting.createMany({
      data: Array.from({ length: 12 }, (_, i) => setting(`row-${i}`)),
    })
    const takeAll = async (): Promise<string[]> => {
      const taken: string[] = []
      for (;;) {
        const key = await database.transaction(async tx => {
          const [row] = await tx.$queryRaw<
            { key: string }[]
          >`select key from "Setting" limit 1 for update skip locked`
          if (row !== undefined) await tx.setting.delete({ where: { key: row.key } })
          return row?.key
        })
        if (key === undefined) return taken
        taken.push(key)
      }
    }
    const taken = (await Promise.all([takeAll(), takeAll(), takeAll(), takeAll()])).flat()
    expect(taken.length).toBeGreaterThan(0)
    expect(new Set(taken).size).toBe(taken.length)
    expect(await database.client.setting.count()).toBe(0)
  })

  it('works on after a failed statement', async () => {
    const database = await open()
    await expect(database.client.$executeRaw`select * from nowhere`).rejects.toThrow()
    await expect(
      database.transaction(async tx => {
        await tx.$executeRaw`select * from nowhere`
      }),
    ).rejects.toThrow()
    await database.transaction(tx => tx.setting.create({ data: setting('after') }))
    expect(await database.client.setting.count()).toBe(1)
  })
})

const sessions: [string, () => Promise<{ session: Session; close(): Promise<void> }>][] = [
  [
    'PGlite',
    async () => {
      const lite = await PGlite.create()
      return { session: lite, close: () => lite.close() }
    },
  ],
  [
    'PostgreSQL',
    async () => {
      const client = new pg.Client({ connectionString: await askForPostgres() })
      await client.connect()
      const session: Session = {
        exec: sql => client.query(sql),
        query: (sql, params) => client.query(sql, params),
      }
      return { session, close: () => client.end() }
    },
  ],
]

describe.each(sessions)('migrations on %s', (_name, connect) => {
  let opened: Awaited<ReturnType<typeof connect>>
  const directory = mkdtempSync(join(tmpdir(), 'linli-migrations-'))
  const write = (name: string, sql: string) => {
    mkdirSync(join(directory, name), { recursive: true })
    writeFileSync(join(directory, name, 'migration.sql'), sql)
  }
  beforeAll(async () => {
    cpSync(migrationsDirectory, directory, { recursive: true })
    opened = await connect()
  })
  afterAll(async () => {
    rmSync(directory, { recursive: true, force: true })
    await opened.close()
  })

  it('apply once, in order, and are then left alone', async () => {
    write('29990101000000_one', 'create table one (id int); insert into one values (1);')
    const first = await migrate(opened.session, directory)
    expect(first.at(-1)).toBe('29990101000000_one')
    expect(first.length).toBeGreaterThan(1)
    expect(await migrate(opened.session, directory)).toEqual([])
    expect((await opened.session.query('select * from one')).rows).toEqual([{ id: 1 }])
  })

  it('undo one that fails and say which', async () => {
    write('29990102000000_two', 'create table two (id int); select * from nowhere;')
    await expect(migrate(opened.session, directory)).rejects.toMatchObject({
      code: 'migration-failed',
      message: expect.stringContaining('29990102000000_two'),
    })
    expect((await opened.session.query("select to_regclass('two') as found")).rows).toEqual([{ found: null }])
    write('29990102000000_two', 'create table two (id int);')
    expect(await migrate(opened.session, directory)).toEqual(['29990102000000_two'])
  })

  it('refuse a file that was edited after it was applied', async () => {
    write('29990101000000_one', 'create table one (id bigint);')
    await expect(migrate(opened.session, directory)).rejects.toMatchObject({ code: 'migration-edited' })
  })
})

describe('PostgreSQL', () => {
  it('is migrated once by four processes that start at once', async () => {
    const databaseUrl = await askForPostgres()
    const options = { databaseUrl, log: silentLog, clock: createClock() }
    const databases = await Promise.all(Array.from({ length: 4 }, () => openDatabase(options)))
    const rows = await Promise.all(
      databases.map(
        database =>
          database.client.$queryRaw<
            { name: string }[]
          >`select migration_name as name from _prisma_migrations`,
      ),
    )
    const names = rows[0]?.map(row => row.name) ?? []
    expect(names.length).toBeGreaterThan(0)
    expect(new Set(names).size).toBe(names.length)
    await Promise.all(databases.map(database => database.close()))
  })

  it('that cannot be reached is named by host and port, without the password', async () => {
    const databaseUrl = 'postgresql://linli:geheim@127.0.0.1:9/linli'
    const error = await openDatabase({ databaseUrl, log: silentLog, clock: createClock() }).catch(e => e)
    expect(error).toMatchObject({
      code: 'database-unreachable',
      message: expect.stringContaining('127.0.0.1:9'),
    })
    expect(String(error.message)).not.toContain('geheim')
  })

  it('that crashes makes calls fail and serves again when it is back', async () => {
    const server = await startPostgres()
    const database = await openDatabase({
      databaseUrl: await server.createDatabase(),
      log: silentLog,
      clock: createClock(),
    })
    try {
      await database.client.setting.create({ data: setting('before') })
      await server.kill()
      await expect(database.client.setting.count()).rejects.toThrow()
      await server.restart()
      const count = await until('the database answers', () => database.client.setting.count().catch(() => 0))
      expect(count).toBe(1)
    } finally {
      await database.close()
      await server.stop()
    }
  }, 60_000)
})
