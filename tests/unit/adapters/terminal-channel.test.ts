import { PassThrough } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import type { ChannelInbox } from '../../../src/adapters/channel.ts'
import { TerminalChannel } from '../../../src/adapters/terminal/terminal-channel.ts'
import { type IncomingMessage, SendFailed, SendRefused } from '../../../src/messaging/message.ts'
import { createClock } from '../../../src/shared/clock.ts'

const to = { channel: 'terminal', chat: 'terminal' }

async function startChannel(receive?: (message: IncomingMessage) => Promise<void>) {
  const input = new PassThrough()
  const output = new PassThrough({ encoding: 'utf8' })
  const received: IncomingMessage[] = []
  const inbox: ChannelInbox = {
    receive: receive ?? (async message => void received.push(message)),
    edit: async () => undefined,
    moveChat: async () => undefined,
    setReachable: async () => undefined,
  }
  let written = ''
  output.on('data', data => {
    written += data
  })
  // Waiting for the last reply takes seconds; they pass a hundred times as fast here.
  const channel = new TerminalChannel({ input, output, clock: createClock(100), interactive: false })
  await channel.start(inbox)
  return { channel, input, output, received, readOutput: () => written }
}

describe('TerminalChannel', () => {
  it('hands in each line as a private message with an id of its own, in order', async () => {
    const { channel, input, received } = await startChannel()
    input.write('水管漏了\n\n  3栋104  \n')
    await vi.waitFor(() => expect(received).toHaveLength(2))
    expect(received.map(message => message.text)).toEqual(['水管漏了', '3栋104'])
    expect(received[0]).toMatchObject({
      channel: 'terminal',
      chatKind: 'private',
      addressed: true,
      attachments: [],
    })
    expect(received[0]?.messageId).not.toBe(received[1]?.messageId)
    await channel.stop()
  })

  it('sends a line of a pipe once the line before is answered, and chooses by the buttons of that answer', async () => {
    const { channel, input, received } = await startChannel()
    input.write('你好\n1\n')
    await vi.waitFor(() => expect(received).toHaveLength(1))
    await channel.send({
      to,
      text: '怎么帮您？',
      buttons: [[{ label: '转人工', value: 'human' }]],
      key: 'k1',
    })
    await vi.waitFor(() => expect(received).toHaveLength(2))
    expect(received[1]).toMatchObject({ text: '转人工', button: 'human' })
    await channel.stop()
  })

  it('keeps lines one after another', async () => {
    const kept: string[] = []
    const { channel, input } = await startChannel(async message => {
      await new Promise(resolve => setTimeout(resolve, message.text === '一' ? 30 : 0))
      kept.push(message.text)
    })
    input.write('一\n二\n')
    await vi.waitFor(() => expect(kept).toEqual(['一', '二']))
    await channel.stop()
  })

  it('shows replies without marks and buttons as numbered choices', async () => {
    const { channel, readOutput } = await startChannel()
    const buttons = [[{ label: '转人工', value: 'human' }], [{ label: '开工单', value: 'ticket' }]]
    const receipt = await channel.send({ to, text: '**已派单**，请放心', buttons, key: 'k1' })
    expect(receipt.messageId).not.toBe('')
    await vi.waitFor(() => expect(readOutput()).toContain('已派单，请放心\n  1. 转人工\n  2. 开工单\n'))
    await channel.stop()
  })

  it('takes the number of a choice as its button, once', async () => {
    const { channel, input, received } = await startChannel()
    await channel.send({
      to,
      text: '怎么帮您？',
      buttons: [[{ label: '转人工', value: 'human' }]],
      key: 'k1',
    })
    input.write('1\n1\n')
    await vi.waitFor(() => expect(received).toHaveLength(2))
    expect(received[0]).toMatchObject({ text: '转人工', button: 'human' })
    expect(received[1]).toMatchObject({ text: '1' })
    expect(received[1]).not.toHaveProperty('button')
    await channel.stop()
  })

  it('takes a number beyond the choices as text', async () => {
    const { channel, input, received } = await startChannel()
    await channel.send({ to, text: '几分？', buttons: [[{ label: '好', value: 'good' }]], key: 'k1' })
    input.write('5\n')
    await vi.waitFor(() => expect(received).toHaveLength(1))
    expect(received[0]).toMatchObject({ text: '5' })
    expect(received[0]).not.toHaveProperty('button')
    await channel.stop()
  })

  it('reads a command and its words', async () => {
    const { channel, input, received } = await startChannel()
    input.write('/bind A1B2\n')
    await vi.waitFor(() =>
      expect(received[0]).toMatchObject({ text: '/bind A1B2', command: { name: 'bind', args: 'A1B2' } }),
    )
    await channel.stop()
  })

  it('is left at /quit, which is no message', async () => {
    const { channel, input, received } = await startChannel()
    input.write('/quit\n')
    await channel.left
    expect(received).toEqual([])
    await channel.stop()
  })

  it('waits at the end of the input for the reply that is owed', async () => {
    const { channel, input, received, readOutput } = await startChannel()
    let hasLeft = false
    void channel.left.then(() => {
      hasLeft = true
    })
    input.end('水管漏了\n')
    await vi.waitFor(() => expect(received).toHaveLength(1))
    expect(hasLeft).toBe(false)
    await channel.send({ to, text: '收到', key: 'k1' })
    await channel.left
    expect(readOutput()).toContain('收到')
  })

  it('says so when a line could not be kept', async () => {
    const { channel, input, readOutput } = await startChannel(() => Promise.reject(new Error('disk full')))
    input.write('水管漏了\n')
    await vi.waitFor(() => expect(readOutput()).toContain('没有记下这条'))
    await channel.stop()
  })

  it('rejects with the errors of a channel only', async () => {
    const { channel, output } = await startChannel()
    await expect(channel.send({ to: { ...to, channel: 'web' }, text: '好', key: 'k' })).rejects.toThrow(
      SendRefused,
    )
    await expect(channel.send({ to, text: '', key: 'k' })).rejects.toThrow(SendRefused)
    await expect(channel.fetchFile('x')).rejects.toThrow(SendRefused)
    output.end()
    await expect(channel.send({ to, text: '好', key: 'k' })).rejects.toThrow(SendFailed)
    await channel.stop()
  })
})
