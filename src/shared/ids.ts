import { randomBytes } from 'node:crypto'

let lastMs = 0
let counter = 0

/**
 * Gives an id of 26 characters (a–z, 0–9) that sorts by creation within this process:
 * 9 characters of time in milliseconds, 4 of a counter, 13 random.
 */
export function createId(): string {
  const nowMs = Date.now()
  counter = nowMs === lastMs ? counter + 1 : 0
  lastMs = nowMs
  const random = BigInt(`0x${randomBytes(8).toString('hex')}`)
    .toString(36)
    .padStart(13, '0')
    .slice(-13)
  return nowMs.toString(36).padStart(9, '0') + counter.toString(36).padStart(4, '0') + random
}
