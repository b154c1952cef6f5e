import { describe, expect, it } from 'vitest'
import { mapSendError } from '../../../../src/adapters/telegram/map-send-error.ts'
import { TelegramRefusal, TelegramUnreachable } from '../../../../src/adapters/telegram/telegram-api.ts'

describe('what Telegram says when it does not send', () => {
  it.each([
    [403, 'Forbidden: bot was blocked by the user', 'blocked'],
    [403, 'Forbidden: user is deactivated', 'chat-gone'],
    [403, 'Forbidden: the group chat was deleted', 'chat-gone'],
    [403, 'Forbidden: bot was kicked from the supergroup chat', 'removed'],
    [403, "Forbidden: bot can't initiate conversation with a user", 'not-permitted'],
    [400, 'Bad Request: chat not found', 'chat-gone'],
    [400, 'Bad Request: not enough rights to send text messages to the chat', 'not-permitted'],
    [400, 'Bad Request: TOPIC_CLOSED', 'not-permitted'],
    [400, 'Bad Request: BUTTON_DATA_INVALID', 'invalid'],
    [400, 'Bad Request: message is too long', 'invalid'],
  ])('%i %s is refused as %s', (code, description, reason) => {
    const error = mapSendError(new TelegramRefusal({ code, description }))
    expect(error).toMatchObject({ name: 'SendRefused', reason })
  })

  it('passes on the wait and the new address', () => {
    const wait = { code: 429, description: 'Too Many Requests', parameters: { retry_after: 3 } }
    expect(mapSendError(new TelegramRefusal(wait))).toMatchObject({
      name: 'SendThrottled',
      retryAfterMs: 3000,
    })
    const moved = { code: 400, description: 'upgraded', parameters: { migrate_to_chat_id: -1005 } }
    expect(mapSendError(new TelegramRefusal(moved))).toMatchObject({ name: 'SendMoved', toChat: '-1005' })
  })

  it('knows what may have arrived and what cannot', () => {
    const outcomes = [
      new TelegramUnreachable(true, 'timeout'),
      new TelegramUnreachable(false, 'connection refused'),
      new TelegramRefusal({ code: 502, description: 'Bad Gateway' }),
      new TelegramRefusal({ code: 401, description: 'Unauthorized' }),
    ].map(error => mapSendError(error))
    expect(outcomes).toMatchObject(
      ['unknown', 'not-sent', 'unknown', 'not-sent'].map(outcome => ({ name: 'SendFailed', outcome })),
    )
  })
})
