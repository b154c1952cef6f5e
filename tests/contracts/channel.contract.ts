import type { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../src/adapters/channel.ts'
import {
  type OutgoingMessage,
  SendFailed,
  type SendReceipt,
  SendRefused,
  SendThrottled,
} from '../../src/messaging/message.ts'
import { RecordingInbox } from '../support/recording-inbox.ts'
import { waitUntil } from '../support/wait-until.ts'

/** A person at the other end of the channel. Write each part with what the platform's own clients do. */
export interface ChannelPerson {
  /** Chat id by which the channel reaches this person (or, of a group member, the group). */
  chat: string
  says(text: string): Promise<unknown>
  /** Texts that reached the person, oldest first, as a reader sees them: without marks. */
  heardTexts(): string[]
}

/** What a channel's test brings. A part that the platform has not is left out, and its cases named in `skip`. */
export interface ChannelHarness {
  channel: Channel
  /** A person alone with us, who has written before if the platform asks for that. */
  person(name: string): Promise<ChannelPerson>
  /** Two ways to write in a group: so that we are meant, and beside us. */
  groupMember?(name: string): Promise<ChannelPerson & { saysToUs(text: string): Promise<unknown> }>
  pressButton?(person: ChannelPerson, label: string): Promise<unknown>
  sendFile?(person: ChannelPerson, bytes: Buffer, caption: string): Promise<unknown>
  /** False where files come without words: the file is then a message of its own. */
  hasCaptions?: boolean
  block?(person: ChannelPerson): Promise<unknown>
  /** Makes the platform ask for patience at the next send. */
  throttleNextSend?(seconds: number): void
  /** From now on nobody answers at the platform's address. */
  disconnect?(): Promise<void>
  close(): Promise<void>
}

export type ChannelCase =
  | 'redelivery'
  | 'stop'
  | 'emphasis'
  | 'buttons'
  | 'files'
  | 'blocked'
  | 'throttled'
  | 'unreachable'
  | 'groups'

export interface ChannelContract {
  name: string
  create(): Promise<ChannelHarness>
  /** Cases that cannot be on this platform, each with its reason; it shows in the test's title. */
  skip?: Partial<Record<ChannelCase, string>>
}

/** The suite that every channel passes: what `src/adapters/channel.ts` promises, proved at the platform's side. */
export function describeChannel({ name, create, skip = {} }: ChannelContract): void {
  describe(`channel ${name}`, () => {
    let harness: ChannelHarness
    let inbox: RecordingInbox

    beforeEach(async () => {
      harness = await create()
      inbox = new RecordingInbox()
      await harness.channel.start(inbox)
    })
    afterEach(async () => {
      await harness.channel.stop()
      await harness.close()
    })

    const test = (about: ChannelCase | 'always', title: string, run: () => Promise<void>) => {
      const reason = about === 'always' ? undefined : skip[about]
      if (reason === undefined) it(title, run)
      else it.skip(`${title} (not here: ${reason})`, () => {})
    }
    const sendTo = (person: ChannelPerson, text: string, more: Partial<OutgoingMessage> = {}) =>
      harness.channel.send({
        to: { channel: harness.channel.name, chat: person.chat },
        text,
        key: `key-${text.length}-${text.slice(0, 20)}`,
        ...more,
      })

    test('always', 'hands in what a person says, once, with who and where', async () => {
      const wang = await harness.person('王阿姨')
      await wang.says('厨房水管漏水了，3栋1单元502')
      const message = await inbox.waitFor('厨房水管漏水了，3栋1单元502')
      expect(message).toMatchObject({
        channel: harness.channel.name,
        chat: wang.chat,
        chatKind: 'private',
        addressed: true,
        attachments: [],
      })
      expect(message.sender.id).not.toBe('')
      expect(message.messageId).not.toBe('')
      await wang.says('谢谢')
      const next = await inbox.waitFor('谢谢')
      expect(next.messageId).not.toBe(message.messageId)
      expect(next.sender.id).toBe(message.sender.id)
      expect(inbox.texts()).toEqual(['厨房水管漏水了，3栋1单元502', '谢谢'])
    })

    test('always', 'keeps the order of one person who writes fast', async () => {
      const wang = await harness.person('王阿姨')
      const lines = Array.from({ length: 12 }, (_, index) => `第${index + 1}句`)
      for (const line of lines) await wang.says(line)
      await inbox.waitFor('第12句')
      expect(inbox.texts()).toEqual(lines)
    })

    test('always', 'tells two people apart', async () => {
      const [wang, li] = [await harness.person('王阿姨'), await harness.person('李先生')]
      await wang.says('我是王')
      await li.says('我是李')
      const [one, other] = [await inbox.waitFor('我是王'), await inbox.waitFor('我是李')]
      expect(one.chat).not.toBe(other.chat)
      expect(one.sender.id).not.toBe(other.sender.id)
    })

    test('redelivery', 'offers a message again that could not be kept', async () => {
      inbox.failNext(2)
      const wang = await harness.person('王阿姨')
      await wang.says('电梯停在五楼')
      await inbox.waitFor('电梯停在五楼')
      expect(inbox.attempts('电梯停在五楼')).toBe(3)
      expect(inbox.texts()).toEqual(['电梯停在五楼'])
    })

    test('redelivery', 'lets one message that is slow to keep not hold up other people', async () => {
      const release = inbox.holdBack('慢的一句')
      const [wang, li] = [await harness.person('王阿姨'), await harness.person('李先生')]
      await wang.says('慢的一句')
      await waitUntil(() => (inbox.attempts('慢的一句') > 0 ? true : undefined))
      await li.says('别人的消息')
      await inbox.waitFor('别人的消息')
      expect(inbox.texts()).toEqual(['别人的消息'])
      release()
      await inbox.waitFor('慢的一句')
    })

    test('stop', 'waits at the stop for what is being kept, and takes nothing after it', async () => {
      const release = inbox.holdBack('停机前的话')
      const wang = await harness.person('王阿姨')
      await wang.says('停机前的话')
      await waitUntil(() => (inbox.attempts('停机前的话') > 0 ? true : undefined))
      let over = false
      const stopped = harness.channel.stop().then(() => {
        over = true
      })
      await new Promise(resolve => setTimeout(resolve, 30))
      expect(over).toBe(false)
      release()
      await stopped
      expect(inbox.texts()).toEqual(['停机前的话'])
      await wang.says('停机后的话').catch(() => {})
      expect(inbox.attempts('停机后的话')).toBe(0)
      const later = new RecordingInbox()
      await harness.channel.start(later)
      await later.waitFor('停机后的话')
      expect(later.texts().filter(text => text === '停机后的话')).toHaveLength(1)
    })

    test('always', 'brings a message to the person it is for, and to nobody else', async () => {
      const [wang, li] = [await harness.person('王阿姨'), await harness.person('李先生')]
      const receipt = await sendTo(wang, '您的报修已收到。')
      expect(receipt.messageId).not.toBe('')
      await heard(wang, '您的报修已收到。')
      expect(li.heardTexts()).not.toContain('您的报修已收到。')
    })

    test('always', 'gives each sent message its own id', async () => {
      const wang = await harness.person('王阿姨')
      const receipts: SendReceipt[] = [await sendTo(wang, '一'), await sendTo(wang, '二')]
      expect(new Set(receipts.map(({ messageId }) => messageId)).size).toBe(2)
    })

    test('always', 'carries every special character as it is', async () => {
      const text = '_*[]()~`>#+-=|{}.!<&"\'\\ 5*3=15 a_b_c <b>不是标签</b> &amp; 【】😀👨‍👩‍👧 ﷽'
      const wang = await harness.person('王阿姨')
      await sendTo(wang, text)
      await heard(wang, text)
    })

    test('always', 'carries a text of exactly its limit', async () => {
      const wang = await harness.person('王阿姨')
      const text = '水'.repeat(harness.channel.capabilities.textLimit)
      await sendTo(wang, text)
      await heard(wang, text)
    })

    test('emphasis', 'shows **emphasis** without its stars and is never refused for it', async () => {
      const wang = await harness.person('王阿姨')
      await sendTo(wang, '工单 **WX-1** 已派单，**今天 18:00** 前上门。😀**好**')
      await heard(wang, '工单 WX-1 已派单，今天 18:00 前上门。😀好')
      await sendTo(wang, '**_*[x]*_** 与没有配对的 ** 星号')
      await heard(wang, '_*[x]*_ 与没有配对的 ** 星号')
    })

    test('buttons', 'shows buttons and hands in the value of the one pressed, once each press', async () => {
      const wang = await harness.person('王阿姨')
      const value = `rate:${'x'.repeat(59)}`
      await sendTo(wang, '处理得怎么样？', {
        buttons: [[{ label: '满意', value }], [{ label: '不满意', value: 'rate:1' }]],
      })
      await harness.pressButton?.(wang, '满意')
      await harness.pressButton?.(wang, '满意')
      await waitUntil(() => (inbox.kept.length >= 2 ? true : undefined))
      const presses = inbox.kept
      expect(presses.map(({ button }) => button)).toEqual([value, value])
      expect(presses[0]).toMatchObject({ chat: wang.chat, addressed: true, chatKind: 'private' })
      expect(new Set(presses.map(({ messageId }) => messageId)).size).toBe(2)
    })

    test('files', 'hands in a file with its caption and gives its bytes back', async () => {
      const wang = await harness.person('王阿姨')
      // A channel may look at the first bytes to tell what a file is.
      const bytes = Buffer.concat([
        Buffer.from('%PDF-1.4\n'),
        Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 251)),
      ])
      await harness.sendFile?.(wang, bytes, '漏水的地方')
      const message =
        harness.hasCaptions === false
          ? await waitUntil(() => inbox.kept.find(one => one.attachments.length > 0))
          : await inbox.waitFor('漏水的地方')
      expect(message.attachments).toHaveLength(1)
      const reference = message.attachments[0]?.reference ?? ''
      const fetched = await readAll(await harness.channel.fetchFile(reference))
      expect(fetched.equals(bytes)).toBe(true)
    })

    test('files', 'refuses a file that is not there', async () => {
      await expect(harness.channel.fetchFile('no-such-file')).rejects.toBeInstanceOf(SendRefused)
    })

    test('blocked', 'reports a person who blocked us, on sending too', async () => {
      const wang = await harness.person('王阿姨')
      await wang.says('你好')
      const { sender } = await inbox.waitFor('你好')
      await harness.block?.(wang)
      await waitUntil(() => inbox.reachability.find(entry => entry.sender === sender.id && !entry.reachable))
      const refusal = await sendTo(wang, '在吗').catch((error: unknown) => error)
      expect(refusal).toBeInstanceOf(SendRefused)
      expect(refusal).toMatchObject({ reason: 'blocked' })
    })

    test('throttled', 'passes on how long the platform wants us to wait', async () => {
      const wang = await harness.person('王阿姨')
      harness.throttleNextSend?.(7)
      const refusal = await sendTo(wang, '通知').catch((error: unknown) => error)
      expect(refusal).toBeInstanceOf(SendThrottled)
      expect(refusal).toMatchObject({ retryAfterMs: 7000 })
      await sendTo(wang, '通知')
      expect(wang.heardTexts()).toEqual(['通知'])
    })

    test('unreachable', 'says that a message was not sent when nobody answers', async () => {
      const wang = await harness.person('王阿姨')
      await harness.disconnect?.()
      const failure = await sendTo(wang, '通知').catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(SendFailed)
      expect(failure).toMatchObject({ outcome: 'not-sent' })
      await expect(
        harness.channel.showTyping({ channel: harness.channel.name, chat: wang.chat }),
      ).resolves.toBeUndefined()
    })

    test('groups', 'tells in a group what is meant for us from what is not', async () => {
      const wang = await harness.groupMember?.('王阿姨')
      if (!wang) throw new Error('a channel with groups needs groupMember')
      await wang.says('楼下又堆垃圾了')
      const beside = await inbox.waitFor('楼下又堆垃圾了')
      expect(beside).toMatchObject({ chat: wang.chat, chatKind: 'group', addressed: false })
      await wang.saysToUs('物业费怎么交')
      const meant = await inbox.waitFor('物业费怎么交')
      expect(meant).toMatchObject({ chat: wang.chat, chatKind: 'group', addressed: true })
      expect(meant.sender).toEqual(beside.sender)
      await sendTo(wang, '可以在小程序交。')
      await heard(wang, '可以在小程序交。')
    })
  })
}

async function heard(person: ChannelPerson, text: string): Promise<void> {
  await waitUntil(() => person.heardTexts().find(one => one === text), {
    describe: () => `expected ${JSON.stringify(text)}, heard ${JSON.stringify(person.heardTexts())}`,
  })
}

async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
