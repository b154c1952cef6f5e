import { expect, it } from 'vitest'
import { quietWork } from '../../src/storage/work.ts'
import { listOwnTickets, readOwnTickets } from '../../src/tickets/own-tickets.ts'
import { openTicket } from '../../src/tickets/ticket-store.ts'
import { describeDatabases } from '../support/databases.ts'

const now = new Date('2026-11-23T02:00:00Z')
/** Columns that a turn does not need. A new column is either read or named here. */
const unread = ['serial', 'ratingComment', 'eventCount', 'chainHead', 'idempotencyKey', 'updatedAt']

describeDatabases((_name, open) => {
  it('reads a person’s own tickets as Prisma does, newest first', async () => {
    const database = await open()
    const owner = { channel: 'telegram', sender: '1', now }
    const report = {
      kind: 'repair',
      category: 'leak',
      priority: 'high',
      description: '漏水',
      location: '3栋',
    } as const
    await database.transaction(async tx => {
      for (const sender of ['1', '2', '1']) {
        await openTicket(quietWork(tx, now), { ...report, channel: 'telegram', sender, by: 'resident', now })
      }
    })
    const rows = await database.client.ticket.findMany({
      where: { sender: '1' },
      orderBy: { serial: 'desc' },
    })
    const wanted = rows.map(row =>
      Object.fromEntries(Object.entries(row).filter(([name]) => !unread.includes(name))),
    )
    expect(wanted).toHaveLength(2)
    expect(await readOwnTickets(database.sql, owner)).toEqual(wanted)
    expect(await database.transaction(tx => listOwnTickets(tx, owner))).toEqual(wanted)
  })
})
