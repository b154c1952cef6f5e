import { describe, expect, it } from 'vitest'
import {
  countArrived,
  countGoing,
  createPace,
  keepQuiet,
  puppetPace,
  replyWaitMs,
  telegramPace,
  waitMs,
} from '../../../src/messaging/pace.ts'

const arriveMs = [3, 40, 9, 250, 1, 17]

interface Sent {
  goesMs: number
  arrivesMs: number
  answeredMs: number
}

/** Sends as fast as the pace allows over a line of changing speed, with a timer that is late now and then. */
function run(messages: number, chatOf: (n: number) => string, isGroup = false): Sent[] {
  const pace = createPace(0)
  const sent: Sent[] = []
  let nowMs = 0
  const answered = new Set<number>()
  const hear = () => {
    for (const [n, { answeredMs }] of sent.entries()) {
      if (answeredMs > nowMs || answered.has(n)) continue
      answered.add(n)
      countArrived(pace, telegramPace, { key: `${n}`, chat: chatOf(n), nowMs: answeredMs })
    }
  }
  for (let n = 0; n < messages; n += 1) {
    const to = { chat: chatOf(n), isGroup }
    hear()
    for (let wait = waitMs(pace, telegramPace, { ...to, nowMs }); wait > 0; hear()) {
      nowMs += 1
      wait = waitMs(pace, telegramPace, { ...to, nowMs })
    }
    if (n % 40 === 39) nowMs += 200
    countGoing(pace, telegramPace, { ...to, key: `${n}`, nowMs, isBroadcast: true })
    const underWayMs = arriveMs[n % arriveMs.length] ?? 0
    sent.push({ goesMs: nowMs, arrivesMs: nowMs + underWayMs, answeredMs: nowMs + underWayMs + (n % 7) })
  }
  return sent
}

/** Most that the platform counts within any second. */
function mostInASecond(times: number[]): number {
  const sorted = times.toSorted((a, b) => a - b)
  return Math.max(
    ...sorted.map((atMs, n) => sorted.slice(n, n + 60).filter(other => other < atMs + 1_000).length),
  )
}

describe('the pace of a Telegram account', () => {
  it('never lets the platform count more than 30 in a second, however the line delays them, and loses little time', () => {
    const sent = run(900, n => String(n))
    expect(mostInASecond(sent.map(({ arrivesMs }) => arrivesMs))).toBeLessThanOrEqual(30)
    expect((sent.at(-1)?.goesMs ?? 0) / 1_000).toBeLessThan((900 / 30) * 1.1)
  })
  it('gives the next place to an answer to a resident', () => {
    const pace = createPace(0)
    for (let n = 0; n < 30; n += 1) {
      countGoing(pace, telegramPace, {
        key: `${n}`,
        chat: `${n}`,
        isGroup: false,
        nowMs: n * 20,
        isBroadcast: true,
      })
      countArrived(pace, telegramPace, { key: `${n}`, chat: `${n}`, nowMs: n * 20 + 10 })
    }
    const nowMs = 610
    const answerMs = replyWaitMs(pace, telegramPace, nowMs)
    expect(answerMs).toBe(10 + telegramPace.perWindow.ms - nowMs)
    expect(waitMs(pace, telegramPace, { chat: 'x', isGroup: false, nowMs })).toBe(answerMs)
    pace.repliesWaiting = 1
    expect(waitMs(pace, telegramPace, { chat: 'x', isGroup: false, nowMs })).toBe(answerMs + 20)
  })
  it('holds no answer back where no broadcast goes', () => {
    const pace = createPace(0)
    for (let n = 0; n < 100; n += 1) {
      expect(replyWaitMs(pace, telegramPace, n)).toBe(0)
      countGoing(pace, telegramPace, {
        key: `${n}`,
        chat: `${n}`,
        isGroup: false,
        nowMs: n,
        isBroadcast: false,
      })
    }
  })
  it('has a second between two to one chat, and 20 a minute in a group', () => {
    const times = run(25, () => 'one', true).map(({ arrivesMs }) => arrivesMs)
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
    countGoing(pace, puppetPace, { ...sent, key: 'a', chat: 'a', nowMs: 0 })
    countArrived(pace, puppetPace, { key: 'a', chat: 'a', nowMs: 0 })
    expect(waitMs(pace, puppetPace, { chat: 'b', isGroup: false, nowMs: 0 })).toBe(7_500)
    for (let n = 1; n < 200; n += 1)
      countGoing(pace, puppetPace, { ...sent, key: `${n}`, chat: `${n}`, nowMs: n })
    expect(waitMs(pace, puppetPace, { chat: 'z', isGroup: false, nowMs: 1_000_000 })).toBe(
      86_400_000 - 1_000_000,
    )
  })
})
