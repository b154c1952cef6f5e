import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { memoryStartParams } from '../../src/storage/durable-node-fs.ts'
import { PreparedPGlite } from '../../src/storage/prepared-pglite.ts'

describe('a PGlite that remembers statements', () => {
  let lite: PreparedPGlite
  beforeAll(async () => {
    lite = new PreparedPGlite({ startParams: memoryStartParams })
    await lite.waitReady
    await lite.exec('create table thing (id int primary key, name text, at timestamptz, data jsonb)')
  }, 120_000)
  afterAll(() => lite.close())

  const add = (id: number, name: string | null) =>
    lite.query('insert into thing (id, name, data) values ($1, $2, $3)', [id, name, { id }])

  it('gives the same on the first and on later uses', async () => {
    const first = await add(1, '一')
    const second = await add(2, null)
    expect([first.affectedRows, second.affectedRows]).toEqual([1, 1])
    const select = 'select id, name, data from thing where id = $1'
    expect((await lite.query(select, [1])).rows).toEqual([{ id: 1, name: '一', data: { id: 1 } }])
    expect((await lite.query(select, [2])).rows).toEqual([{ id: 2, name: null, data: { id: 2 } }])
    expect((await lite.query(select, [99])).rows).toEqual([])
  })

  it('serves the statement again after it failed', async () => {
    await expect(add(1, 'twice')).rejects.toMatchObject({ code: '23505' })
    expect((await add(3, 'once')).affectedRows).toBe(1)
    await expect(lite.query('select nothing from thing')).rejects.toMatchObject({ code: '42703' })
  })

  it('undoes a transaction of which a statement failed, and goes on', async () => {
    const broken = lite.transaction(async tx => {
      await tx.query('insert into thing (id) values ($1)', [10])
      await tx.query('insert into thing (id) values ($1)', [10])
    })
    await expect(broken).rejects.toMatchObject({ code: '23505' })
    expect((await lite.query('select id from thing where id = $1', [10])).rows).toEqual([])
    await lite.transaction(tx => tx.query('insert into thing (id) values ($1)', [10]))
    expect((await lite.query('select id from thing where id = $1', [10])).rows).toEqual([{ id: 10 }])
  })

  it('keeps the statements of others out of a transaction', async () => {
    const inside = lite.transaction(async tx => {
      await tx.query('insert into thing (id) values ($1)', [20])
      const outside = lite.query('select count(*)::int as n from thing where id = $1', [20])
      await tx.query('delete from thing where id = $1', [20])
      return () => outside
    })
    const seen = (await (await inside)()).rows
    expect(seen).toEqual([{ n: 0 }])
  })

  it('makes a statement anew when its table has changed', async () => {
    const select = 'select * from thing where id = $1'
    await lite.query(select, [1])
    await lite.exec('alter table thing add column extra int default 7')
    await lite.query(select, [1]).catch(() => {})
    expect((await lite.query(select, [1])).rows[0]).toMatchObject({ id: 1, extra: 7 })
  })

  it('forgets the oldest rather than grow without end', async () => {
    for (let n = 0; n < 520; n += 1) {
      expect((await lite.query(`select ${n}::int as n`)).rows).toEqual([{ n }])
    }
  })
})
