import * as official from '@wecom/crypto'
import { type DoorAnswer, type DoorRequest, DoorServer } from './door-server.ts'
import { checkWords, type HeardByCustomer, ok, readSent, refuse } from './kf-bodies.ts'
import { ReplyBook } from './reply-book.ts'

interface Entry {
  [field: string]: unknown
  msgid: string
}

/** What a program may do to a session: from the pool only on to a person, from a person to another or to its end. */
const legalMoves: Record<number, number[]> = { 0: [1, 2, 3], 1: [2, 3], 2: [3], 3: [3, 4], 4: [] }

/**
 * WeCom customer service on loopback, strict: tokens end, cursors must be its own, texts have their length, ids are used
 * once, the person serving decides who may send, and a customer hears five messages in 48 hours at most.
 */
export class FakeWecom {
  readonly corpId = 'ww0123456789abcdef'
  readonly secret = 'the-secret-of-customer-service'
  readonly token = 'callbackToken'
  readonly aesKey = 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR'
  readonly openKfId = 'wkAJ2GCAAAZSfhHCt7IFSvLKtMPxyJTw'
  readonly heard: HeardByCustomer[] = []
  readonly refusals: { path: string; code: number }[] = []
  readonly book: ReplyBook
  /** Where callbacks go; empty: nowhere, as when they get lost. */
  callbackUrl = ''
  /** The platform's clock, in milliseconds. */
  now = () => Date.now()
  /** Milliseconds the platform waits for an answer to a callback. */
  callbackWaitMs = 2_000
  private readonly server: DoorServer
  private readonly stream: Entry[] = []
  private readonly media = new Map<string, Buffer>()
  private readonly states = new Map<string, number>()
  private readonly usedIds = new Set<string>()
  private readonly syncTokens = new Set<string>()
  private accessToken = ''
  private nextId = 1

  constructor() {
    this.book = new ReplyBook({ hours: 48, messages: 5 }, () => this.now())
    this.server = new DoorServer(request => this.answer(request))
  }

  get root(): string {
    return this.server.root
  }

  start(): Promise<void> {
    return this.server.start()
  }

  stop(): Promise<void> {
    return this.server.stop()
  }

  /** The access token given out so far is worth nothing any more. */
  expireToken(): void {
    this.accessToken = ''
  }

  /** A customer comes without a word of their own. */
  meets(customer: string): void {
    this.states.set(customer, 0)
    this.book.open(customer)
  }

  async says(customer: string, text: string, more: { menuId?: string; at?: number } = {}): Promise<string> {
    const words = { content: text, ...(more.menuId ? { menu_id: more.menuId } : {}) }
    return await this.brings(customer, { msgtype: 'text', text: words, ...(more.at ? { at: more.at } : {}) })
  }

  async sendsFile(customer: string, bytes: Buffer): Promise<string> {
    const id = `media-${this.nextId++}`
    this.media.set(id, bytes)
    return await this.brings(customer, { msgtype: 'file', file: { media_id: id } })
  }

  /** Any entry of a customer. */
  async brings(customer: string, entry: Record<string, unknown> & { at?: number }): Promise<string> {
    const { at, ...fields } = entry
    const msgid = `in${this.nextId++}`
    // The first word after the end of a session begins a new one.
    if ((this.states.get(customer) ?? 4) === 4) this.states.set(customer, 0)
    this.book.open(customer)
    this.stream.push({
      msgid,
      open_kfid: this.openKfId,
      external_userid: customer,
      send_time: Math.floor((at ?? this.now()) / 1000),
      origin: 3,
      ...fields,
    })
    await this.callBack()
    return msgid
  }

  /** The same entry once more in the stream. */
  async repeats(msgid: string): Promise<void> {
    const entry = this.stream.find(one => one.msgid === msgid)
    if (entry) this.stream.push({ ...entry })
    await this.callBack()
  }

  async presses(customer: string, label: string): Promise<void> {
    const choice = this.heard
      .filter(one => one.customer === customer)
      .flatMap(one => one.menu ?? [])
      .findLast(one => one.label === label)
    if (!choice) throw new Error(`no menu entry ${label}`)
    await this.says(customer, choice.label, { menuId: choice.id })
  }

  /** A person in WeCom takes the talk (1), hands it on (2), ends it (3) or takes it up again (4). */
  async changesServing(customer: string, change: 1 | 2 | 3 | 4, servicer = 'zhangsan'): Promise<void> {
    this.states.set(customer, change === 3 ? 4 : 3)
    await this.event({
      event_type: 'session_status_change',
      external_userid: customer,
      change_type: change,
      new_servicer_userid: servicer,
    })
  }

  /** 0 new, 1 with the program, 2 in the pool, 3 with a person, 4 ended. */
  stateOf(customer: string): number | undefined {
    return this.states.get(customer)
  }

  async failsSend(customer: string, msgid: string, failType: number): Promise<void> {
    await this.event({
      event_type: 'msg_send_fail',
      external_userid: customer,
      fail_msgid: msgid,
      fail_type: failType,
    })
  }

  heardTexts(customer: string): string[] {
    return this.heard.filter(one => one.customer === customer).map(({ text }) => text)
  }

  /** Posts a callback as the platform does; the options bend it. */
  async post(
    inner: string,
    bent: { corpId?: string; aesKey?: string; signature?: string; body?: string } = {},
  ): Promise<Response> {
    const [timestamp, nonce] = [String(Math.floor(this.now() / 1000)), String(this.nextId++)]
    const encrypted = official.encrypt(bent.aesKey ?? this.aesKey, inner, bent.corpId ?? this.corpId)
    const signature = bent.signature ?? official.getSignature(this.token, timestamp, nonce, encrypted)
    const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce })
    return await fetch(`${this.callbackUrl}?${query}`, {
      method: 'POST',
      body:
        bent.body ??
        `<xml><ToUserName><![CDATA[${this.corpId}]]></ToUserName><AgentID>0</AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
      signal: AbortSignal.timeout(this.callbackWaitMs),
    })
  }

  async askEcho(text: string, signature?: string): Promise<Response> {
    const [timestamp, nonce] = ['1409659589', '263014780']
    const echostr = official.encrypt(this.aesKey, text, this.corpId)
    const shown = signature ?? official.getSignature(this.token, timestamp, nonce, echostr)
    const query = new URLSearchParams({ msg_signature: shown, timestamp, nonce, echostr })
    return await fetch(`${this.callbackUrl}?${query}`)
  }

  /** The body of a callback that says something is there. */
  writeEvent(token: string): string {
    const time = Math.floor(this.now() / 1000)
    return `<xml><ToUserName><![CDATA[${this.corpId}]]></ToUserName><CreateTime>${time}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[kf_msg_or_event]]></Event><Token><![CDATA[${token}]]></Token><OpenKfId><![CDATA[${this.openKfId}]]></OpenKfId></xml>`
  }

  async callBack(): Promise<void> {
    if (this.callbackUrl === '') return
    const token = `sync-${this.nextId++}`
    this.syncTokens.add(token)
    await this.post(this.writeEvent(token)).catch(() => undefined)
  }

  private async event(fields: Record<string, unknown>): Promise<void> {
    this.stream.push({
      msgid: `event${this.nextId++}`,
      send_time: Math.floor(this.now() / 1000),
      origin: 4,
      msgtype: 'event',
      event: { open_kfid: this.openKfId, ...fields },
    })
    await this.callBack()
  }

  private answer(request: DoorRequest): DoorAnswer {
    const result = this.route(request)
    const { errcode = 0 } = result as { errcode?: number }
    if (errcode !== 0) this.refusals.push({ path: request.path, code: errcode })
    return result
  }

  private route(request: DoorRequest): DoorAnswer {
    const { path, query } = request
    if (path === '/cgi-bin/gettoken') return this.giveToken(query)
    if (query['access_token'] !== this.accessToken || this.accessToken === '')
      return refuse(42001, 'access_token expired')
    switch (path) {
      case '/cgi-bin/kf/account/list':
        return { ...ok, account_list: [{ open_kfid: this.openKfId, name: '物业服务' }] }
      case '/cgi-bin/kf/sync_msg':
        return this.sync(request.json())
      case '/cgi-bin/kf/send_msg':
        return this.take(request.json())
      case '/cgi-bin/media/get':
        return this.giveMedia(query['media_id'] ?? '')
      case '/cgi-bin/kf/service_state/get':
        return { ...ok, service_state: this.states.get(String(request.json()['external_userid'])) ?? 0 }
      case '/cgi-bin/kf/service_state/trans':
        return this.changeState(request.json())
      default:
        return refuse(40066, `no such interface ${path}`)
    }
  }

  private giveToken(query: Record<string, string>): DoorAnswer {
    if (query['corpid'] !== this.corpId) return refuse(40013, 'invalid corpid')
    if (query['corpsecret'] !== this.secret) return refuse(40001, 'invalid credential')
    this.accessToken ||= `access-${this.nextId++}`
    return { ...ok, access_token: this.accessToken, expires_in: 7200 }
  }

  private sync(body: Record<string, unknown>): DoorAnswer {
    const { cursor = 'cursor-0', token, limit, open_kfid: openKfId } = body
    if (openKfId !== this.openKfId) return refuse(95004, 'open_kfid not exist')
    if (typeof limit !== 'number' || limit > 1000) return refuse(40058, 'invalid limit')
    if (token !== undefined && !this.syncTokens.has(String(token))) return refuse(95007, 'invalid msg token')
    const at = /^cursor-(\d+)$/.exec(String(cursor))?.[1]
    if (at === undefined || Number(at) > this.stream.length) return refuse(95008, 'invalid cursor')
    const list = this.stream.slice(Number(at), Number(at) + limit)
    const next = Number(at) + list.length
    const hasMore = next < this.stream.length ? 1 : 0
    return { ...ok, next_cursor: `cursor-${next}`, has_more: hasMore, msg_list: list }
  }

  private take(body: Record<string, unknown>): DoorAnswer {
    const problem = this.checkMessage(body)
    if (problem) return problem
    const customer = String(body['touser'])
    const msgid = String(body['msgid'] ?? `out${this.nextId++}`)
    this.usedIds.add(msgid)
    this.book.count(customer)
    this.heard.push({ customer, ...readSent(body) })
    return { ...ok, msgid }
  }

  private checkMessage(body: Record<string, unknown>): object | undefined {
    const customer = String(body['touser'])
    if (body['open_kfid'] !== this.openKfId) return refuse(95004, 'open_kfid not exist')
    if (!this.states.has(customer)) return refuse(95006, 'external_userid is not a customer of this account')
    const id = body['msgid']
    if (id !== undefined && !/^[\w-]{1,32}$/.test(String(id))) return refuse(40058, 'invalid msgid')
    if (this.usedIds.has(String(id))) return refuse(95003, 'msgid has been used')
    if ((this.states.get(customer) ?? 0) > 1) return refuse(95018, 'session is served by a person')
    const closed = this.book.check(customer)
    if (closed) return refuse(95001, closed === 'used' ? 'api sent messages limit' : 'session is over')
    return checkWords(body)
  }

  private changeState(body: Record<string, unknown>): DoorAnswer {
    const customer = String(body['external_userid'])
    if (!this.states.has(customer)) return refuse(95006, 'no such customer')
    if (body['open_kfid'] !== this.openKfId) return refuse(95004, 'open_kfid not exist')
    const [from, to] = [this.states.get(customer) ?? 4, Number(body['service_state'])]
    if (!legalMoves[from]?.includes(to)) return refuse(95016, `no way from state ${from} to ${to}`)
    this.states.set(customer, to)
    return ok
  }

  private giveMedia(id: string): DoorAnswer {
    const bytes = this.media.get(id)
    return bytes ? { bytes, type: 'application/octet-stream' } : refuse(40007, 'invalid media_id')
  }
}
