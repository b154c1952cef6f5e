import type { Channel } from '../../../src/adapters/channel.ts'
import type { ChannelHarness, ChannelPerson } from '../../contracts/channel.contract.ts'
import { waitUntil } from '../wait-until.ts'
import type { SaidOptions } from './fake-wechat.ts'

/** What a test does at WeChat's side, in this process or in another. */
export interface WeChatWorld {
  person(id: string, name: string): Promise<void>
  room(id: string, topic: string, members: string[]): Promise<void>
  says(from: string, text: string, options?: SaidOptions): Promise<void>
  heardTexts(chat: string): string[]
  disconnect(): Promise<void>
  selfName: string
  close(): Promise<void>
}

export const wechatySkips = {
  blocked: 'the protocols of personal accounts do not tell that somebody blocked us',
  throttled: 'the protocols of personal accounts name no waiting time',
}

/** The contract's view of WeChat as people use it. */
export function createWechatHarness(channel: Channel, world: WeChatWorld): ChannelHarness {
  let next = 0
  const meet = (id: string, chat: string): ChannelPerson & { id: string } => ({
    id,
    chat,
    says: text => world.says(id, text, chat === id ? {} : { to: chat }),
    heardTexts: () => world.heardTexts(chat),
  })
  const newPerson = async (name: string) => {
    next += 1
    const id = `wxid_${next}`
    await world.person(id, name)
    return id
  }
  return {
    channel,
    hasCaptions: false,
    person: async name => {
      const id = await newPerson(name)
      return meet(id, id)
    },
    groupMember: async name => {
      const id = await newPerson(name)
      await world.room('3@chatroom', '3栋业主群', [id])
      const member = meet(id, '3@chatroom')
      return {
        ...member,
        saysToUs: text => world.says(id, `@${world.selfName}\u2005${text}`, { to: '3@chatroom' }),
      }
    },
    pressButton: async (person, label) => {
      const number = await waitUntil(() =>
        person
          .heardTexts()
          .join('\n')
          .match(new RegExp(`^(\\d+)\\. ${label}$`, 'm'))
          ?.at(1),
      )
      await person.says(number)
    },
    sendFile: async (person, bytes) => {
      const { id } = person as ChannelPerson & { id: string }
      await world.says(id, '', { file: { name: '照片.jpg', bytes } })
    },
    disconnect: () => world.disconnect(),
    close: () => world.close(),
  }
}
