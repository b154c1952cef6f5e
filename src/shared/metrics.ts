import type { TicketCategory, TicketKind } from './vocabulary.ts'

/** What is counted while the service runs. Labels come from closed lists: never texts, ids or names. */
export interface Metrics {
  countMessage(direction: 'in' | 'out', channel: string, outcome?: string): void
  /** `tookMs` is real time from the first step of the turn to its commit. */
  observeTurn(understoodBy: string, tookMs: number): void
  countTicket(kind: TicketKind, category: TicketCategory): void
  /** `purpose` as in `understand`, `answer`, `embed`, `transcribe`; a failure includes what came too late. */
  countModelCall(purpose: string, outcome: 'ok' | 'failed'): void
}

export const noMetrics: Metrics = {
  countMessage() {},
  observeTurn() {},
  countTicket() {},
  countModelCall() {},
}
