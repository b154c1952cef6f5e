import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Clock } from '../shared/clock.ts'
import type { Metrics } from '../shared/metrics.ts'
import type { Database } from '../storage/database.ts'

export interface MetricsBook extends Metrics {
  /** The page for Prometheus, in its text format. */
  render(): Promise<string>
  readonly contentType: string
}

/** Seconds. A turn includes the wait for the end of the burst (1.2–4 s) and at most 8 s of a language model. */
const turnBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15]

/** Counts in this process; the waiting messages are read from the database when Prometheus asks. */
export function createMetrics(parts: { database: Database; clock: Clock }): MetricsBook {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  addOutboxGauges(registry, parts)
  const messages = new Counter({
    name: 'linli_messages_total',
    help: 'Messages taken from and sent to residents.',
    labelNames: ['direction', 'channel', 'outcome'],
    registers,
  })
  const turns = new Histogram({
    name: 'linli_turn_seconds',
    help: 'Time of a turn from its start to its commit; the count is the number of turns.',
    labelNames: ['understood_by'],
    buckets: turnBuckets,
    registers,
  })
  const tickets = new Counter({
    name: 'linli_tickets_opened_total',
    help: 'Tickets opened.',
    labelNames: ['kind', 'category'],
    registers,
  })
  const modelCalls = new Counter({
    name: 'linli_model_calls_total',
    help: 'Calls of the language model.',
    labelNames: ['purpose', 'outcome'],
    registers,
  })
  return {
    countMessage: (direction, channel, outcome = 'ok') => messages.inc({ direction, channel, outcome }),
    observeTurn: (understoodBy, tookMs) => turns.observe({ understood_by: understoodBy }, tookMs / 1_000),
    countTicket: (kind, category) => tickets.inc({ kind, category }),
    countModelCall: (purpose, outcome) => modelCalls.inc({ purpose, outcome }),
    render: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

function addOutboxGauges(
  registry: Registry,
  { database, clock }: { database: Database; clock: Clock },
): void {
  const oldest = new Gauge({
    name: 'linli_outbox_oldest_seconds',
    help: 'Age of the oldest message that waits to be sent, in product time.',
    registers: [registry],
  })
  new Gauge({
    name: 'linli_outbox_pending',
    help: 'Messages that wait to be sent.',
    registers: [registry],
    async collect() {
      const waiting = await database.client.outbound.aggregate({
        where: { state: { in: ['pending', 'sending'] } },
        _count: { id: true },
        _min: { createdAt: true },
      })
      const since = waiting._min.createdAt
      this.set(waiting._count.id)
      oldest.set(since ? Math.max(0, (clock.now().getTime() - since.getTime()) / 1_000) : 0)
    },
  })
}
