import type { StreamLabels } from './rows.ts'
import type { StreamAlert } from './target.ts'

export type DayLabel = StreamLabels['days'][string]

/**
 * Gives what is wrong with the alerts of one day of a group: exactly one, between the beginning of the discontent and
 * the instant by which it must be noticed, in an accepted category; or none at all.
 */
export function judgeDay(label: DayLabel, alerts: StreamAlert[]): string[] {
  const expected = label.alert
  if (!expected) return alerts.map(alert => `unexpected alert at ${alert.at.toISOString()}: ${alert.topic}`)
  const [first] = alerts
  if (!first) return ['no alert was raised']
  const reasons: string[] = []
  if (alerts.length > 1) reasons.push(`${alerts.length} alerts were raised, expected one`)
  if (first.at < expected.start) {
    reasons.push(`raised at ${first.at.toISOString()}, before it began at ${expected.start.toISOString()}`)
  }
  if (first.at > expected.detect_by) {
    reasons.push(`raised at ${first.at.toISOString()}, expected by ${expected.detect_by.toISOString()}`)
  }
  if (expected.category && !expected.category.includes(first.category)) {
    reasons.push(`category is ${first.category}, expected ${expected.category.join(' or ')}`)
  }
  return reasons
}
