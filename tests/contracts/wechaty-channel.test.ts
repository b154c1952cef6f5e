import { WechatyBuilder } from 'wechaty'
import { createWechatyChannel } from '../../src/adapters/wechat/wechaty/wechaty-channel.ts'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { FakeWeChat } from '../support/fake-wechat/fake-wechat.ts'
import { createWechatHarness, wechatySkips } from '../support/fake-wechat/harness.ts'
import { describeChannel } from './channel.contract.ts'

describeChannel({
  name: 'wechat by wechaty over the mock puppet',
  skip: wechatySkips,
  create: async () => {
    const world = new FakeWeChat()
    const channel = createWechatyChannel({
      createBot: async () =>
        WechatyBuilder.build({ name: `mock-${Math.random()}`, puppet: world.createPuppet() as never }),
      clock: createClock(),
      log: silentLog,
      timings: { retryMs: 20, reconnectMs: 20 },
    })
    return createWechatHarness(channel, {
      person: async (id, name) => void world.person(id, name),
      room: async (id, topic, members) => void world.room(id, topic, members),
      says: async (from, text, options) => void world.says(from, text, options),
      heardTexts: chat => world.heardTexts(chat),
      disconnect: () => world.logOut(),
      selfName: world.selfName,
      close: async () => {},
    })
  },
})
