/** What the product counts; the desk shows it at `/metrics`. */
export interface Metrics {
  countInbound(channel: string): void
  /** `outcome` is `sent` or the name of the failure. */
  countOutbound(channel: string, outcome: string): void
  observeTurn(tookMs: number, understoodBy: string): void
  countTicket(kind: string, category: string): void
  /** `outcome` is `answered` or the reason of the failure. */
  countModelCall(outcome: string): void
}

/** Counts nothing. */
export const silentMetrics: Metrics = {
  countInbound() {},
  countOutbound() {},
  observeTurn() {},
  countTicket() {},
  countModelCall() {},
}
