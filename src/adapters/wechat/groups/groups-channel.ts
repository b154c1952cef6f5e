import type { Readable } from 'node:stream'
import { type OutgoingMessage, type SendReceipt, SendRefused } from '../../../messaging/message.ts'
import type { Clock } from '../../../shared/clock.ts'
import { LinliError, messageOf } from '../../../shared/errors.ts'
import type { Log } from '../../../shared/log.ts'
import type { Channel, ChannelInbox } from '../../channel.ts'
import { ApiClient, ApiRefusal } from '../shared/api-client.ts'
import { mapSendError } from '../shared/map-send-error.ts'
import { dropMarks, writeChoices } from '../shared/render-text.ts'
import { waitReal } from '../shared/time.ts'

export interface GroupsChannelOptions {
  corpId: string
  /** Of 客户联系. */
  secret: string
  /** Who owns the groups and confirms what is prepared: their user id in WeCom. */
  sender: string
  apiRoot: string
  clock: Clock
  log: Log
  /** What is prepared and not confirmed yet; from storage. */
  findPrepared(): Promise<{ messageId: string; chat: string }[]>
  /** Real milliseconds between looks at what became of it. */
  timings?: { lookMs?: number }
}

export const groupsChannelName = 'wecom-groups'
/** Bytes of UTF-8 that the platform takes, three for each of WeChat's characters. */
const textLimit = Math.floor(4_000 / 3)
/** `status` of one group: waits for the member, has gone, or did not go. */
const statuses = { waits: 0, gone: 1 } as const

interface SendResult {
  next_cursor?: string
  send_list?: { chat_id?: string; status?: number }[]
}

/**
 * Gives the channel to WeChat customer groups. Nothing is sent by itself: WeCom takes a message as prepared, and a member of
 * staff confirms it in WeCom. It hears nobody.
 */
export function createGroupsChannel(options: GroupsChannelOptions): Channel {
  return new GroupsChannel(options)
}

class GroupsChannel implements Channel {
  readonly name = groupsChannelName
  readonly capabilities = {
    textLimit,
    buttons: false,
    groups: true,
    files: false,
    sendsFiles: false,
    changesSent: false,
  }
  private readonly options: GroupsChannelOptions
  private readonly api: ApiClient
  private stopping = new AbortController()
  private looking: Promise<void> = Promise.resolve()

  constructor(options: GroupsChannelOptions) {
    this.options = options
    const { corpId, secret, apiRoot } = options
    this.api = new ApiClient({
      root: apiRoot,
      askToken: async request => {
        const query = new URLSearchParams({ corpid: corpId, corpsecret: secret })
        const answer = await request(`/cgi-bin/gettoken?${query}`)
        return { token: String(answer['access_token']), lifeSeconds: Number(answer['expires_in'] ?? 7200) }
      },
    })
  }

  async start(inbox: ChannelInbox): Promise<void> {
    this.stopping = new AbortController()
    try {
      await this.look(inbox)
      await this.api.call('/cgi-bin/externalcontact/groupchat/list', {
        limit: 1,
        owner_filter: { userid_list: [this.options.sender] },
      })
    } catch (error) {
      if (error instanceof ApiRefusal)
        throw new LinliError(
          'wechat-refused',
          `WeCom refuses WECOM_GROUPS_SECRET or WECOM_GROUPS_SENDER: ${error.message}`,
        )
      this.options.log.warn({ error: messageOf(error) }, 'WeCom could not be reached for customer groups')
    }
    this.looking = this.lookAgain(inbox)
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await this.looking
  }

  /** Prepares one message for one group; rejects as the outbox understands it. */
  async send(message: OutgoingMessage): Promise<SendReceipt> {
    if (message.change) throw new SendRefused('invalid', 'WeCom cannot change what was prepared')
    if (message.attachment) throw new SendRefused('invalid', 'customer groups take words only')
    const content = writeChoices(dropMarks(message.text), message.buttons, '')
    if (content.trim() === '') throw new SendRefused('invalid', 'a message needs text')
    const { chat } = message.to
    try {
      const answer = await this.api.call<{ msgid?: string; fail_list?: string[] }>(
        '/cgi-bin/externalcontact/add_msg_template',
        { chat_type: 'group', sender: this.options.sender, chat_id_list: [chat], text: { content } },
      )
      if (answer.fail_list?.length)
        throw new SendRefused('chat-gone', "the group is not the sender's any more")
      return { messageId: String(answer.msgid), isPrepared: true }
    } catch (error) {
      throw mapSendError(error)
    }
  }

  async showTyping(): Promise<void> {}

  fetchFile(): Promise<Readable> {
    return Promise.reject(new SendRefused('invalid', 'customer groups bring no files'))
  }

  private async lookAgain(inbox: ChannelInbox): Promise<void> {
    const { clock, log, timings } = this.options
    const { signal } = this.stopping
    for (;;) {
      await waitReal(clock, timings?.lookMs ?? 300_000, signal)
      if (signal.aborted) return
      try {
        await this.look(inbox)
      } catch (error) {
        log.warn({ error: messageOf(error) }, 'WeCom could not be asked what became of prepared messages')
      }
    }
  }

  private async look(inbox: ChannelInbox): Promise<void> {
    for (const { messageId, chat } of await this.options.findPrepared()) {
      if (this.stopping.signal.aborted) return
      const { send_list: list = [] } = await this.api.call<SendResult>(
        '/cgi-bin/externalcontact/get_groupmsg_send_result',
        { msgid: messageId, userid: this.options.sender, limit: 500 },
      )
      const status = list.find(one => one.chat_id === chat)?.status ?? statuses.waits
      const place = { channel: groupsChannelName, messageId }
      if (status === statuses.gone) await inbox.setConfirmed?.(place)
      else if (status !== statuses.waits)
        await inbox.setUndelivered?.({ ...place, reason: `status ${status}` })
    }
  }
}
