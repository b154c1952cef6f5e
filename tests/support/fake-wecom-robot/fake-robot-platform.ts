import { createCipheriv, createHash, randomBytes, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type RobotSocket, WebSocketServer } from './web-socket-server.ts'

interface Frame {
  cmd?: string
  headers?: { req_id?: string }
  body?: Record<string, unknown>
}

interface Upload {
  type: string
  size: number
  chunks: (Buffer | undefined)[]
  md5: string
}

const mostTextBytes = 20_480
const mostChunkBytes = 512 * 1024

/**
 * WeCom's side of a group robot on loopback, strict: the secret before all else, one connection a robot, exact bodies, chats
 * that wrote before, media that were uploaded whole, an answer to every request by its id. What is said while no robot is
 * connected is lost, as there.
 */
export class FakeRobotPlatform {
  readonly botId = 'aibot-of-the-tests'
  secret = 'secret-of-the-robot'
  address = ''
  /** Everything refused, with the code. */
  readonly refusals: { cmd: string; code: number; why: string }[] = []
  /** Said while nobody was connected. */
  readonly lost: string[] = []
  pings = 0
  isMute = false
  private current: RobotSocket | undefined
  private readonly http: Server
  private readonly sockets: InstanceType<typeof WebSocketServer>
  private readonly open = new Set<RobotSocket>()
  private readonly chats = new Map<string, { texts: string[]; media: string[] }>()
  private readonly uploads = new Map<string, Upload>()
  private readonly media = new Set<string>()
  private readonly files = new Map<string, Buffer>()
  private readonly usedIds = new Set<string>()
  private refusing: { code: number; left: number } | undefined
  private port = 0

  constructor() {
    this.http = createServer((request, response) => {
      const bytes = this.files.get(request.url ?? '')
      response.writeHead(bytes ? 200 : 404, { 'content-type': 'application/octet-stream' })
      response.end(bytes)
    })
    this.sockets = new WebSocketServer({ server: this.http })
    this.sockets.on('connection', socket => this.accept(socket))
  }

  async start(): Promise<void> {
    await new Promise<void>(resolve => this.http.listen(this.port, '127.0.0.1', resolve))
    this.port = (this.http.address() as AddressInfo).port
    this.address = `ws://127.0.0.1:${this.port}`
  }

  /** Nobody answers here any more, until the next start at the same address. */
  async stop(): Promise<void> {
    for (const socket of this.open) socket.terminate()
    if (this.http.listening) await new Promise(resolve => this.http.close(resolve))
    await new Promise(resolve => setTimeout(resolve, 20))
  }

  get isConnected(): boolean {
    return this.current !== undefined
  }

  /** The connection breaks; the platform goes on. */
  cut(): void {
    this.current?.terminate()
    this.current = undefined
  }

  /** The next requests to send are refused with this code. */
  refuse(code: number, times = 1): void {
    this.refusing = { code, left: times }
  }

  /** Somebody has the robot in a chat: without it nothing may be sent there. */
  meets(chat: string): void {
    if (!this.chats.has(chat)) this.chats.set(chat, { texts: [], media: [] })
  }

  /** What a reader of the chat sees: bold type without its marks. */
  heardTexts(chat: string): string[] {
    const shown = (text: string) => text.replace(/\*\*(?![\s*])(.+?)(?<![\s*])\*\*/gsu, '$1')
    return (this.chats.get(chat)?.texts ?? []).map(shown)
  }

  heardMedia(chat: string): string[] {
    return this.chats.get(chat)?.media ?? []
  }

  says(from: string, text: string, more: { chat?: string; quote?: string; id?: string } = {}): void {
    this.push(from, { msgtype: 'text', text: { content: text } }, more)
  }

  speaks(from: string, content: string, more: { chat?: string } = {}): void {
    this.push(from, { msgtype: 'voice', voice: { content } }, more)
  }

  sendsFile(from: string, bytes: Buffer, type: 'image' | 'file' | 'video'): void {
    this.push(from, { msgtype: type, [type]: this.hide(bytes) }, {})
  }

  sendsMixed(from: string, text: string, bytes: Buffer): void {
    const items = [
      { msgtype: 'text', text: { content: text } },
      { msgtype: 'image', image: this.hide(bytes) },
    ]
    this.push(from, { msgtype: 'mixed', mixed: { msg_item: items } }, {})
  }

  /** Any frame, for what no platform should send. */
  pushes(body: unknown): void {
    this.send(this.current, { cmd: 'aibot_msg_callback', headers: { req_id: randomUUID() }, body })
  }

  private push(
    from: string,
    content: object,
    { chat, quote, id }: { chat?: string; quote?: string; id?: string },
  ): void {
    this.meets(chat ?? from)
    if (!this.current) {
      this.lost.push(JSON.stringify(content))
      return
    }
    this.pushes({
      msgid: id ?? randomUUID(),
      aibotid: this.botId,
      ...(chat ? { chatid: chat, chattype: 'group' } : { chattype: 'single' }),
      from: { userid: from },
      create_time: Math.floor(Date.now() / 1000),
      ...content,
      ...(quote === undefined ? {} : { quote: { msgtype: 'text', text: { content: quote } } }),
    })
  }

  /** Lays a file where it can be fetched, sealed as the platform seals it. */
  private hide(bytes: Buffer): { url: string; aeskey: string } {
    const key = randomBytes(32)
    const pad = 32 - (bytes.length % 32)
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
    const path = `/media/${randomUUID()}`
    this.files.set(
      path,
      Buffer.concat([cipher.update(bytes), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]),
    )
    return { url: `http://127.0.0.1:${this.port}${path}`, aeskey: key.toString('base64') }
  }

  private accept(socket: RobotSocket): void {
    this.open.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => {
      this.open.delete(socket)
      if (this.current === socket) this.current = undefined
    })
    socket.on('message', data => {
      if (this.isMute) return
      const frame = JSON.parse(String(data)) as Frame
      const { code, why, body } = this.judge(socket, frame)
      if (code !== 0) this.refusals.push({ cmd: frame.cmd ?? '', code, why: why ?? '' })
      this.send(socket, {
        headers: frame.headers,
        errcode: code,
        errmsg: why ?? 'ok',
        ...(body ? { body } : {}),
      })
      if (frame.cmd === 'aibot_subscribe' && code === 0) this.takeOver(socket)
    })
  }

  /** One robot has one connection: the newer ends the older, and tells it. */
  private takeOver(socket: RobotSocket): void {
    const before = this.current
    this.current = socket
    if (!before || before === socket) return
    const body = { msgid: randomUUID(), msgtype: 'event', event: { eventtype: 'disconnected_event' } }
    this.send(before, { cmd: 'aibot_event_callback', headers: { req_id: randomUUID() }, body })
    setTimeout(() => before.terminate(), 20)
  }

  private judge(socket: RobotSocket, { cmd, headers, body = {} }: Frame): Verdict {
    const id = headers?.req_id ?? ''
    if (id === '' || this.usedIds.has(id)) return no(40_058, 'a request needs an id of its own')
    this.usedIds.add(id)
    if (cmd === 'aibot_subscribe') {
      const isRight = body['bot_id'] === this.botId && body['secret'] === this.secret
      return isRight ? yes() : no(40_001, 'invalid credential')
    }
    if (socket !== this.current) return no(40_014, 'not subscribed')
    if (cmd === 'ping') {
      this.pings += 1
      return yes()
    }
    if (this.refusing && this.refusing.left > 0) {
      this.refusing.left -= 1
      return no(this.refusing.code, 'refused for the test')
    }
    return this.judgeRequest(cmd, body)
  }

  private judgeRequest(cmd: string | undefined, body: Record<string, unknown>): Verdict {
    switch (cmd) {
      case 'aibot_send_msg':
        return this.judgeMessage(body)
      case 'aibot_upload_media_init':
        return this.beginUpload(body)
      case 'aibot_upload_media_chunk':
        return this.takeChunk(body)
      case 'aibot_upload_media_finish':
        return this.endUpload(body)
      default:
        return no(40_058, `unknown command ${cmd}`)
    }
  }

  private judgeMessage(body: Record<string, unknown>): Verdict {
    const chat = this.chats.get(String(body['chatid']))
    if (!chat) return no(95_006, 'the robot is in no such chat')
    const type = String(body['msgtype'])
    const keys = Object.keys(body).toSorted().join()
    if (keys !== ['chatid', 'msgtype', type].toSorted().join())
      return no(40_058, `unexpected fields: ${keys}`)
    if (type === 'markdown') {
      const { content } = body['markdown'] as { content?: unknown }
      if (typeof content !== 'string' || content === '') return no(44_004, 'empty content')
      if (Buffer.byteLength(content) > mostTextBytes) return no(45_002, 'content too long')
      chat.texts.push(content)
      return yes()
    }
    const mediaId = String((body[type] as { media_id?: unknown } | undefined)?.media_id)
    if (!this.media.has(`${type} ${mediaId}`)) return no(40_007, 'invalid media_id')
    chat.media.push(type)
    return yes()
  }

  private beginUpload({ type, filename, total_size, total_chunks, md5 }: Record<string, unknown>): Verdict {
    const size = Number(total_size)
    const chunks = Number(total_chunks)
    const isFine = ['image', 'file', 'voice', 'video'].includes(String(type)) && filename && size > 0
    if (!isFine || chunks !== Math.ceil(size / mostChunkBytes)) return no(40_058, 'bad upload')
    const id = randomUUID()
    this.uploads.set(id, {
      type: String(type),
      size,
      chunks: new Array(chunks).fill(undefined),
      md5: String(md5),
    })
    return yes({ upload_id: id })
  }

  private takeChunk({ upload_id, chunk_index, base64_data }: Record<string, unknown>): Verdict {
    const upload = this.uploads.get(String(upload_id))
    const bytes = Buffer.from(String(base64_data), 'base64')
    const index = Number(chunk_index)
    if (!upload || bytes.length > mostChunkBytes || !(index in upload.chunks)) return no(40_058, 'bad chunk')
    upload.chunks[index] = bytes
    return yes()
  }

  private endUpload({ upload_id }: Record<string, unknown>): Verdict {
    const upload = this.uploads.get(String(upload_id))
    if (!upload || upload.chunks.some(chunk => chunk === undefined)) return no(40_058, 'chunks are missing')
    const bytes = Buffer.concat(upload.chunks.map(chunk => chunk ?? Buffer.alloc(0)))
    const isWhole = createHash('md5').update(bytes).digest('hex') === upload.md5
    if (bytes.length !== upload.size || !isWhole) return no(40_058, 'the file is not whole')
    const id = randomUUID()
    this.media.add(`${upload.type} ${id}`)
    return yes({ type: upload.type, media_id: id, created_at: Math.floor(Date.now() / 1000) })
  }

  private send(socket: RobotSocket | undefined, frame: object): void {
    socket?.send(JSON.stringify(frame))
  }
}

interface Verdict {
  code: number
  why?: string
  body?: object
}

const yes = (body?: object): Verdict => ({ code: 0, ...(body ? { body } : {}) })
const no = (code: number, why: string): Verdict => ({ code, why })
