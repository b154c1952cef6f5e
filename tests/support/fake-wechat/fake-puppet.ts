import { FileBox, type FileBoxInterface } from 'file-box'
import type * as PUPPET from 'wechaty-puppet'
import { type mock, PuppetMock } from 'wechaty-puppet-mock'

/** WeChat's side of a puppet. */
export interface PuppetWorld {
  connect(puppet: FakePuppet): void
  disconnect(puppet: FakePuppet): void
  deliver(message: {
    chat: string
    text: string
    mentionIdList?: string[]
    file?: { name: string; bytes: Buffer }
  }): string
  fileOf(id: string): { name: string; bytes: Buffer }
  aliasIn(roomId: string, contactId: string): string | undefined
  readonly cards: Map<string, string>
  readonly friendships: Map<string, PUPPET.payloads.Friendship>
  readonly invitations: Map<string, PUPPET.payloads.RoomInvitation>
  readonly acceptedFriends: string[]
  readonly acceptedRooms: string[]
}

/** The mock puppet with what it leaves out: ids of what is sent, aliases, and a platform that keeps what nobody took. */
export class FakePuppet extends PuppetMock {
  private readonly world: PuppetWorld

  constructor(world: PuppetWorld, mocker: mock.Mocker) {
    super({ mocker })
    this.world = world
  }

  override async onStart(): Promise<void> {
    await super.onStart()
    setImmediate(() => this.world.connect(this))
  }

  override async onStop(): Promise<void> {
    this.world.disconnect(this)
    await super.onStop()
  }

  override ding(data?: string): void {
    setImmediate(() => this.emit('dong', { data: data ?? '' }))
  }

  // The mock says that it gives nothing back; every puppet may give the id, and wechaty needs it.
  override async messageSendText(chat: string, text: string, mentionIdList?: string[]): Promise<never> {
    if (!this.isLoggedIn) throw new Error('not logged in')
    return this.world.deliver({ chat, text, ...(mentionIdList ? { mentionIdList } : {}) }) as never
  }

  override async messageSendFile(chat: string, file: FileBoxInterface): Promise<never> {
    if (!this.isLoggedIn) throw new Error('not logged in')
    const bytes = await file.toBuffer()
    return this.world.deliver({ chat, text: '', file: { name: file.name, bytes } }) as never
  }

  override async messageFile(id: string): Promise<FileBoxInterface> {
    const file = this.world.fileOf(id)
    return FileBox.fromBase64(file.bytes.toString('base64'), file.name)
  }

  override async messageContact(id: string): Promise<string> {
    return this.world.cards.get(id) ?? ''
  }

  override async roomMemberRawPayload(
    roomId: string,
    contactId: string,
  ): Promise<PUPPET.payloads.RoomMember> {
    const { name, avatar } = await this.contactPayload(contactId)
    const roomAlias = this.world.aliasIn(roomId, contactId)
    return { id: contactId, name, avatar, ...(roomAlias ? { roomAlias } : {}) }
  }

  override async friendshipRawPayload(id: string): Promise<PUPPET.payloads.Friendship> {
    return this.world.friendships.get(id) as PUPPET.payloads.Friendship
  }

  override async friendshipAccept(id: string): Promise<void> {
    this.world.acceptedFriends.push(id)
  }

  override async roomInvitationRawPayload(id: string): Promise<PUPPET.payloads.RoomInvitation> {
    return this.world.invitations.get(id) as PUPPET.payloads.RoomInvitation
  }

  override async roomInvitationAccept(id: string): Promise<void> {
    this.world.acceptedRooms.push(id)
  }
}
