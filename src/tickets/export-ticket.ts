import { LinliError } from '../shared/errors.ts'
import type { Transaction } from '../storage/database.ts'
import { verifyChain } from './event-chain.ts'
import type { Ticket } from './ticket.ts'
import { readEvents, standingOf, type TicketRow } from './ticket-record.ts'
import { readTicketSettings } from './ticket-settings.ts'

const howToVerify =
  'hash = sha256 in hex of: previous hash, a line feed, JSON of [ticket id, seq, at, type, by, note, data], keys of data sorted. The first event has an empty previous hash.'

/**
 * Gives all there is about one ticket as one JSON value: what it says, each event with its seal, the times computed from
 * them, files and notices to staff, and whether the chain of events is whole. Rejects with `not-found`.
 */
export async function exportTicket(tx: Transaction, number: string, now: Date) {
  const found = await tx.ticket.findUnique({ where: { number } })
  if (!found) throw new LinliError('not-found', `There is no ticket ${number}.`)
  const { idempotencyKey: _key, serial: _serial, ...ticket } = found
  const events = await readEvents(tx, found.id)
  const standing = standingOf(found as Ticket, events, await readTicketSettings(tx))
  const { course, policy, clocks } = standing
  return {
    format: 'linli-ticket-1',
    exportedAt: now.toISOString(),
    ticket,
    events: events.map(({ seq, at, type, by, note, data, hash }) => ({
      seq,
      at,
      type,
      by,
      note,
      data,
      hash,
    })),
    chain: { ...verifyChain(found as TicketRow, events), howToVerify },
    course: {
      policy,
      stages: course.stages.map(stage => ({ ...stage, tookMs: durationOf(stage) })),
      rounds: course.rounds.map(({ startedAt, respondedAt, resolvedAt, cancelledAt, waits, urges }) => ({
        startedAt,
        respondedAt,
        resolvedAt,
        cancelledAt,
        urges,
        waits: waits.map(wait => ({ ...wait, tookMs: durationOf(wait) })),
      })),
      clocks: [clocks.respond, clocks.resolve].map(({ name, state, dueMs, doneMs }) => ({
        clock: name,
        state,
        dueAt: new Date(dueMs),
        doneAt: doneMs === undefined ? null : new Date(doneMs),
        isInTime: doneMs === undefined ? null : doneMs <= dueMs,
      })),
    },
    attachments: await tx.attachment.findMany({
      where: { ticketId: found.id },
      select: {
        id: true,
        kind: true,
        fileName: true,
        mimeType: true,
        sizeBytes: true,
        state: true,
        createdAt: true,
      },
      orderBy: { createdAt: 'asc' },
    }),
    notices: await tx.staffNotice.findMany({
      where: { ticketNumber: number },
      orderBy: { createdAt: 'asc' },
    }),
  }
}

function durationOf({ from, to }: { from: Date; to: Date | null }): number | null {
  return to === null ? null : to.getTime() - from.getTime()
}
