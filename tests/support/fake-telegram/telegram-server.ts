import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ApiError } from './api-error.ts'
import { checkCall, knowsMethod } from './bot-api-spec.ts'
import { type Fault, Faults, RateLimits } from './faults.ts'
import { methods, type Params } from './methods.ts'
import { readParams } from './read-request.ts'
import { Transcript } from './transcript.ts'
import { UpdateQueue } from './update-queue.ts'
import { type FakeMessage, type FakeUser, World } from './world.ts'

export interface FakeTelegramOptions {
  token?: string
  botUsername?: string
  /** Time of the dates on messages; default: now. */
  now?: () => Date
  /** A fixed port, to come back after `stop`. */
  port?: number
}

export interface RecordedCall {
  method: string
  params: Params
}

/** The Bot API server itself: what a bot sees. The people are in `FakeTelegram`. */
export class TelegramServer {
  readonly token: string
  readonly world: World
  readonly queue = new UpdateQueue()
  readonly faults = new Faults()
  readonly limits = new RateLimits()
  readonly transcript = new Transcript()
  readonly calls: RecordedCall[] = []
  readonly violations: string[] = []
  readonly openQueries = new Set<string>()
  readonly menus = new Map<string, unknown>()
  /** In privacy mode the bot sees of a group only commands, mentions and answers to it. */
  privacyMode = true
  private readonly server: Server

  constructor(options: FakeTelegramOptions) {
    this.token = options.token ?? '7001:AAFakeTokenOfTheTestServer_0123456789'
    const bot: FakeUser = {
      id: Number(this.token.split(':')[0]),
      is_bot: true,
      first_name: '邻里',
      username: options.botUsername ?? 'linli_demo_bot',
    }
    this.world = new World(bot, options.now ?? (() => new Date()))
    this.server = createServer((request, response) => {
      this.serve(request, response).catch((error: unknown) => {
        this.violations.push(`the fake failed: ${error}`)
        response.destroy()
      })
    })
  }

  get apiRoot(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>(resolve => this.server.listen(port, '127.0.0.1', resolve))
  }

  /** Ends the server; rejects when the bot broke the Bot API's tables. */
  async stop(): Promise<void> {
    await this.queue.close()
    await this.goAway()
    if (this.violations.length > 0) throw new Error(`Bot API violations:\n${this.violations.join('\n')}`)
  }

  /** Nobody answers at the address any more; `listen` with the same port brings it back. */
  async goAway(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise(resolve => this.server.close(resolve))
  }

  callsOf(method: string): RecordedCall[] {
    return this.calls.filter(call => call.method === method)
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', this.apiRoot).pathname
    const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(path)
    if (file) return this.serveFile(response, { token: file[1] ?? '', path: file[2] ?? '' })
    const call = /^\/bot([^/]+)\/(\w+)$/.exec(path)
    const token = call?.[1] ?? ''
    if (!call || !/^\d+:[\w-]{30,}$/.test(token)) return answer(response, new ApiError(404, 'Not Found'))
    if (token !== this.token) return answer(response, new ApiError(401, 'Unauthorized'))
    await this.serveCall(call[2] ?? '', request, response)
  }

  private serveFile(response: ServerResponse, asked: { token: string; path: string }): void {
    const fault = this.faults.take('file')
    if (fault?.kind === 'hang') return
    if (fault?.kind === 'drop') {
      response.destroy()
      return
    }
    const file = asked.token === this.token ? this.world.fileAt(asked.path) : undefined
    if (fault?.kind === 'answer') {
      answer(response, fault.error)
      return
    }
    if (!file) {
      answer(response, new ApiError(404, 'Not Found'))
      return
    }
    response.writeHead(200, { 'content-type': 'application/octet-stream' })
    if (fault?.kind === 'accept-then-drop')
      response.write(file.bytes.subarray(0, file.bytes.length / 2), () => response.destroy())
    else response.end(file.bytes)
  }

  private async serveCall(method: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const params = await readParams(request, method)
    this.calls.push({ method, params })
    const fault = this.faults.take(method)
    if (fault?.kind === 'hang') return
    if (fault?.kind === 'drop') {
      response.destroy()
      return
    }
    if (fault?.kind === 'garble') {
      response.end('<html>Sign in to the hotel network</html>')
      return
    }
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    const result = await this.carryOut({ method, params }, { fault, gone: gone.signal })
    if (fault?.kind === 'accept-then-drop') response.destroy()
    else answer(response, result)
  }

  private async carryOut(
    call: RecordedCall,
    about: { fault: Fault | undefined; gone: AbortSignal },
  ): Promise<unknown> {
    try {
      this.checkTables(call)
      if (about.fault?.kind === 'answer') throw about.fault.error
      return await this.run(call, about.gone)
    } catch (error) {
      if (error instanceof ApiError) return error
      throw error
    }
  }

  private checkTables({ method, params }: RecordedCall): void {
    if (!knowsMethod(method)) {
      this.violations.push(`${method} is no method of the Bot API`)
      throw new ApiError(404, 'Not Found: method not found')
    }
    const wrong = checkCall(method, params)
    this.violations.push(...wrong)
    if (wrong.length > 0) throw new ApiError(400, `Bad Request: ${wrong.join('; ')}`)
  }

  private async run({ method, params }: RecordedCall, gone: AbortSignal): Promise<unknown> {
    if (method === 'getUpdates') return this.queue.getUpdates(params, gone)
    if (method === 'setWebhook') return this.queue.setWebhook(params)
    if (method === 'deleteWebhook') return this.queue.setWebhook({ ...params, url: '' })
    if (method === 'getWebhookInfo') return this.queue.webhookInfo()
    const run = methods[method]
    if (!run) throw new ApiError(404, 'Not Found: the fake does not know this method')
    if (/^send(Message|Photo|Document|Voice|Video|Audio)$/.test(method))
      this.limits.check(Number(params['chat_id']))
    const result = run(params, this)
    if (/^(send|edit)/.test(method) && result !== true) this.transcript.add(result as FakeMessage)
    return result
  }
}

function answer(response: ServerResponse, result: unknown): void {
  if (response.destroyed) return
  if (!(result instanceof ApiError)) {
    send(response, 200, { ok: true, result })
    return
  }
  const { code, message: description, parameters } = result
  send(response, code, {
    ok: false,
    error_code: code,
    description,
    ...(parameters ? { parameters } : {}),
  })
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
