import { createId } from '../../src/shared/ids.ts'
import type { Company } from './talk.ts'

/** Lines of a protest about lifts, strong enough to raise an alert together. */
export const protestLines: readonly string[] = [
  '电梯又坏了，这个月第几次了',
  '打物业电话没人接',
  '收电梯费的时候没见它坏',
  '管家装死呢',
  '二十几层天天爬，谁来给个说法',
  '物业太不负责任了',
]

/** A group of residents in which each line stands half a minute after the last and is looked at at once. */
export function createGroupTalk(company: Company, chat = createId()) {
  const write = async (user: string, text: string): Promise<void> => {
    company.clock.advance(30_000)
    await company.app.inbox.receive({
      channel: 'test',
      chat,
      chatKind: 'group',
      messageId: createId(),
      sender: { id: user, name: user },
      sentAt: company.clock.now(),
      addressed: false,
      text,
      attachments: [],
    })
    await company.app.watcher.flush()
  }
  const protest = async (people = protestLines.length, lines = protestLines): Promise<void> => {
    for (let at = 0; at < people; at++) await write(`${chat}-u${at}`, lines[at % lines.length] ?? '')
  }
  return { chat, write, protest }
}
