import * as official from '@wecom/crypto'
import { readXml } from '../../../src/adapters/wechat/shared/read-xml.ts'
import { type DoorAnswer, type DoorRequest, DoorServer } from './door-server.ts'
import { checkWords, ok, readSent, refuse } from './kf-bodies.ts'
import { ReplyBook } from './reply-book.ts'

export interface HeardByFollower {
  follower: string
  text: string
  way: 'passive' | 'custom' | 'template'
  menu?: { id: string; label: string }[]
}

interface PostOptions {
  signature?: string
  body?: string
  aesKey?: string
  appId?: string
}

/**
 * WeChat's servers of an Official Account on loopback, strict: it signs and encrypts what it sends, comes three times when
 * nobody answers in time, checks what it is answered, and counts the messages of a customer service window.
 */
export class FakeOfficial {
  readonly appId = 'wx49f0ab532d5d035a'
  readonly accountId = 'gh_linli'
  readonly secret = 'the-secret-of-the-account'
  readonly token = 'callbackToken'
  readonly aesKey = 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR'
  readonly templateId = 'template-of-progress'
  readonly heard: HeardByFollower[] = []
  readonly refusals: { path: string; code: number }[] = []
  readonly book: ReplyBook
  callbackUrl = ''
  now = () => Date.now()
  /** How long the platform waits for an answer, and how often it comes. */
  waitMs = 2_000
  pauseMs = 150
  tries = 3
  isEncrypted: boolean
  private readonly server: DoorServer
  private readonly followers = new Set<string>()
  private readonly media = new Map<string, Buffer>()
  private readonly lastOf = new Map<string, Promise<unknown>>()
  private accessToken = ''
  private nextId = 1

  constructor(isEncrypted: boolean) {
    this.isEncrypted = isEncrypted
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

  expireToken(): void {
    this.accessToken = ''
  }

  /** Follows the account without telling us, and may be written to. */
  meets(follower: string): void {
    this.followers.add(follower)
    this.book.open(follower)
  }

  /** Sends what a follower says; resolves at once, the platform comes again by itself. */
  async says(
    follower: string,
    text: string,
    more: { menuId?: string; msgId?: string } = {},
  ): Promise<string> {
    const menu = more.menuId ? `<bizmsgmenuid>${more.menuId}</bizmsgmenuid>` : ''
    return await this.brings(
      follower,
      `<MsgType><![CDATA[text]]></MsgType><Content>${cdata(text)}</Content>${menu}`,
      more.msgId,
    )
  }

  async sendsFile(follower: string, bytes: Buffer): Promise<string> {
    const id = `media-${this.nextId++}`
    this.media.set(id, bytes)
    return await this.brings(
      follower,
      `<MsgType><![CDATA[image]]></MsgType><PicUrl><![CDATA[http://pic]]></PicUrl><MediaId><![CDATA[${id}]]></MediaId>`,
    )
  }

  async brings(
    follower: string,
    fields: string,
    msgId = `6000000000000${1000 + this.nextId++}`,
  ): Promise<string> {
    this.meets(follower)
    const inner = this.write(follower, `${fields}<MsgId>${msgId}</MsgId>`)
    this.send(follower, inner)
    return msgId
  }

  async event(follower: string, event: string, more = ''): Promise<void> {
    if (event === 'unsubscribe') this.followers.delete(follower)
    this.send(
      follower,
      this.write(follower, `<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${event}]]></Event>${more}`),
    )
  }

  async presses(follower: string, label: string): Promise<void> {
    const choice = this.heard
      .filter(one => one.follower === follower)
      .flatMap(one => one.menu ?? [])
      .findLast(one => one.label === label)
    if (!choice) throw new Error(`no menu entry ${label}`)
    await this.says(follower, choice.label, { menuId: choice.id })
  }

  heardTexts(follower: string): string[] {
    return this.heard.filter(one => one.follower === follower).map(({ text }) => text)
  }

  write(follower: string, fields: string): string {
    const time = Math.floor(this.now() / 1000)
    return `<xml><ToUserName><![CDATA[${this.accountId}]]></ToUserName><FromUserName><![CDATA[${follower}]]></FromUserName><CreateTime>${time}</CreateTime>${fields}</xml>`
  }

  async askEcho(signature?: string): Promise<Response> {
    const [timestamp, nonce] = ['1409659589', '263014780']
    const shown = signature ?? official.getSignature(this.token, timestamp, nonce, '')
    const query = new URLSearchParams({ signature: shown, timestamp, nonce, echostr: '5927782489442352469' })
    return await fetch(`${this.callbackUrl}?${query}`)
  }

  /** One call as the platform makes it; the options bend it. */
  async post(inner: string, bent: PostOptions = {}): Promise<Response> {
    const [timestamp, nonce] = [String(Math.floor(this.now() / 1000)), String(this.nextId++)]
    const plain = official.getSignature(this.token, timestamp, nonce, '')
    const signal = AbortSignal.timeout(this.waitMs)
    if (!this.isEncrypted) {
      const query = new URLSearchParams({ signature: bent.signature ?? plain, timestamp, nonce })
      return await fetch(`${this.callbackUrl}?${query}`, { method: 'POST', body: bent.body ?? inner, signal })
    }
    const encrypted = official.encrypt(bent.aesKey ?? this.aesKey, inner, bent.appId ?? this.appId)
    const signature = bent.signature ?? official.getSignature(this.token, timestamp, nonce, encrypted)
    const query = new URLSearchParams({
      signature: plain,
      timestamp,
      nonce,
      encrypt_type: 'aes',
      msg_signature: signature,
    })
    const body = `<xml><ToUserName><![CDATA[${this.accountId}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`
    return await fetch(`${this.callbackUrl}?${query}`, { method: 'POST', body: bent.body ?? body, signal })
  }

  /** One after the other for each follower, each again until it is answered. */
  private send(follower: string, inner: string): void {
    const before = this.lastOf.get(follower) ?? Promise.resolve()
    const sent = before.then(() => this.sendAgain(follower, inner))
    this.lastOf.set(follower, sent)
  }

  private async sendAgain(follower: string, inner: string): Promise<void> {
    for (let attempt = 0; attempt < this.tries; attempt += 1) {
      try {
        const response = await this.post(inner)
        if (response.ok) return this.readAnswer(follower, await response.text())
      } catch {
        // Nobody there, or too late: once more.
      }
      await new Promise(resolve => setTimeout(resolve, this.pauseMs))
    }
  }

  private readAnswer(follower: string, body: string): void {
    if (body === 'success' || body === '') return
    const fields = this.openAnswer(body)
    if (fields?.['ToUserName'] !== follower || fields['FromUserName'] !== this.accountId)
      throw new Error(`a passive answer for nobody: ${body}`)
    this.heard.push({ follower, text: fields['Content'] ?? '', way: 'passive' })
  }

  private openAnswer(body: string): Record<string, string> | undefined {
    const outer = readXml(body)
    if (!this.isEncrypted) return outer
    const { Encrypt = '', MsgSignature = '', TimeStamp = '', Nonce = '' } = outer ?? {}
    if (official.getSignature(this.token, TimeStamp, Nonce, Encrypt) !== MsgSignature)
      throw new Error('a passive answer is not signed')
    const { message, id } = official.decrypt(this.aesKey, Encrypt)
    if (id !== this.appId) throw new Error('a passive answer is for another account')
    return readXml(message)
  }

  private answer(request: DoorRequest): DoorAnswer {
    const result = this.route(request)
    const { errcode = 0 } = result as { errcode?: number }
    if (errcode !== 0) this.refusals.push({ path: request.path, code: errcode })
    return result
  }

  private route(request: DoorRequest): DoorAnswer {
    const { path, query } = request
    if (path === '/cgi-bin/stable_token') return this.giveToken(request.json())
    if (query['access_token'] !== this.accessToken || this.accessToken === '')
      return refuse(40001, 'invalid credential, access_token is invalid or not latest')
    switch (path) {
      case '/cgi-bin/get_api_domain_ip':
        return { ip_list: ['127.0.0.1'] }
      case '/cgi-bin/message/custom/send':
        return this.takeCustom(request.json())
      case '/cgi-bin/message/custom/typing':
        return ok
      case '/cgi-bin/message/template/send':
        return this.takeTemplate(request.json())
      case '/cgi-bin/media/get': {
        const bytes = this.media.get(query['media_id'] ?? '')
        return bytes ? { bytes, type: 'image/jpeg' } : refuse(40007, 'invalid media_id')
      }
      default:
        return refuse(40066, `no such interface ${path}`)
    }
  }

  private giveToken(body: Record<string, unknown>): DoorAnswer {
    if (body['grant_type'] !== 'client_credential') return refuse(40002, 'invalid grant_type')
    if (body['appid'] !== this.appId) return refuse(40013, 'invalid appid')
    if (body['secret'] !== this.secret) return refuse(40125, 'invalid appsecret')
    this.accessToken ||= `access-${this.nextId++}`
    return { access_token: this.accessToken, expires_in: 7200 }
  }

  private takeCustom(body: Record<string, unknown>): DoorAnswer {
    const follower = String(body['touser'])
    if (!this.followers.has(follower)) return refuse(43004, 'require subscribe')
    const closed = this.book.check(follower)
    if (closed === 'over') return refuse(45015, 'response out of time limit or subscription is canceled')
    if (closed === 'used') return refuse(45047, 'out of response count limit')
    const problem = checkWords(this.asKfBody(body))
    if (problem) return problem
    this.book.count(follower)
    this.heard.push({ follower, way: 'custom', ...readSent(this.asKfBody(body)) })
    return ok
  }

  /** A menu of this platform names its entries without the `click` around them. */
  private asKfBody(body: Record<string, unknown>): Record<string, unknown> {
    const { msgmenu: menu } = body as { msgmenu?: { head_content?: string; list?: object[] } }
    if (!menu) return body
    return { ...body, msgmenu: { ...menu, list: (menu.list ?? []).map(click => ({ click })) } }
  }

  private takeTemplate(body: Record<string, unknown>): DoorAnswer {
    const follower = String(body['touser'])
    if (!this.followers.has(follower)) return refuse(43004, 'require subscribe')
    if (body['template_id'] !== this.templateId) return refuse(40037, 'invalid template_id')
    const { thing1 } = (body['data'] ?? {}) as { thing1?: { value?: string } }
    const value = thing1?.value ?? ''
    if (value === '' || [...value].length > 20) return refuse(47003, 'argument invalid! data.thing1.value')
    this.heard.push({ follower, text: value, way: 'template' })
    return { ...ok, msgid: this.nextId++ }
  }
}

function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}
