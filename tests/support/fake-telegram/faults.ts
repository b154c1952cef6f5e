import { ApiError } from './api-error.ts'

/** What happens to a call instead of its answer. */
export type Fault =
  | { kind: 'answer'; error: ApiError }
  /** No answer at all, the connection stays open. */
  | { kind: 'hang' }
  /** Something between answers with a page of its own. */
  | { kind: 'garble' }
  /** The connection dies before the call is carried out. */
  | { kind: 'drop' }
  /** The call is carried out, then the connection dies before the answer. */
  | { kind: 'accept-then-drop' }

/** The script of what goes wrong, by method. */
export class Faults {
  private readonly script: { method: string; fault: Fault; times: number }[] = []

  add(method: string, fault: Fault, times = 1): void {
    this.script.push({ method, fault, times })
  }

  throttle(method: string, retryAfterSeconds: number, times = 1): void {
    const description = `Too Many Requests: retry after ${retryAfterSeconds}`
    const error = new ApiError(429, description, { retry_after: retryAfterSeconds })
    this.add(method, { kind: 'answer', error }, times)
  }

  refuse(method: string, code: number, description: string): void {
    this.add(method, { kind: 'answer', error: new ApiError(code, description) })
  }

  breakDown(method: string, times = 1): void {
    this.add(method, { kind: 'answer', error: new ApiError(502, 'Bad Gateway') }, times)
  }

  /** Ends all scripted faults. */
  clear(): void {
    this.script.length = 0
  }

  take(method: string): Fault | undefined {
    const entry = this.script.find(fault => fault.times > 0 && fault.method === method)
    if (!entry) return undefined
    entry.times -= 1
    return entry.fault
  }
}

/** The limits of core.telegram.org/bots/faq: about 30 a second over all, 1 a second to a chat after a burst, 20 a minute to a group. */
export class RateLimits {
  /** Switched off at first: most tests are about other things. */
  enforced = false
  /** How often a call to a chat was refused for being too early. */
  readonly refused = new Map<number, number>()
  private lastSecond: number[] = []
  private readonly byChat = new Map<number, number[]>()

  check(chat: number): void {
    if (!this.enforced) return
    const nowMs = Date.now()
    this.lastSecond = this.lastSecond.filter(atMs => atMs > nowMs - 1000)
    const own = (this.byChat.get(chat) ?? []).filter(atMs => atMs > nowMs - 60_000)
    const lately = own.filter(atMs => atMs > nowMs - 5000).length
    if (this.lastSecond.length >= 30 || lately >= 5) throw this.refuse(chat, 1)
    if (chat < 0 && own.length >= 20) throw this.refuse(chat, 60)
    this.lastSecond.push(nowMs)
    this.byChat.set(chat, [...own, nowMs])
  }

  private refuse(chat: number, seconds: number): ApiError {
    this.refused.set(chat, (this.refused.get(chat) ?? 0) + 1)
    return tooMany(seconds)
  }
}

function tooMany(seconds: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })
}
