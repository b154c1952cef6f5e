import { LinliError } from '../../shared/errors.ts'
import { TelegramRefusal } from './telegram-api.ts'

/** Gives the error that asking again cannot cure, if this is one. Telegram says 404 to a token of the wrong shape. */
export function readFatal(error: unknown): LinliError | undefined {
  if (error instanceof LinliError) return error
  if (!(error instanceof TelegramRefusal)) return undefined
  if (error.code === 401 || error.code === 404)
    return new LinliError(
      'telegram-token-refused',
      `Telegram refused the bot token (${error.message}). Set TELEGRAM_BOT_TOKEN to the token that @BotFather shows.`,
    )
  if (error.code === 400 && error.message.includes('setWebhook'))
    return new LinliError(
      'bad-environment',
      `Telegram refused the webhook (${error.message}). TELEGRAM_WEBHOOK_URL must be an https address that Telegram can reach.`,
    )
  return undefined
}

/** The error for a bot whose updates somebody else takes. */
export function describeSecondPoller(detail: string): LinliError {
  return new LinliError(
    'telegram-second-poller',
    `Somebody else takes this bot's messages (${detail}). Only one process may poll a bot: stop the other one, or give this one its own TELEGRAM_BOT_TOKEN.`,
  )
}
