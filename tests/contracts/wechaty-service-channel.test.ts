import { WechatyBuilder } from 'wechaty'
import { createWechatyChannel } from '../../src/adapters/wechat/wechaty/wechaty-channel.ts'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { Gateway } from '../support/fake-wechat/gateway.ts'
import { createWechatHarness, wechatySkips } from '../support/fake-wechat/harness.ts'
import { PuppetService } from '../support/fake-wechat/puppet-service.ts'
import { findFreePort } from '../support/free-port.ts'
import { describeChannel } from './channel.contract.ts'

describeChannel({
  name: 'wechat by wechaty over gRPC to another process',
  skip: {
    ...wechatySkips,
    stop: 'a gateway tells its messages to whoever listens and keeps none for later; the stop is proved over the mock puppet',
  },
  create: async () => {
    const gateway = new Gateway(await findFreePort())
    await gateway.start()
    const channel = createWechatyChannel({
      createBot: async () =>
        WechatyBuilder.build({
          puppet: new PuppetService({
            endpoint: `127.0.0.1:${gateway.port}`,
            token: gateway.token,
          }) as never,
        }),
      clock: createClock(),
      log: silentLog,
      timings: { retryMs: 20, reconnectMs: 20 },
    })
    return createWechatHarness(channel, {
      person: async (id, name) => void (await gateway.tell({ kind: 'person', id, name })),
      room: async (id, topic, members) => void (await gateway.tell({ kind: 'room', id, topic, members })),
      says: async (from, text, options) => void (await gateway.says(from, text, options)),
      heardTexts: chat => gateway.heardTexts(chat),
      disconnect: () => gateway.kill(),
      selfName: '邻里小助手',
      close: () => gateway.kill(),
    })
  },
})
