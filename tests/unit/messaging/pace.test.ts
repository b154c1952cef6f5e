import { describe, expect, it } from 'vitest'
import {
  countSent,
  createPace,
  keepQuiet,
  puppetPace,
  telegramPace,
  waitMs,
} from '../../../src/messaging/pace.ts'

/** Sends as fast as the pace allows, with a timer that is late now and then; gives the times. */
function run(messages: number, chatOf: (n: number) => string, isGroup = false): number[] {
  const pace = createPace(0)
  const times: number[] = []
  let nowMs = 0
  for (let n = 0; n < messages; n += 1) {
    const to = { chat: chatOf(n), isGroup }
    for (let wait = waitMs(pace, telegramPace, { ...to, nowMs }); wait > 0; )
      [nowMs, wait] = [nowMs + wait, waitMs(pace, telegramPace, { ...to, nowMs: nowMs + wait })]
    if (n % 40 === 39) nowMs += 200
    countSent(pace, telegramPace, { ...to, nowMs, isBroadcast: true })
    times.push(nowMs)
  }
  return times
}

describe('the pace of a Telegram account', () => {
  it('never has more than 29 in a second, and loses no time by a late timer', () => {
    const times = run(2_000, n => String(n))
    const most = Math.max(
      ...times.map((atMs, n) => times.slice(n, n + 40).filter(other => other < atMs + 1_000).length),
    )
    expect(most).toBeLessThanOrEqual(29)
    expect((times.at(-1) ?? 0) / 1_000).toBeLessThan((2_000 / 30) * 1.1)
  })
  it('has a second between two to one chat, and 20 a minute in a group', () => {
    const times = run(25, () => 'one', true)
    expect(Math.min(...times.slice(1).map((atMs, n) => atMs - (times[n] ?? 0)))).toBeGreaterThanOrEqual(1_000)
    expect(times.filter(atMs => atMs < 60_000).length).toBeLessThanOrEqual(20)
  })
  it('is quiet for every chat as long as the platform asks', () => {
    const pace = createPace(0)
    keepQuiet(pace, 5_000)
    expect(waitMs(pace, telegramPace, { chat: 'any', isGroup: false, nowMs: 1_000 })).toBe(4_000)
  })
})

describe('the pace of a personal account', () => {
  it('waits for a random while, and till tomorrow once the day is used up', () => {
    const pace = createPace(0)
    const sent = { isGroup: false, isBroadcast: true, random: 0.5 }
    countSent(pace, puppetPace, { ...sent, chat: 'a', nowMs: 0 })
    expect(waitMs(pace, puppetPace, { chat: 'b', isGroup: false, nowMs: 0 })).toBe(7_500)
    for (let n = 1; n < 200; n += 1) countSent(pace, puppetPace, { ...sent, chat: `${n}`, nowMs: n })
    expect(waitMs(pace, puppetPace, { chat: 'z', isGroup: false, nowMs: 1_000_000 })).toBe(
      86_400_000 - 1_000_000,
    )
  })
})
