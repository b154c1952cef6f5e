import * as PUPPET from 'wechaty-puppet'
import { mock } from 'wechaty-puppet-mock'
import { FakePuppet } from './fake-puppet.ts'

export interface Delivered {
  chat: string
  text: string
  mentionIdList?: string[]
  file?: { name: string; bytes: Buffer }
}

export interface SaidOptions {
  /** A room; default: alone with us. */
  to?: string
  mentions?: string[]
  /** Default: now. */
  at?: Date
  type?: PUPPET.types.Message
  file?: { name: string; bytes: Buffer }
}

const separator = '- - - - - - - - - - - - - - -'

/**
 * WeChat with the account of the company, people and rooms, on wechaty's mock puppet. What is said while nobody is logged in
 * is kept and brought at the next log-in, as WeChat does.
 */
export class FakeWeChat {
  readonly selfId = 'wxid_linli'
  readonly selfName = '邻里小助手'
  readonly mocker = new mock.Mocker()
  readonly delivered: Delivered[] = []
  readonly cards = new Map<string, string>()
  readonly friendships = new Map<string, PUPPET.payloads.Friendship>()
  readonly invitations = new Map<string, PUPPET.payloads.RoomInvitation>()
  readonly acceptedFriends: string[] = []
  readonly acceptedRooms: string[] = []
  /** Whether a puppet that connects is logged in at once; else it is asked to scan. */
  keepsLogin = true
  onDelivered: (message: Delivered) => void = () => {}
  private readonly files = new Map<string, { name: string; bytes: Buffer }>()
  private readonly aliases = new Map<string, string>()
  private readonly waiting: string[] = []
  private puppet: FakePuppet | undefined
  private nextId = 1

  constructor() {
    this.person(this.selfId, this.selfName)
  }

  createPuppet(): FakePuppet {
    // The mocker takes one puppet in its life; ours follow one another on the same world.
    Reflect.set(this.mocker, '_puppet', undefined)
    return new FakePuppet(this, this.mocker)
  }

  person(id: string, name: string, type = PUPPET.types.Contact.Individual): string {
    if (!this.mocker.cacheContactPayload.has(id)) {
      const payload: PUPPET.payloads.Contact = {
        id,
        name,
        type,
        gender: 0,
        avatar: '',
        phone: [],
        friend: true,
      }
      this.mocker.contactPayload(id, payload)
      this.mocker.ContactMock.create(payload)
    }
    return id
  }

  room(id: string, topic: string, memberIdList: string[]): string {
    const payload: PUPPET.payloads.Room = {
      id,
      topic,
      adminIdList: [],
      memberIdList: [this.selfId, ...memberIdList],
    }
    this.mocker.roomPayload(id, payload)
    return id
  }

  setAlias(roomId: string, contactId: string, alias: string): void {
    this.aliases.set(`${roomId} ${contactId}`, alias)
  }

  aliasIn(roomId: string, contactId: string): string | undefined {
    return this.aliases.get(`${roomId} ${contactId}`)
  }

  /** Somebody says something to us, or in a room; gives the message's id. */
  says(from: string, text: string, options: SaidOptions = {}): string {
    const id = this.keep(from, text, { to: this.selfId, ...options })
    if (this.puppet?.isLoggedIn) this.puppet.emit('message', { messageId: id })
    else this.waiting.push(id)
    return id
  }

  /** The same message once more, as platforms do. */
  repeat(messageId: string): void {
    this.puppet?.emit('message', { messageId })
  }

  quotes(from: string, quoted: Delivered, text: string): string {
    return this.says(from, `「${this.selfName}：${quoted.text}」\n${separator}\n${text}`, { to: quoted.chat })
  }

  deliver(message: Delivered): string {
    if (!this.mocker.cacheContactPayload.has(message.chat) && !this.mocker.cacheRoomPayload.has(message.chat))
      throw new Error(`no such chat ${message.chat}`)
    this.delivered.push(message)
    this.onDelivered(message)
    const { chat, text, mentionIdList, file } = message
    const id = this.keep(this.selfId, text, {
      to: chat,
      ...(mentionIdList ? { mentions: mentionIdList } : {}),
      ...(file ? { file } : {}),
    })
    // The account hears its own words too.
    this.puppet?.emit('message', { messageId: id })
    return id
  }

  heardTexts(chat: string): string[] {
    return this.delivered.filter(one => one.chat === chat && !one.file).map(({ text }) => text)
  }

  fileOf(id: string): { name: string; bytes: Buffer } {
    const file = this.files.get(id)
    if (!file) throw new Error('no filebox cache')
    return file
  }

  connect(puppet: FakePuppet): void {
    this.puppet = puppet
    if (!this.keepsLogin) {
      puppet.emit('scan', {
        qrcode: 'https://login.weixin.qq.com/l/fake',
        status: PUPPET.types.ScanStatus.Waiting,
      })
      return
    }
    this.logIn()
  }

  logIn(): void {
    const { puppet } = this
    if (!puppet) throw new Error('no puppet is connected')
    puppet.login(this.selfId)
    for (const messageId of this.waiting.splice(0)) puppet.emit('message', { messageId })
  }

  async logOut(reason = 'another device'): Promise<void> {
    if (this.puppet?.isLoggedIn) await this.puppet.logout(reason)
  }

  disconnect(puppet: FakePuppet): void {
    if (this.puppet === puppet) this.puppet = undefined
  }

  emitError(message: string): void {
    this.puppet?.emit('error', { gerror: JSON.stringify({ name: 'Error', message }), data: message } as never)
  }

  joins(roomId: string, contactId: string): void {
    this.puppet?.emit('room-join', {
      inviteeIdList: [contactId],
      inviterId: this.selfId,
      roomId,
      timestamp: Date.now(),
    })
  }

  leaves(roomId: string, contactId: string): void {
    this.puppet?.emit('room-leave', {
      removeeIdList: [contactId],
      removerId: contactId,
      roomId,
      timestamp: Date.now(),
    })
  }

  asksToBeFriend(contactId: string): void {
    const id = `friend-${contactId}`
    this.friendships.set(id, {
      id,
      contactId,
      hello: '我是3栋业主',
      type: PUPPET.types.Friendship.Receive,
      timestamp: Date.now(),
      ticket: '',
      scene: 0,
      stranger: '',
    } as unknown as PUPPET.payloads.Friendship)
    this.puppet?.emit('friendship', { friendshipId: id })
  }

  invites(contactId: string, topic: string): void {
    const id = `invite-${topic}`
    this.invitations.set(id, {
      id,
      inviterId: contactId,
      topic,
      avatar: '',
      invitation: '',
      memberCount: 3,
      memberIdList: [],
      receiverId: this.selfId,
      timestamp: Date.now(),
    })
    this.puppet?.emit('room-invite', { roomInvitationId: id })
  }

  private keep(from: string, text: string, options: SaidOptions): string {
    const id = `msg-${process.pid}-${this.nextId++}`
    const { to = this.selfId, file, at = new Date(), mentions = [] } = options
    const isRoom = this.mocker.cacheRoomPayload.has(to)
    if (file) this.files.set(id, file)
    const type = options.type ?? (file ? typeOfFile(file.name) : PUPPET.types.Message.Text)
    this.mocker.cacheMessagePayload.set(id, {
      id,
      talkerId: from,
      text: file ? file.name : text,
      timestamp: at.getTime(),
      type,
      ...(isRoom ? { roomId: to, mentionIdList: mentions } : { listenerId: to }),
    } as PUPPET.payloads.Message)
    return id
  }
}

function typeOfFile(name: string): PUPPET.types.Message {
  if (/\.(jpe?g|png)$/i.test(name)) return PUPPET.types.Message.Image
  if (/\.(silk|amr|mp3|ogg)$/i.test(name)) return PUPPET.types.Message.Audio
  if (/\.mp4$/i.test(name)) return PUPPET.types.Message.Video
  return PUPPET.types.Message.Attachment
}
