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
  /** What is on its way: the platform may count it at any instant until it has answered. */
  going: Set<string>
  /** When the platform answered the last messages over all, oldest first: as many as a window holds. */
  last: number[]
  /** How many answers to residents wait for their turn: they go first. */
  repliesWaiting: number
  /** When the last message of a broadcast began to go. */
  broadcastAtMs: number
  /** After a random gap. */
  nextAtMs: number
  /** Nothing of a broadcast goes before: the platform said so. */
  quietUntilMs: number
  /** Times of the last minute, by chat; only of chats that were written to within it. */
  chats: Map<string, number[]>
  day: number
  sentToday: number
}

/** Telegram tells bots: about 30 a second over all, one a second to a chat, 20 a minute to a group. */
export const telegramPace: PaceLimits = {
  perWindow: { count: 30, ms: 1_003 },
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

/** Real milliseconds after which a full window is looked at again while everything in it is still on its way. */
const lookAgainMs = 5

/** Begins without a past: a process takes longer to start than the window of any platform. */
export function createPace(nowMs: number): Pace {
  return {
    ...{ going: new Set(), last: [], repliesWaiting: 0, broadcastAtMs: Number.NEGATIVE_INFINITY },
    ...{ nextAtMs: 0, quietUntilMs: 0, chats: new Map(), day: dayOf(nowMs), sentToday: 0 },
  }
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
  const times = [
    nowMs + windowMs(pace, limits, { places: 1 + pace.repliesWaiting, nowMs }),
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

/** Milliseconds until an answer to a resident may go: it waits for nothing but a window that a broadcast has filled. */
export function replyWaitMs(pace: Pace, limits: PaceLimits, nowMs: number): number {
  if (pace.broadcastAtMs < nowMs - limits.perWindow.ms) return 0
  return windowMs(pace, limits, { places: 1, nowMs })
}

/**
 * Milliseconds until the window has so many places. What is on its way keeps its place until a window after the answer
 * to it, so the platform, which counts somewhere between, never counts more than the window holds.
 */
function windowMs(
  pace: Pace,
  { perWindow: { count, ms } }: PaceLimits,
  { places, nowMs }: { places: number; nowMs: number },
): number {
  const recent = pace.last.filter(atMs => atMs > nowMs - ms)
  const tooMany = pace.going.size + recent.length + places - count
  if (tooMany <= 0) return 0
  const leaver = recent[tooMany - 1]
  return leaver === undefined ? lookAgainMs : leaver + ms - nowMs
}

export interface Going extends PaceQuestion {
  /** Names it until `countArrived`. */
  key: string
  isBroadcast: boolean
  random?: number
}

/** Counts a message that goes now; `countArrived` once the platform has answered. */
export function countGoing(pace: Pace, limits: PaceLimits, sent: Going): void {
  const { key, chat, nowMs, isBroadcast, random = 0 } = sent
  const [least, most] = limits.randomGapMs ?? [0, 0]
  const gapMs = isBroadcast ? least + (most - least) * random : 0
  pace.going.add(key)
  pace.nextAtMs = Math.max(pace.nextAtMs, nowMs + gapMs)
  countInChat(pace, chat, nowMs)
  if (pace.day !== dayOf(nowMs)) Object.assign(pace, { day: dayOf(nowMs), sentToday: 0 })
  if (!isBroadcast) return
  pace.sentToday += 1
  pace.broadcastAtMs = nowMs
}

/** The platform has answered, or it never went. Safe to repeat. */
export function countArrived(
  pace: Pace,
  { perWindow }: PaceLimits,
  { key, chat, nowMs }: { key: string; chat: string; nowMs: number },
): void {
  if (!pace.going.delete(key)) return
  pace.last = [...pace.last, nowMs].slice(-perWindow.count)
  const times = pace.chats.get(chat)
  if (times) times[times.length - 1] = nowMs
}

function countInChat(pace: Pace, chat: string, nowMs: number): void {
  const recent = (pace.chats.get(chat) ?? []).filter(atMs => atMs > nowMs - minuteMs)
  pace.chats.set(chat, [...recent, nowMs])
  if (pace.chats.size > 2_000) forgetOld(pace, nowMs)
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
