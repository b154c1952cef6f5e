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
