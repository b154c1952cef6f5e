import { findClosest } from '../shared/find-closest.ts'
import { expectationSchema, expectedTicketSchema } from './rows.ts'

/**
 * Gives one line for every key of an expectation that nothing judges, so that a slip of the pen does not pass for a
 * held promise. `where` begins each line; an expectation that is no object has none.
 */
export function findUnjudgedKeys(where: string, expect: unknown): string[] {
  if (!isObject(expect)) return []
  const tickets = ['tickets', 'cancelled'].flatMap(key => (Array.isArray(expect[key]) ? expect[key] : []))
  return [
    ...listUnknown(expect, Object.keys(expectationSchema.shape), `${where}: expect`),
    ...tickets
      .filter(isObject)
      .flatMap(ticket => listUnknown(ticket, Object.keys(expectedTicketSchema.shape), `${where}: ticket`)),
  ]
}

function listUnknown(value: Record<string, unknown>, known: string[], where: string): string[] {
  const unknown = Object.keys(value).filter(key => !known.includes(key))
  return unknown.map(key => {
    const [closest] = findClosest(key, known)
    return `${where}.${key} is not judged${closest ? `; did you mean ${closest}?` : ''}`
  })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
