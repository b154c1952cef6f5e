import type { Priority } from '../shared/vocabulary.ts'

const hourMs = 3_600_000
const minuteMs = 60_000

/**
 * The two clocks of the service standard (投诉处理标准): 24 hours to respond, 3 days to resolve.
 * An emergency is answered by the duty person within 15 minutes (第5条) and made safe within a day.
 */
const limits: Record<Priority, { respondMs: number; resolveMs: number }> = {
  emergency: { respondMs: 15 * minuteMs, resolveMs: 24 * hourMs },
  high: { respondMs: 24 * hourMs, resolveMs: 72 * hourMs },
  normal: { respondMs: 24 * hourMs, resolveMs: 72 * hourMs },
  low: { respondMs: 24 * hourMs, resolveMs: 72 * hourMs },
}

/** Until when a ticket opened at `openedAt` must be answered and solved. */
export function deadlinesFor(priority: Priority, openedAt: Date): { respondBy: Date; resolveBy: Date } {
  const limit = limits[priority]
  return {
    respondBy: new Date(openedAt.getTime() + limit.respondMs),
    resolveBy: new Date(openedAt.getTime() + limit.resolveMs),
  }
}
