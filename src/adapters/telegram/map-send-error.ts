import { SendFailed, SendMoved, SendRefused, SendThrottled } from '../../messaging/message.ts'
import { messageOf } from '../../shared/errors.ts'
import { TelegramRefusal, TelegramUnreachable } from './telegram-api.ts'

/** Gives the error the outbox understands for anything a Bot API call may throw. */
export function mapSendError(error: unknown): SendRefused | SendThrottled | SendMoved | SendFailed {
  if (error instanceof TelegramRefusal) return mapRefusal(error)
  if (error instanceof TelegramUnreachable)
    return new SendFailed(error.mayHaveArrived ? 'unknown' : 'not-sent', error.message)
  return new SendFailed('unknown', messageOf(error))
}

function mapRefusal(refusal: TelegramRefusal): SendRefused | SendThrottled | SendMoved | SendFailed {
  if (refusal.migrateToChat !== undefined) return new SendMoved(refusal.migrateToChat)
  if (refusal.code === 429) return new SendThrottled((refusal.retryAfterSeconds ?? 5) * 1000, refusal.message)
  if (refusal.code === 403) return new SendRefused(readForbidden(refusal.message), refusal.message)
  if (refusal.code === 400) return new SendRefused(readBadRequest(refusal.message), refusal.message)
  // A server error may come after the message was stored; 401 and 404 come before anything is done.
  return new SendFailed(refusal.code >= 500 ? 'unknown' : 'not-sent', refusal.message)
}

function readForbidden(text: string): SendRefused['reason'] {
  if (/blocked by the user/i.test(text)) return 'blocked'
  if (/user is deactivated|chat was deleted/i.test(text)) return 'chat-gone'
  if (/bot was kicked|bot is not a member/i.test(text)) return 'removed'
  return 'not-permitted'
}

function readBadRequest(text: string): SendRefused['reason'] {
  if (/chat not found|PEER_ID_INVALID|chat was deactivated|user not found/i.test(text)) return 'chat-gone'
  if (/not enough rights|no rights|CHAT_WRITE_FORBIDDEN|TOPIC_CLOSED/i.test(text)) return 'not-permitted'
  return 'invalid'
}
