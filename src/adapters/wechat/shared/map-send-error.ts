import { SendFailed, SendRefused, SendThrottled } from '../../../messaging/message.ts'
import { messageOf } from '../../../shared/errors.ts'
import { ApiRefusal, ApiUnreachable } from './api-client.ts'

/** Busy, and asked too often: nothing was sent. The platforms name no time, so a minute it is. */
const throttled = new Set([45009, 45011, 45033, 95008])
const busyRetryMs = 5_000
const throttledRetryMs = 60_000
/** The person does not take messages of ours: not following, refused, or has left. */
const blocked = new Set([43004, 43005, 43019, 48002, 50005])
const gone = new Set([40003, 95006, 95011, 95012])
/** Window over or its messages used up, which our own count should have known; or a colleague serves in WeCom (95018). */
export const windowCodes: ReadonlySet<number> = new Set([45015, 45047, 95001, 95018])

/** The error that the outbox understands for anything a call to the platform may throw. */
export function mapSendError(error: unknown): SendRefused | SendThrottled | SendFailed {
  if (error instanceof SendRefused || error instanceof SendThrottled || error instanceof SendFailed)
    return error
  if (error instanceof ApiUnreachable)
    return new SendFailed(error.mayHaveArrived ? 'unknown' : 'not-sent', error.message)
  if (!(error instanceof ApiRefusal)) return new SendFailed('unknown', messageOf(error))
  return mapRefusal(error)
}

function mapRefusal({ code, message }: ApiRefusal): SendRefused | SendThrottled {
  if (code === -1) return new SendThrottled(busyRetryMs, message)
  if (throttled.has(code)) return new SendThrottled(throttledRetryMs, message)
  if (blocked.has(code)) return new SendRefused('blocked', message)
  if (gone.has(code)) return new SendRefused('chat-gone', message)
  if (windowCodes.has(code)) return new SendRefused('window-closed', message)
  return new SendRefused(code >= 40_000 && code < 40_100 ? 'invalid' : 'not-permitted', message)
}
