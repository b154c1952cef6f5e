import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Loopback {
  token: string
  apiRoot: string
  /** Hands a private message to the bot as soon as it polls. */
  say(chat: number, text: string): void
  /** Hands a message to the bot that somebody wrote into a group, to nobody in particular. */
  sayInGroup(group: number, user: number, text: string): void
  /** Called when the bot sends a message to a chat. */
  onSend: (chat: number, text: string) => void
  stop(): Promise<void>
}

const mostUpdates = 100

/**
 * The few methods of the Bot API a bot needs to listen and answer, on loopback, as cheap as can be: what is measured is
 * the bot. Tests use the strict server of tests/support instead.
 */
export async function startLoopback(): Promise<Loopback> {
  const queue: { update_id: number }[] = []
  let nextId = 1
  let waiting: (() => void) | undefined
  const hand = (chat: number, user: number, text: string) => {
    queue.push(makeUpdate(nextId, { chat, user, text }))
    nextId += 1
    waiting?.()
  }
  const loopback: Loopback = {
    token: '1:bench-loopback',
    apiRoot: '',
    onSend: () => {},
    say: (chat, text) => hand(chat, chat, text),
    sayInGroup: hand,
    stop: () =>
      new Promise(resolve => {
        waiting?.()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  const getUpdates = async (params: Record<string, unknown>) => {
    const offset = Number(params['offset'] ?? 0)
    while (queue[0] && queue[0].update_id < offset) queue.shift()
    if (queue.length === 0) await waitForMore(Number(params['timeout'] ?? 0) * 1_000)
    return queue.slice(0, mostUpdates)
  }
  const waitForMore = (mostMs: number) =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, mostMs)
      waiting = () => {
        clearTimeout(timer)
        waiting = undefined
        resolve()
      }
    })
  const answer = async (method: string, params: Record<string, unknown>): Promise<unknown> => {
    if (method === 'getUpdates') return await getUpdates(params)
    if (method === 'getMe') return { id: 1, is_bot: true, first_name: 'bench', username: 'bench_bot' }
    if (method !== 'sendMessage') return true
    const chat = Number(params['chat_id'])
    loopback.onSend(chat, String(params['text']))
    return { message_id: nextId++, date: 1, chat: { id: chat, type: 'private' }, text: params['text'] }
  }
  const server = createServer((request, response) => void serve(request, response, answer))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  loopback.apiRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return loopback
}

function makeUpdate(id: number, { chat, user, text }: { chat: number; user: number; text: string }) {
  const person = { id: user, is_bot: false, first_name: '住户' }
  const place =
    chat < 0
      ? { id: chat, type: 'supergroup', title: `业主群${-chat}` }
      : { id: chat, type: 'private', first_name: '住户' }
  const message = { message_id: id, date: Math.floor(Date.now() / 1_000), chat: place, from: person, text }
  return { update_id: id, message }
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (method: string, params: Record<string, unknown>) => Promise<unknown>,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks).toString('utf8')
  const method = request.url?.split('/').at(-1)?.split('?')[0] ?? ''
  const result = await answer(method, body === '' ? {} : JSON.parse(body))
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ ok: true, result }))
}
