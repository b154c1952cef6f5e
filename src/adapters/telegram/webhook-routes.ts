import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { type Context, Hono, type Next } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Update } from 'telegraf/types'
import { messageOf } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import type { TakeUpdate } from './take-update.ts'

const mostBodyBytes = 1024 * 1024
const secretHeader = 'X-Telegram-Bot-Api-Secret-Token'

/** Gives a path that only holders of the token can know, without showing the token. */
export function deriveWebhookPath(token: string): string {
  const digest = createHmac('sha256', token).update('telegram webhook path').digest('hex')
  return `/channels/telegram/${digest.slice(0, 40)}`
}

export interface WebhookParts {
  path: string
  secret: string
  log: Log
  /** Absent before the start and after the stop: Telegram is told to come again. */
  taker: () => TakeUpdate | undefined
}

/** Gives the route Telegram calls; it answers 200 only after the update was kept. */
export function createWebhookRoutes({ path, secret, log, taker }: WebhookParts): Hono {
  const app = new Hono()
  const limit = bodyLimit({ maxSize: mostBodyBytes, onError: context => context.body(null, 413) })
  app.post(path, checkSecret(secret), checkType, limit, async context => {
    const update = await readBody(context)
    if (!update) return context.body(null, 400)
    const take = taker()
    if (!take) return context.body(null, 503)
    try {
      await take(update, keep => keep())
      return context.body(null, 200)
    } catch (error) {
      log.warn({ updateId: update.update_id, error: messageOf(error) }, 'telegram update not kept')
      return context.body(null, 503)
    }
  })
  return app
}

function checkSecret(secret: string) {
  const expected = hash(secret)
  return async (context: Context, next: Next) => {
    const given = context.req.header(secretHeader)
    // Hashes have one length, so the comparison tells nothing about the secret's.
    if (given === undefined || !timingSafeEqual(hash(given), expected)) return context.body(null, 403)
    return next()
  }
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

async function checkType(context: Context, next: Next) {
  const type = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  return type === 'application/json' ? next() : context.body(null, 415)
}

async function readBody(context: Context): Promise<Update | undefined> {
  try {
    const body: unknown = await context.req.json()
    const isUpdate = typeof body === 'object' && body !== null && 'update_id' in body
    return isUpdate && Number.isSafeInteger(body.update_id) ? (body as Update) : undefined
  } catch {
    return undefined
  }
}
