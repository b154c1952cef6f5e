import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { WechatyBuilder } from 'wechaty'
import type { Channel, ChannelReport } from '../../src/adapters/channel.ts'
import { createWechatyChannel } from '../../src/adapters/wechat/wechaty/wechaty-channel.ts'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { Gateway } from '../support/fake-wechat/gateway.ts'
import { PuppetService } from '../support/fake-wechat/puppet-service.ts'
import { findFreePort } from '../support/free-port.ts'
import { RecordingInbox } from '../support/recording-inbox.ts'
import { waitUntil } from '../support/wait-until.ts'

/** Real seconds the network is cut for; LINLI_CUT_SECONDS=180 is the full three minutes. */
const cutSeconds = Number(process.env['LINLI_CUT_SECONDS'] ?? 5)
const testMs = 120_000 + cutSeconds * 1_000

class ReportingInbox extends RecordingInbox {
  states(): string[] {
    return this.reports.map(({ state }) => state)
  }
}

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function open(port: number, gateway: Gateway): Promise<{ channel: Channel; inbox: ReportingInbox }> {
  const channel = createWechatyChannel({
    createBot: async () =>
      WechatyBuilder.build({
        puppet: new PuppetService({ endpoint: `127.0.0.1:${port}`, token: gateway.token }) as never,
      }),
    clock: createClock(),
    log: silentLog,
    timings: { retryMs: 20, reconnectMs: 200, checkMs: 500, lifelessMs: 3_000, startMs: 8_000 },
  })
  const inbox = new ReportingInbox()
  await channel.start(inbox)
  closing.push(() => channel.stop())
  return { channel, inbox }
}

async function openGateway(): Promise<Gateway> {
  const gateway = new Gateway(await findFreePort())
  await gateway.start()
  closing.push(() => gateway.kill())
  await gateway.tell({ kind: 'person', id: 'wang', name: '王阿姨' })
  return gateway
}

const to = { channel: 'wechat', chat: 'wang' }
const sees = (inbox: ReportingInbox, state: ChannelReport['state']) =>
  waitUntil(() => (inbox.states().includes(state) ? true : undefined), {
    withinMs: 60_000,
    describe: () => `expected ${state}, reported ${JSON.stringify(inbox.reports)}`,
  })

describe('a wechaty gateway that fails', () => {
  it(
    'is killed and comes back: alarm, refusal meanwhile, and what it brings again is kept once',
    async () => {
      const gateway = await openGateway()
      const { channel, inbox } = await open(gateway.port, gateway)
      await gateway.says('wang', '被杀之前')
      await inbox.waitFor('被杀之前')
      await gateway.kill()
      await sees(inbox, 'disconnected')
      await expect(channel.send({ to, text: '在吗', key: '1' })).rejects.toMatchObject({
        outcome: 'not-sent',
      })
      await gateway.start()
      await gateway.tell({ kind: 'person', id: 'wang', name: '王阿姨' })
      await sees(inbox, 'online')
      // The new process numbers its messages anew; this one repeats the first of its life, as gateways do.
      const id = await gateway.says('wang', '回来之后')
      await inbox.waitFor('回来之后')
      await gateway.tell({ kind: 'repeat', messageId: id })
      await gateway.tell({ kind: 'repeat', messageId: id })
      await channel.send({ to, text: '您好，我们回来了', key: '2' })
      await waitUntil(() => (gateway.heardTexts('wang').length > 0 ? true : undefined))
      await waitUntil(() => (inbox.attempts('回来之后') === 3 ? true : undefined))
      expect(inbox.texts()).toEqual(['被杀之前', '回来之后'])
      expect(gateway.heardTexts('wang')).toEqual(['您好，我们回来了'])
      expect(inbox.states()).toEqual(['disconnected', 'online'])
    },
    testMs,
  )

  it(
    'is logged out on a phone and in again: one alarm, then all clear',
    async () => {
      const gateway = await openGateway()
      const { channel, inbox } = await open(gateway.port, gateway)
      await gateway.says('wang', '退出之前')
      await inbox.waitFor('退出之前')
      await gateway.tell({ kind: 'log-out' })
      await sees(inbox, 'logged-out')
      await expect(channel.send({ to, text: '在吗', key: '1' })).rejects.toMatchObject({
        outcome: 'not-sent',
      })
      await gateway.says('wang', '退出期间的话')
      await gateway.tell({ kind: 'log-in' })
      await sees(inbox, 'online')
      await inbox.waitFor('退出期间的话')
      expect(inbox.texts()).toEqual(['退出之前', '退出期间的话'])
      expect(inbox.states()).toEqual(['logged-out', 'online'])
    },
    testMs,
  )

  it(
    `stands behind a network that is cut for ${cutSeconds} s: alarm by silence, then as before`,
    async () => {
      const gateway = await openGateway()
      const wire = await openWire(gateway.port)
      closing.push(() => wire.close())
      const { channel, inbox } = await open(wire.port, gateway)
      await gateway.says('wang', '断网之前')
      await inbox.waitFor('断网之前')
      wire.cut()
      const late = gateway.says('wang', '断网期间')
      await sees(inbox, 'disconnected')
      await new Promise(resolve => setTimeout(resolve, cutSeconds * 1_000))
      const sending = channel.send({ to, text: '断网期间的答复', key: '1' })
      await expect(sending).rejects.toMatchObject({ outcome: 'not-sent' })
      wire.mend()
      await sees(inbox, 'online')
      await gateway.tell({ kind: 'repeat', messageId: await late })
      await inbox.waitFor('断网期间')
      await channel.send({ to, text: '断网期间的答复', key: '1' })
      await waitUntil(() => (gateway.heardTexts('wang').length > 0 ? true : undefined))
      expect(inbox.texts()).toEqual(['断网之前', '断网期间'])
      expect(gateway.heardTexts('wang')).toEqual(['断网期间的答复'])
    },
    testMs,
  )
})

/** A network between us and the gateway that can be cut: nothing passes, and nobody is told. */
async function openWire(target: number) {
  const sockets = new Set<Socket>()
  let isCut = false
  const server: Server = createServer(near => {
    sockets.add(near)
    near.on('error', () => {})
    if (isCut) return
    const far = connect(target, '127.0.0.1')
    sockets.add(far)
    far.on('error', () => {})
    near.on('data', data => void (isCut || far.write(data)))
    far.on('data', data => void (isCut || near.write(data)))
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  const port = await findFreePort()
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  return {
    port,
    cut: () => {
      isCut = true
    },
    mend: () => {
      isCut = false
      for (const socket of sockets) socket.destroy()
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
