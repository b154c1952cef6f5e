/** How fast one account of a channel may write to many, in real milliseconds; replies only count, they never wait for it. */
export interface PaceLimits {
  /** Most messages over all chats within any such stretch of time, replies included. */
  perWindow: { count: number; ms: number }
  /** Least time between two messages to one chat. */
  chatGapMs: number
  /** Most messages a minute to one group. */
  groupPerMinute: number
  /** Most messages of broadcasts a day; absent: no limit. */
  perDay?: number
  /** A random wait between two messages, as a person would write; absent: none. */
  randomGapMs?: readonly [number, number]
}

/** What an account has sent lately. */
export interface Pace {
  /** When the last messages over all went, oldest first: as many as a window holds. */
  last: number[]
  /** After a random gap. */
  nextAtMs: number
  /** Nothing of a broadcast goes before: the platform said so. */
  quietUntilMs: number
  /** Times of the last minute, by chat; only of chats that were written to within it. */
  chats: Map<string, number[]>
  day: number
  sentToday: number
}

/** Telegram tells bots: about 30 a second over all, one a second to a chat, 20 a minute to a group. Below it, so that replies fit in. */
export const telegramPace: PaceLimits = {
  perWindow: { count: 29, ms: 1_020 },
  chatGapMs: 1_000,
  groupPerMinute: 20,
}
/** A personal account that a program writes with is closed when it writes like a program. */
export const puppetPace: PaceLimits = {
  perWindow: { count: 1, ms: 5_000 },
  chatGapMs: 10_000,
  groupPerMinute: 2,
  perDay: 200,
  randomGapMs: [3_000, 12_000],
}
export const plainPace: PaceLimits = {
  perWindow: { count: 50, ms: 1_000 },
  chatGapMs: 0,
  groupPerMinute: 600,
}

const minuteMs = 60_000
const dayMs = 86_400_000

/** Begins without a past: a process takes longer to start than the window of any platform. */
export function createPace(nowMs: number): Pace {
  return { last: [], nextAtMs: 0, quietUntilMs: 0, chats: new Map(), day: dayOf(nowMs), sentToday: 0 }
}

export interface PaceQuestion {
  chat: string
  isGroup: boolean
  nowMs: number
}

/** Milliseconds until a message of a broadcast may go to the chat; 0: now. */
export function waitMs(pace: Pace, limits: PaceLimits, { chat, isGroup, nowMs }: PaceQuestion): number {
  const sent = pace.chats.get(chat) ?? []
  const last = sent.at(-1)
  const { count, ms } = limits.perWindow
  const oldest = pace.last.at(-count)
  const times = [
    oldest === undefined ? 0 : oldest + ms,
    pace.nextAtMs,
    pace.quietUntilMs,
    last === undefined ? 0 : last + limits.chatGapMs,
  ]
  if (isGroup && sent.length >= limits.groupPerMinute) {
    times.push((sent.at(-limits.groupPerMinute) ?? 0) + minuteMs)
  }
  if (limits.perDay !== undefined && pace.day === dayOf(nowMs) && pace.sentToday >= limits.perDay) {
    times.push((pace.day + 1) * dayMs)
  }
  return Math.max(0, Math.max(...times) - nowMs)
}

/** Counts a message that goes now. A reply goes whatever the pace says, and makes the next of a broadcast wait longer. */
export function countSent(
  pace: Pace,
  limits: PaceLimits,
  sent: PaceQuestion & { isBroadcast: boolean; random?: number },
): void {
  const { chat, nowMs, isBroadcast, random = 0 } = sent
  const [least, most] = limits.randomGapMs ?? [0, 0]
  const gapMs = isBroadcast ? least + (most - least) * random : 0
  pace.last = [...pace.last, nowMs].slice(-limits.perWindow.count)
  pace.nextAtMs = Math.max(pace.nextAtMs, nowMs + gapMs)
  const recent = (pace.chats.get(chat) ?? []).filter(atMs => atMs > nowMs - minuteMs)
  pace.chats.set(chat, [...recent, nowMs])
  if (pace.chats.size > 2_000) forgetOld(pace, nowMs)
  if (pace.day !== dayOf(nowMs)) Object.assign(pace, { day: dayOf(nowMs), sentToday: 0 })
  if (isBroadcast) pace.sentToday += 1
}

/** The platform asked for silence: it holds for every broadcast of the account. */
export function keepQuiet(pace: Pace, untilMs: number): void {
  pace.quietUntilMs = Math.max(pace.quietUntilMs, untilMs)
}

function forgetOld(pace: Pace, nowMs: number): void {
  for (const [chat, times] of pace.chats) {
    if ((times.at(-1) ?? 0) <= nowMs - minuteMs) pace.chats.delete(chat)
  }
}

const dayOf = (nowMs: number) => Math.floor(nowMs / dayMs)
