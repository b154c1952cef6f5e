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
  private readonly sent: { chat: number; atMs: number }[] = []

  check(chat: number): void {
    if (!this.enforced) return
    const nowMs = Date.now()
    const since = (ms: number, only?: number) =>
      this.sent.filter(({ chat: to, atMs }) => atMs > nowMs - ms && (only === undefined || to === only))
        .length
    if (since(1000) >= 30 || since(5000, chat) >= 5) throw tooMany(1)
    if (chat < 0 && since(60_000, chat) >= 20) throw tooMany(60)
    this.sent.push({ chat, atMs: nowMs })
  }
}

function tooMany(seconds: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })
}
