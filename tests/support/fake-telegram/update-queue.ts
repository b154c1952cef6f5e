import { ApiError } from './api-error.ts'
import { checkObject } from './bot-api-spec.ts'

export interface Update {
  update_id: number
  [kind: string]: unknown
}

interface WaitingPoll {
  finish: () => void
  fail: (error: ApiError) => void
}

interface Webhook {
  url: string
  secret: string | undefined
}

const notByDefault = ['chat_member', 'message_reaction', 'message_reaction_count']

/** What Telegram holds for the bot: handed out by polling or by webhook, kept until confirmed. */
export class UpdateQueue {
  /** Handed-in updates that are not confirmed yet. */
  pending: Update[] = []
  /** Each call of the webhook with the status it answered, or why it failed. */
  readonly webhookCalls: { updateId: number; status: number | string }[] = []
  /** First wait before a webhook call is repeated; doubles up to 5 s. */
  webhookRetryMs = 50
  private nextId = 7001
  private allowed: string[] = []
  private waiting: WaitingPoll | undefined
  private webhook: Webhook | undefined
  /** Deliveries under way: one at a time for each chat, as at Telegram. */
  private readonly pumps = new Map<string, Promise<void>>()
  private closed = false

  /** Adds an update of one kind; throws when its body is not what the Bot API describes. */
  add(kind: string, body: object): Update | undefined {
    const wanted = this.allowed.length > 0 ? this.allowed.includes(kind) : !notByDefault.includes(kind)
    const update: Update = { update_id: this.nextId, [kind]: structuredClone(body) }
    const wrong = checkObject('Update', update)
    if (wrong.length > 0) throw new Error(`the fake made a wrong update: ${wrong.join('; ')}`)
    if (!wanted) return undefined
    this.nextId += 1
    this.pending.push(update)
    this.wake()
    return update
  }

  /** Hands an unconfirmed update out again, as Telegram does after a lost answer. */
  repeat(update: Update): void {
    this.pending.unshift(update)
    this.wake()
  }

  async getUpdates(params: Record<string, unknown>, gone: AbortSignal): Promise<Update[]> {
    if (this.webhook)
      throw conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      )
    this.waiting?.fail(
      conflict('terminated by other getUpdates request; make sure that only one bot instance is running'),
    )
    if (Array.isArray(params['allowed_updates'])) this.allowed = params['allowed_updates']
    this.confirm(Number(params['offset'] ?? 0))
    const limit = Number(params['limit'] ?? 100)
    const timeoutMs = Number(params['timeout'] ?? 0) * 1000
    if (this.pending.length === 0 && timeoutMs > 0) await this.waitForUpdate(timeoutMs, gone)
    return this.pending.slice(0, limit)
  }

  setWebhook(params: Record<string, unknown>): true {
    const url = String(params['url'] ?? '')
    if (url !== '' && !/^https:|^http:\/\/127\.0\.0\.1/.test(url))
      throw new ApiError(400, 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook')
    const secret = params['secret_token'] as string | undefined
    if (secret !== undefined && !/^[\w-]{1,256}$/.test(secret))
      throw new ApiError(400, 'Bad Request: secret token contains unallowed characters')
    if (Array.isArray(params['allowed_updates'])) this.allowed = params['allowed_updates']
    if (params['drop_pending_updates'] === true) this.pending = []
    this.webhook = url === '' ? undefined : { url, secret }
    this.wake()
    return true
  }

  webhookInfo(): object {
    return {
      url: this.webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: this.pending.length,
    }
  }

  async close(): Promise<void> {
    this.closed = true
    this.webhook = undefined
    this.waiting?.finish()
    await Promise.all(this.pumps.values())
  }

  private confirm(offset: number): void {
    if (offset < 0) this.pending = this.pending.slice(offset)
    if (offset > 0) this.pending = this.pending.filter(update => update.update_id >= offset)
  }

  private waitForUpdate(timeoutMs: number, gone: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer)
        if (this.waiting === poll) this.waiting = undefined
        resolve()
      }
      const poll: WaitingPoll = {
        finish: end,
        // The promise hears only the first of the two.
        fail: error => {
          reject(error)
          end()
        },
      }
      const timer = setTimeout(end, timeoutMs)
      gone.addEventListener('abort', end, { once: true })
      this.waiting = poll
    })
  }

  private wake(): void {
    this.waiting?.finish()
    if (!this.webhook || this.closed) return
    for (const chat of new Set(this.pending.map(nameChat))) {
      if (this.pumps.has(chat)) continue
      this.pumps.set(chat, this.pump(chat))
    }
  }

  private async pump(chat: string): Promise<void> {
    let delayMs = this.webhookRetryMs
    while (this.webhook && !this.closed) {
      const update = this.pending.find(candidate => nameChat(candidate) === chat)
      if (!update) break
      const status = await callWebhook(this.webhook, update)
      this.webhookCalls.push({ updateId: update.update_id, status })
      if (typeof status === 'number' && status >= 200 && status < 300) {
        this.pending = this.pending.filter(other => other !== update)
        delayMs = this.webhookRetryMs
        continue
      }
      await new Promise(resolve => setTimeout(resolve, delayMs))
      delayMs = Math.min(delayMs * 2, 5000)
    }
    this.pumps.delete(chat)
  }
}

function nameChat(update: Update): string {
  const body = Object.values(update).find(value => typeof value === 'object') as Record<string, unknown>
  const { chat } = (body['message'] ?? body) as { chat?: { id: number } }
  return String(chat?.id)
}

function conflict(text: string): ApiError {
  return new ApiError(409, `Conflict: ${text}`)
}

async function callWebhook(webhook: Webhook, update: Update): Promise<number | string> {
  const secret: Record<string, string> = webhook.secret
    ? { 'x-telegram-bot-api-secret-token': webhook.secret }
    : {}
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...secret },
      body: JSON.stringify(update),
      signal: AbortSignal.timeout(10_000),
    })
    await response.arrayBuffer()
    return response.status
  } catch (error) {
    return String(error)
  }
}
