import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../src/adapters/channel.ts'
import { createKfChannel, kfCallbackPath } from '../../src/adapters/wechat/kf/kf-channel.ts'
import {
  createOfficialChannel,
  officialCallbackPath,
} from '../../src/adapters/wechat/official/official-channel.ts'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { FakeOfficial } from '../support/fake-wechat-doors/fake-official.ts'
import { FakeWecom } from '../support/fake-wechat-doors/fake-wecom.ts'
import { memoryCursors, openSite } from '../support/fake-wechat-doors/open-site.ts'
import { RecordingInbox } from '../support/recording-inbox.ts'
import { waitUntil } from '../support/wait-until.ts'

const parts = { clock: createClock(), log: silentLog }
const otherKey = 'b'.repeat(43)
let inbox: RecordingInbox
let channel: Channel
let site: { url: string; close(): Promise<void> }

beforeEach(() => {
  inbox = new RecordingInbox()
})
afterEach(async () => {
  await channel.stop()
  await site.close()
})

describe('callbacks of WeCom customer service', () => {
  let wecom: FakeWecom
  const cursors = memoryCursors()
  const create = () =>
    createKfChannel({
      corpId: wecom.corpId,
      secret: wecom.secret,
      token: wecom.token,
      aesKey: wecom.aesKey,
      apiRoot: wecom.root,
      cursors,
      ...parts,
      timings: { lookMs: 60_000, retryMs: 20 },
    })

  beforeEach(async () => {
    cursors.cursors.clear()
    wecom = new FakeWecom()
    await wecom.start()
    channel = create()
    site = await openSite(channel)
    wecom.callbackUrl = `${site.url}${kfCallbackPath}`
    await channel.start(inbox)
  })
  afterEach(() => wecom.stop())

  it('answers the echo, and no forged one', async () => {
    expect(await (await wecom.askEcho('1616140317555161061')).text()).toBe('1616140317555161061')
    expect((await wecom.askEcho('x', 'f'.repeat(40))).status).toBe(403)
  })

  it('refuses what is forged, for another company, of another key, or malformed', async () => {
    const inner = wecom.writeEvent('token')
    expect((await wecom.post(inner, { signature: 'f'.repeat(40) })).status).toBe(403)
    expect((await wecom.post(inner, { signature: '' })).status).toBe(403)
    expect((await wecom.post(inner, { corpId: 'wwSomebodyElse' })).status).toBe(403)
    expect((await wecom.post(inner, { aesKey: otherKey })).status).toBe(403)
    for (const body of [
      '',
      '<xml>',
      'not xml',
      '<!DOCTYPE x [<!ENTITY a "b">]><xml><Encrypt>&a;</Encrypt></xml>',
    ])
      expect((await wecom.post(inner, { body })).status).toBe(403)
    expect((await wecom.post('no xml inside')).status).toBe(400)
    expect((await fetch(wecom.callbackUrl, { method: 'POST', body: 'x'.repeat(2_000_000) })).status).toBe(413)
    expect(inbox.kept).toEqual([])
  })

  it('keeps each message once when callbacks and entries are replayed, out of order or lost', async () => {
    const first = await wecom.says('wm1', '第一句')
    await wecom.says('wm1', '第二句')
    await inbox.waitFor('第二句')
    await wecom.repeats(first)
    await wecom.callBack()
    await wecom.callBack()
    const url = wecom.callbackUrl
    wecom.callbackUrl = ''
    await wecom.says('wm1', '没有回调的一句')
    wecom.callbackUrl = url
    await wecom.says('wm1', '后来的一句')
    await inbox.waitFor('后来的一句')
    expect(inbox.texts()).toEqual(['第一句', '第二句', '没有回调的一句', '后来的一句'])
    // A token that is worth nothing any more: the stream is asked without it.
    await wecom.says('wm1', '令牌过期前')
    await wecom.post(wecom.writeEvent('a-token-of-yesterday'))
    await inbox.waitFor('令牌过期前')
  })

  it('goes on from its cursor after a stop, and renews an access token that has ended', async () => {
    await wecom.says('wm1', '停机前')
    await inbox.waitFor('停机前')
    await waitUntil(() => cursors.cursors.get(wecom.openKfId))
    await channel.stop()
    for (let index = 0; index < 1_500; index += 1) {
      await wecom.brings('wm2', { msgtype: 'text', text: { content: `停机中 ${index}` } })
    }
    wecom.expireToken()
    const later = new RecordingInbox()
    await channel.start(later)
    await later.waitFor('停机中 1499', 20_000)
    expect(later.texts()).toHaveLength(1_500)
    expect(later.texts()).not.toContain('停机前')
  })

  it('tells who serves a talk, what did not arrive, and who refuses us', async () => {
    const [serving, failed]: [unknown[], unknown[]] = [[], []]
    await channel.stop()
    await channel.start(
      Object.assign(inbox, {
        setServing: async (change: unknown) => void serving.push(change),
        setUndelivered: async (one: unknown) => void failed.push(one),
      }),
    )
    await wecom.says('wm1', '在吗')
    await inbox.waitFor('在吗')
    await wecom.changesServing('wm1', 1)
    await waitUntil(() => serving[0])
    const to = { channel: 'wecom-kf', chat: `${wecom.openKfId}:wm1` }
    await expect(channel.send({ to, text: '您好', key: '1' })).rejects.toMatchObject({
      reason: 'window-closed',
    })
    await wecom.changesServing('wm1', 3)
    await wecom.failsSend('wm1', 'out1', 10)
    await waitUntil(() => failed[0])
    await waitUntil(() => inbox.reachability[0])
    expect(serving).toMatchObject([
      { chat: to.chat, by: 'person', staff: 'zhangsan' },
      { chat: to.chat, by: 'bot' },
    ])
    expect(failed).toMatchObject([{ messageId: 'out1' }])
    expect(inbox.reachability).toEqual([{ sender: 'wm1', reachable: false }])
  })

  it('reads pictures, places, links and cards, and puts aside what it does not know', async () => {
    await wecom.brings('wm1', {
      msgtype: 'location',
      location: { latitude: 31.2, longitude: 121.5, name: '3栋' },
    })
    await wecom.brings('wm1', { msgtype: 'link', link: { title: '停水通知', url: 'https://x' } })
    await wecom.brings('wm1', { msgtype: 'hologram', hologram: {} })
    await wecom.brings('wm1', { msgtype: 'voice', voice: { media_id: 'm1' } })
    await waitUntil(() => (inbox.kept.length === 3 ? true : undefined))
    expect(inbox.kept).toMatchObject([
      { location: { latitude: 31.2, longitude: 121.5, label: '3栋' } },
      { text: '[链接] 停水通知 https://x' },
      { attachments: [{ kind: 'voice', reference: 'm1' }] },
    ])
  })
})

describe.each([true, false])('callbacks of an Official Account, encrypted: %s', isEncrypted => {
  let account: FakeOfficial

  beforeEach(async () => {
    account = new FakeOfficial(isEncrypted)
    await account.start()
    channel = createOfficialChannel({
      appId: account.appId,
      secret: account.secret,
      token: account.token,
      ...(isEncrypted ? { aesKey: account.aesKey } : {}),
      apiRoot: account.root,
      template: { id: account.templateId, field: 'thing1' },
      ...parts,
      timings: { passiveMs: 500, retryMs: 20, keepMs: 1_000 },
    })
    site = await openSite(channel)
    account.callbackUrl = `${site.url}${officialCallbackPath}`
    await channel.start(inbox)
  })
  afterEach(async () => {
    account.tries = 0
    await account.stop()
  })

  it('answers the echo, and no forged one', async () => {
    expect(await (await account.askEcho()).text()).toBe('5927782489442352469')
    expect((await account.askEcho('f'.repeat(40))).status).toBe(403)
  })

  it('refuses what is forged or malformed', async () => {
    const inner = account.write('o1', '<MsgType>text</MsgType><Content>伪造</Content><MsgId>1</MsgId>')
    expect((await account.post(inner, { signature: 'f'.repeat(40) })).status).toBe(403)
    if (isEncrypted) {
      expect((await account.post(inner, { aesKey: otherKey })).status).toBe(403)
      expect((await account.post(inner, { appId: 'wxSomebodyElse' })).status).toBe(403)
      account.isEncrypted = false
      expect((await account.post(inner)).status).toBe(403)
      account.isEncrypted = true
    }
    expect([400, 403]).toContain((await account.post(inner, { body: 'not xml' })).status)
    expect(inbox.kept).toEqual([])
  })

  it('answers in the same request, encrypted as it came, once for a repeated message', async () => {
    const answered = inbox.waitFor('几点下班').then(() => {
      const to = { channel: 'wechat-oa', chat: 'o1' }
      return channel.send({ to, text: '**18:00** ]]> 下班', key: '1' })
    })
    await account.says('o1', '几点下班', { msgId: '777' })
    expect((await answered).messageId).toContain('passive')
    await waitUntil(() => account.heard[0])
    expect(account.heard).toMatchObject([{ text: '18:00 ]]> 下班', way: 'passive' }])
    await account.says('o1', '几点下班', { msgId: '777' })
    await waitUntil(() => (account.heard.length === 2 ? true : undefined))
    expect(inbox.kept).toHaveLength(1)
    expect(account.book.sent('o1')).toBe(0)
  })

  it('sends what comes later as a customer service message, and a template when the window is over', async () => {
    const to = { channel: 'wechat-oa', chat: 'o1' }
    await account.says('o1', '报修')
    await inbox.waitFor('报修')
    await new Promise(resolve => setTimeout(resolve, 700))
    await channel.send({ to, text: '已派单', key: '1' })
    account.now = () => Date.now() + 49 * 3_600_000
    await expect(channel.send({ to, text: '已处理', key: '2' })).rejects.toMatchObject({
      reason: 'window-closed',
    })
    await channel.sendOutsideWindow?.({ to, text: '您的工单 LL1001 已处理，更换了厨房的进水接头', key: '3' })
    expect(account.heard.map(({ way }) => way)).toEqual(['custom', 'template'])
  })

  it('takes every known body of the platform without an error', async () => {
    const folder = new URL('../fixtures/wechat/xml_messages/', import.meta.url)
    const names = readdirSync(folder).filter(name => /^test_(parser|events)\..*\.xml$/.test(name))
    expect(names.length).toBeGreaterThan(40)
    account.waitMs = 5_000
    const answers = await Promise.all(
      names.map(async name => (await account.post(readFileSync(new URL(name, folder), 'utf8'))).status),
    )
    expect(new Set(answers)).toEqual(new Set([200]))
    expect(inbox.kept.length).toBeGreaterThanOrEqual(2)
    expect(inbox.reachability.some(({ reachable }) => !reachable)).toBe(true)
  })
})
