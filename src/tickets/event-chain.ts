import { createHash } from 'node:crypto'

/** One event as it is sealed; `seq` counts from 1 within its ticket. */
export interface SealedEvent {
  seq: number
  at: Date
  type: string
  by: string
  note: string
  data: unknown
  hash: string
}

export interface ChainReport {
  /** Whether no event was changed, removed, added or moved since it was written. */
  isWhole: boolean
  events: number
  /** Events older than the chain, without a hash. */
  unsealed: number
  /** The last hash: kept elsewhere, it proves that nothing was cut off at the end. */
  head: string
  /** The first event that does not fit, and why. */
  broken?: { seq: number; reason: string }
}

/** sha256 over the previous hash and the event in its canonical form (JSON, keys sorted), in hex. */
export function sealEvent(ticketId: string, previousHash: string, event: Omit<SealedEvent, 'hash'>): string {
  const { seq, at, type, by, note, data } = event
  const canonical = JSON.stringify([ticketId, seq, at.toISOString(), type, by, note, sortKeys(data)])
  return createHash('sha256').update(`${previousHash}\n${canonical}`).digest('hex')
}

/** Checks the events of one ticket, oldest first, against the head that the ticket itself remembers. */
export function verifyChain(
  ticket: { id: string; chainHead: string; eventCount: number },
  events: readonly SealedEvent[],
): ChainReport {
  const report = { events: events.length, unsealed: 0, head: ticket.chainHead }
  let previous = ''
  for (const [index, event] of events.entries()) {
    const { seq } = event
    if (seq !== index + 1) return fail(report, index + 1, `Event ${index + 1} is missing or moved.`)
    if (event.hash === '' && previous === '') {
      report.unsealed += 1
      continue
    }
    if (event.hash !== sealEvent(ticket.id, previous, event)) {
      return fail(report, seq, `Event ${seq} (${event.type}) is not as it was written.`)
    }
    previous = event.hash
  }
  if (events.length !== ticket.eventCount || previous !== ticket.chainHead) {
    return fail(
      report,
      events.length + 1,
      'Events at the end are missing, or were added outside the product.',
    )
  }
  return { ...report, isWhole: true }
}

function fail(report: Omit<ChainReport, 'isWhole'>, seq: number, reason: string): ChainReport {
  return { ...report, isWhole: false, broken: { seq, reason } }
}

/** The same value whatever order the database gives the keys back in. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, child]) => [key, sortKeys(child)]))
}
