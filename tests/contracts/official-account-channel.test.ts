import {
  createOfficialChannel,
  officialCallbackPath,
} from '../../src/adapters/wechat/official/official-channel.ts'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { FakeOfficial } from '../support/fake-wechat-doors/fake-official.ts'
import { openSite } from '../support/fake-wechat-doors/open-site.ts'
import { type ChannelHarness, type ChannelPerson, describeChannel } from './channel.contract.ts'

const skip = {
  throttled: 'error 45009 names no waiting time; a minute is tested in its own file',
  groups: 'an Official Account is one person with one account',
}

describeChannel({ name: 'Official Account (服务号), plain', create: () => createHarness(false), skip })
describeChannel({ name: 'Official Account (服务号), encrypted', create: () => createHarness(true), skip })

type Follower = ChannelPerson & { id: string }

async function createHarness(isEncrypted: boolean): Promise<ChannelHarness> {
  const account = new FakeOfficial(isEncrypted)
  await account.start()
  const channel = createOfficialChannel({
    appId: account.appId,
    secret: account.secret,
    token: account.token,
    ...(isEncrypted ? { aesKey: account.aesKey } : {}),
    apiRoot: account.root,
    clock: createClock(),
    log: silentLog,
    timings: { passiveMs: 0, keepMs: 1_500, retryMs: 20, requestTimeoutMs: 2_000 },
  })
  const site = await openSite(channel)
  account.callbackUrl = `${site.url}${officialCallbackPath}`
  let next = 0
  const idOf = (person: ChannelPerson) => (person as Follower).id
  return {
    channel,
    hasCaptions: false,
    person: async () => {
      next += 1
      const id = `oFollower${next}`
      account.meets(id)
      const person: Follower = {
        id,
        chat: id,
        says: text => account.says(id, text),
        heardTexts: () => account.heardTexts(id),
      }
      return person
    },
    pressButton: (person, label) => account.presses(idOf(person), label),
    sendFile: (person, bytes) => account.sendsFile(idOf(person), bytes),
    block: person => account.event(idOf(person), 'unsubscribe'),
    disconnect: () => account.stop(),
    close: async () => {
      account.tries = 0
      await site.close()
      await account.stop()
    },
  }
}
