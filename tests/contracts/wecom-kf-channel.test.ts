import { createKfChannel, kfCallbackPath } from '../../src/adapters/wechat/kf/kf-channel.ts'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { FakeWecom } from '../support/fake-wechat-doors/fake-wecom.ts'
import { memoryCursors, openSite } from '../support/fake-wechat-doors/open-site.ts'
import { type ChannelHarness, type ChannelPerson, describeChannel } from './channel.contract.ts'

describeChannel({
  name: 'WeCom customer service (微信客服)',
  create: createHarness,
  skip: {
    blocked: 'WeCom takes the message and tells of the refusal by an event later; tested in its own file',
    throttled: 'error 45009 names no waiting time; a minute is tested in its own file',
    groups: 'customer service is one person with one account',
  },
})

type Customer = ChannelPerson & { id: string }

async function createHarness(): Promise<ChannelHarness> {
  const wecom = new FakeWecom()
  await wecom.start()
  const channel = createKfChannel({
    corpId: wecom.corpId,
    secret: wecom.secret,
    token: wecom.token,
    aesKey: wecom.aesKey,
    apiRoot: wecom.root,
    cursors: memoryCursors(),
    clock: createClock(),
    log: silentLog,
    timings: { lookMs: 60_000, retryMs: 20, requestTimeoutMs: 2_000 },
  })
  const site = await openSite(channel)
  wecom.callbackUrl = `${site.url}${kfCallbackPath}`
  let next = 0
  const idOf = (person: ChannelPerson) => (person as Customer).id
  return {
    channel,
    hasCaptions: false,
    person: async () => {
      next += 1
      const id = `wmCustomer${next}`
      const person: Customer = {
        id,
        chat: `${wecom.openKfId}:${id}`,
        says: text => wecom.says(id, text),
        heardTexts: () => wecom.heardTexts(id),
      }
      // A customer who came by the link of the account; what they do counts as a word.
      wecom.meets(id)
      return person
    },
    pressButton: (person, label) => wecom.presses(idOf(person), label),
    sendFile: (person, bytes) => wecom.sendsFile(idOf(person), bytes),
    disconnect: () => wecom.stop(),
    close: async () => {
      await site.close()
      await wecom.stop()
    },
  }
}
