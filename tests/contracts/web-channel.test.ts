import { expect, it } from 'vitest'
import { waitUntil } from '../support/wait-until.ts'
import { startWebChat } from '../support/web-chat.ts'
import { WebVisitor } from '../support/web-visitor.ts'
import { type ChannelHarness, type ChannelPerson, describeChannel } from './channel.contract.ts'

describeChannel({
  name: 'web',
  create: createHarness,
  skip: {
    blocked: 'a visitor of a page cannot block us',
    throttled: 'our own server asks nobody for patience',
    unreachable: 'what is sent is stored already; a page that is away reads it later',
    groups: 'a page has one person',
  },
})

it('shows the words of a person as theirs while the page is open, and all else as the assistant’s', async () => {
  const chat = await startWebChat()
  const visitor = await WebVisitor.enter(chat.url)
  const to = { channel: 'web', chat: visitor.chat }
  await chat.channel.send({ to, text: '工单已处理完成', key: '1' })
  await chat.channel.send({ to, text: '我是小王', key: '2', isFromPerson: true })
  await waitUntil(() => visitor.lines.length >= 2 || undefined)
  expect(visitor.lines.map(({ from }) => from)).toEqual(['bot', 'staff'])
  visitor.leave()
  await chat.stop()
})

interface WebPerson extends ChannelPerson {
  visitor: WebVisitor
}

async function createHarness(): Promise<ChannelHarness> {
  const chat = await startWebChat({ started: false })
  const visitors: WebVisitor[] = []
  const visitorOf = (person: ChannelPerson) => (person as WebPerson).visitor
  return {
    channel: chat.channel,
    person: async () => {
      const visitor = await WebVisitor.enter(chat.url)
      visitors.push(visitor)
      const person: WebPerson = {
        visitor,
        chat: visitor.chat,
        says: async text => visitor.says(text),
        heardTexts: () => visitor.heardTexts(),
      }
      return person
    },
    pressButton: async (person, label) => {
      const visitor = visitorOf(person)
      const shown = () => visitor.lines.some(line => line.buttons?.flat().some(one => one.label === label))
      await waitUntil(() => shown() || undefined)
      visitor.presses(label)
    },
    sendFile: async (person, bytes, caption) =>
      visitorOf(person).sendsFile(Buffer.from(bytes), '漏水.pdf', caption),
    close: async () => {
      for (const visitor of visitors) visitor.leave()
      await chat.stop()
    },
  }
}
