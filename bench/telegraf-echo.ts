import { Telegraf } from 'telegraf'

export interface EchoBot {
  /** Resolves once polling has begun. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** Gives a bare telegraf bot that sends every text back: the floor below which no bot on telegraf can be. */
export function createEchoBot(options: { token: string; apiRoot: string }): EchoBot {
  const bot = new Telegraf(options.token, { telegram: { apiRoot: options.apiRoot, webhookReply: false } })
  bot.on('text', ctx => ctx.reply(ctx.message.text))
  let polling: Promise<void> | undefined
  return {
    async start() {
      await new Promise<void>((resolve, reject) => {
        polling = bot.launch(resolve)
        polling.catch(reject)
      })
    },
    async stop() {
      bot.stop('bench')
      await polling
    },
  }
}
