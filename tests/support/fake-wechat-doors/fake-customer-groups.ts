import { type DoorAnswer, type DoorRequest, DoorServer } from './door-server.ts'

const ok = { errcode: 0, errmsg: 'ok' }
const refuse = (errcode: number, errmsg: string) => ({ errcode, errmsg })
const mostTextBytes = 4_000

/** 客户联系 of WeCom on loopback, strict: nothing reaches a group until its owner has confirmed it. */
export class FakeCustomerGroups {
  readonly corpId = 'ww0123456789abcdef'
  readonly secret = 'the-secret-of-customer-contact'
  readonly owner = 'guan.jia'
  readonly groups = new Set(['wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA'])
  readonly refusals: { path: string; code: number }[] = []
  private readonly prepared = new Map<string, { chat: string; text: string; status: number }>()
  private readonly server = new DoorServer(request => this.answer(request))
  private nextId = 1

  get root(): string {
    return this.server.root
  }
  start = () => this.server.start()
  stop = () => this.server.stop()

  /** What waits for the owner. */
  waiting(): string[] {
    return [...this.prepared.values()].filter(({ status }) => status === 0).map(({ text }) => text)
  }

  heardTexts(chat: string): string[] {
    return [...this.prepared.values()]
      .filter(one => one.chat === chat && one.status === 1)
      .map(({ text }) => text)
  }

  /** The owner confirms all that waits (1), or it cannot go: no friend any more (2), too many this day (3). */
  decides(status: 1 | 2 | 3): void {
    for (const one of this.prepared.values()) if (one.status === 0) one.status = status
  }

  private answer(request: DoorRequest): DoorAnswer {
    const result = this.route(request)
    if (result.errcode !== 0) this.refusals.push({ path: request.path, code: result.errcode })
    return result
  }

  private route({ path, query, json }: DoorRequest): { errcode: number } {
    if (path === '/cgi-bin/gettoken') {
      if (query['corpid'] !== this.corpId) return refuse(40013, 'invalid corpid')
      if (query['corpsecret'] !== this.secret) return refuse(40001, 'invalid credential')
      return { ...ok, access_token: 'access', expires_in: 7200 } as { errcode: number }
    }
    if (query['access_token'] !== 'access') return refuse(42001, 'access_token expired')
    const body = json()
    switch (path) {
      case '/cgi-bin/externalcontact/groupchat/list':
        return this.list(body)
      case '/cgi-bin/externalcontact/add_msg_template':
        return this.prepare(body)
      case '/cgi-bin/externalcontact/get_groupmsg_send_result':
        return this.tell(body)
      default:
        return refuse(40066, `no such interface ${path}`)
    }
  }

  private list(body: Record<string, unknown>): { errcode: number } {
    const { userid_list: owners = [] } = (body['owner_filter'] ?? {}) as { userid_list?: string[] }
    if (!owners.includes(this.owner)) return refuse(40003, 'invalid userid')
    const list = [...this.groups].map(chat_id => ({ chat_id, status: 0 }))
    return { ...ok, group_chat_list: list } as { errcode: number }
  }

  private prepare(body: Record<string, unknown>): { errcode: number } {
    const chats = body['chat_id_list'] as string[]
    const { content } = (body['text'] ?? {}) as { content?: string }
    if (body['chat_type'] !== 'group' || body['sender'] !== this.owner) return refuse(40003, 'invalid sender')
    if (!content || Buffer.byteLength(content) > mostTextBytes) return refuse(40058, 'invalid text')
    const failed = chats.filter(chat => !this.groups.has(chat))
    const msgid = `msgGroup${this.nextId++}`
    for (const chat of chats)
      if (this.groups.has(chat)) this.prepared.set(msgid, { chat, text: content, status: 0 })
    return { ...ok, fail_list: failed, msgid } as { errcode: number }
  }

  private tell(body: Record<string, unknown>): { errcode: number } {
    const one = this.prepared.get(String(body['msgid']))
    if (!one || body['userid'] !== this.owner) return refuse(41063, 'no such task')
    const list = [{ chat_id: one.chat, userid: this.owner, status: one.status }]
    return { ...ok, send_list: list } as { errcode: number }
  }
}
