import { readFileSync } from 'node:fs'
import { toLocalMs } from '../../src/shared/zoned-time.ts'
import type { Database } from '../../src/storage/database.ts'
import { dayMs, hourMs } from './callback-week.ts'

const zone = 'Asia/Shanghai'

/** What was sent, a line each: callback, time, channel, question or reminder. */
const readSentLog = (log: string) =>
  readFileSync(log, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => line.split('\t') as [string, string, string, string])

/** What residents got against what the books say. */
export async function checkBooks(database: Database, log: string, count: number) {
  const lines = readSentLog(log)
  const times = new Map<string, number>()
  const reminded = new Map<string, number>()
  for (const [id, , , what] of lines) if (what === 'reminder') reminded.set(id, (reminded.get(id) ?? 0) + 1)
  for (const [id, , , what] of lines) if (what === 'question') times.set(id, (times.get(id) ?? 0) + 1)
  const talks = new Map((await database.client.conversation.findMany()).map(row => [row.id, row]))
  const inQuietHours = lines.filter(([, at]) => {
    const hour = (toLocalMs(zone, Date.parse(at)) % dayMs) / hourMs
    return hour >= 21 || hour < 8
  }).length
  const outsideWindow = lines.filter(([id, at, channel]) => {
    const wroteMs = talks.get(id)?.lastInboundAt?.getTime() ?? 0
    return channel === 'narrow' && Date.parse(at) >= wroteMs + 48 * hourMs
  }).length
  const callbacks = await database.client.callback.findMany({
    select: { id: true, status: true, reason: true },
  })
  const perhaps = new Set(
    (await database.client.callbackEvent.findMany({ where: { type: 'perhaps-asked' } })).map(
      row => row.callbackId,
    ),
  )
  const isSent = (id: string) => times.has(id)
  const asked = callbacks.filter(({ id, status }) => status === 'asked' && isSent(id))
  // Claimed when the process died: nobody knows whether it went, and it is not sent again.
  const unknown = callbacks.filter(({ id, status }) => status === 'asked' && !isSent(id) && perhaps.has(id))
  const telephone = callbacks.filter(({ id, status }) => status === 'listed' && !isSent(id))
  const withheld = await database.client.callbackEvent.count({
    where: { type: 'put-off', note: { startsWith: 'withheld' } },
  })
  const settled = new Set([...asked, ...unknown, ...telephone].map(({ id }) => id))
  const lost = callbacks.filter(({ id }) => !settled.has(id))
  return {
    count,
    asked: asked.length,
    telephone: telephone.length,
    unknown: unknown.length,
    unknownYetSent: asked.filter(({ id }) => perhaps.has(id)).length,
    lost: lost.length,
    doubled: [...times.values(), ...reminded.values()].filter(value => value > 1).length,
    reminders: reminded.size,
    inQuietHours,
    outsideWindow,
    withheld,
    ...(lost.length > 0
      ? { lostAs: [...new Set(lost.map(({ status, reason }) => `${status} ${reason}`))] }
      : {}),
  }
}
