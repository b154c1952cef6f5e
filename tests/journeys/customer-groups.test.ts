import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGroupsChannel, groupsChannelName } from '../../src/adapters/wechat/groups/groups-channel.ts'
import type { BroadcastView } from '../../src/desk/contract.ts'
import { findPrepared } from '../../src/messaging/prepared-messages.ts'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { FakeCustomerGroups } from '../support/fake-wechat-doors/fake-customer-groups.ts'
import { RecordingInbox } from '../support/recording-inbox.ts'
import { apiToken, type RunningLinli, startLinli } from '../support/start-linli.ts'
import { until } from '../support/until.ts'

const withinMs = 40_000
const wecom = new FakeCustomerGroups()
const [group = ''] = wecom.groups
let linli: RunningLinli

beforeAll(async () => {
  await wecom.start()
  linli = await startLinli({
    env: {
      WECOM_CORP_ID: wecom.corpId,
      WECOM_GROUPS_SECRET: wecom.secret,
      WECOM_GROUPS_SENDER: wecom.owner,
      WECOM_API_ROOT: wecom.root,
    },
  })
}, 180_000)

afterAll(async () => {
  await linli?.stop()
  await wecom.stop()
})

async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${linli.url}/api/${path}`, {
    method,
    headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

async function send(title: string): Promise<string> {
  const { id } = await ask<BroadcastView>('POST', 'broadcasts', {
    kind: 'outage',
    urgent: true,
    wording: { 'zh-CN': { title, text: '{household}的各位：明天**9点**至17点停水，请提前储水。' } },
    audience: { groups: 'all', households: 'none' },
    asksReceipt: false,
  })
  await ask('POST', `broadcasts/${id}/submit`, {})
  await ask('POST', `broadcasts/${id}/start`, {})
  return id
}

/** What the running channel does every five minutes. */
async function look(): Promise<void> {
  const { database, app } = linli.product
  const since = new Date(Date.now() - 86_400_000)
  const channel = createGroupsChannel({
    ...{ corpId: wecom.corpId, secret: wecom.secret, sender: wecom.owner, apiRoot: wecom.root },
    clock: createClock(),
    log: silentLog,
    findPrepared: () => findPrepared(database, { channel: groupsChannelName, since }),
  })
  await channel.start(app.inbox)
  await channel.stop()
}

const progressOf = async (id: string) => (await ask<BroadcastView>('GET', `broadcasts/${id}`)).progress

describe('a notice to a WeChat customer group', () => {
  it('is prepared, and sent only when the owner has confirmed it in WeCom', async () => {
    await ask('POST', 'groups', { channel: groupsChannelName, chat: group, title: '一期业主群' })
    const id = await send('停水通知')
    await until('it is prepared', async () => (await progressOf(id)).prepared === 1, withinMs)
    expect(await progressOf(id)).toMatchObject({ sent: 0, prepared: 1 })
    expect(wecom.heardTexts(group)).toEqual([])
    expect(wecom.waiting()).toEqual([expect.stringContaining('明天9点至17点停水')])
    await look()
    expect(await progressOf(id)).toMatchObject({ sent: 0, prepared: 1 })
    const { items } = await ask<{ items: { state: string }[] }>(
      'GET',
      `broadcasts/${id}/recipients?state=prepared`,
    )
    expect(items).toMatchObject([{ label: '一期业主群', state: 'prepared' }])
    wecom.decides(1)
    await look()
    expect(await progressOf(id)).toMatchObject({ sent: 1, prepared: 0 })
    expect(wecom.heardTexts(group)).toHaveLength(1)
    expect(wecom.refusals).toEqual([])
  }, 120_000)

  it('counts as failed, and staff hear of it, when WeCom says that it did not go', async () => {
    const id = await send('停电通知')
    await until('it is prepared', async () => (await progressOf(id)).prepared === 1, withinMs)
    wecom.decides(3)
    await look()
    expect(await progressOf(id)).toMatchObject({ failed: 1, prepared: 0 })
    wecom.groups.clear()
    const gone = await send('停气通知')
    await until('it is refused', async () => (await progressOf(gone)).failed === 1, withinMs)
  }, 120_000)

  it('needs a right secret and sender', async () => {
    const channel = createGroupsChannel({
      ...{ corpId: wecom.corpId, secret: 'wrong', sender: wecom.owner, apiRoot: wecom.root },
      clock: createClock(),
      log: silentLog,
      findPrepared: async () => [],
    })
    await expect(channel.start(new RecordingInbox())).rejects.toThrow(/WECOM_GROUPS_SECRET/)
  })
})
