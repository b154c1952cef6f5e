import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kfCallbackPath } from '../../src/adapters/wechat/kf/kf-channel.ts'
import { officialCallbackPath } from '../../src/adapters/wechat/official/official-channel.ts'
import type { ConversationView, TicketView } from '../../src/desk/contract.ts'
import { FakeOfficial } from '../support/fake-wechat-doors/fake-official.ts'
import { FakeWecom } from '../support/fake-wechat-doors/fake-wecom.ts'
import { apiToken, type RunningLinli, startLinli } from '../support/start-linli.ts'
import { until } from '../support/until.ts'

const answerWithinMs = 40_000
const testMs = 180_000

/** A door as the journey uses it: what a resident does, what they heard, and what the platform refused. */
interface Door {
  channel: string
  senderOf(name: string): string
  says(name: string, text: string): Promise<unknown>
  heard(name: string): string[]
  refusals(): { path: string; code: number }[]
}

const wecom = new FakeWecom()
const account = new FakeOfficial(true)
let linli: RunningLinli

beforeAll(async () => {
  await Promise.all([wecom.start(), account.start()])
  linli = await startLinli({
    env: {
      WECOM_CORP_ID: wecom.corpId,
      WECOM_KF_SECRET: wecom.secret,
      WECOM_KF_TOKEN: wecom.token,
      WECOM_KF_AES_KEY: wecom.aesKey,
      WECOM_API_ROOT: wecom.root,
      WECHAT_OA_APP_ID: account.appId,
      WECHAT_OA_SECRET: account.secret,
      WECHAT_OA_TOKEN: account.token,
      WECHAT_OA_AES_KEY: account.aesKey,
      WECHAT_OA_API_ROOT: account.root,
      WECHAT_OA_TEMPLATE_ID: account.templateId,
    },
  })
  // The day goes on at any hour at which this runs.
  await linli.product.database.client.setting.create({
    data: { key: 'calendar', value: { quiet: null }, updatedAt: new Date() },
  })
  // Repairs are asked about as soon as they are done, so that the question falls into the same window.
  await linli.product.database.client.setting.create({
    data: {
      key: 'callbacks',
      value: { rules: [{ kind: 'repair', ask: 'always', when: { afterMinutes: 0 } }], everyDays: 0 },
      updatedAt: new Date(),
    },
  })
  wecom.callbackUrl = `${linli.url}${kfCallbackPath}`
  account.callbackUrl = `${linli.url}${officialCallbackPath}`
  account.waitMs = 5_000
}, testMs)

afterAll(async () => {
  await linli?.stop()
  await Promise.all([wecom.stop(), account.stop()])
})

const doors: Door[] = [
  {
    channel: 'wecom-kf',
    senderOf: name => `wm-${name}`,
    says: (name, text) => wecom.says(`wm-${name}`, text),
    heard: name => wecom.heardTexts(`wm-${name}`),
    refusals: () => wecom.refusals,
  },
  {
    channel: 'wechat-oa',
    senderOf: name => `o-${name}`,
    says: (name, text) => account.says(`o-${name}`, text),
    heard: name => account.heardTexts(`o-${name}`),
    refusals: () => account.refusals,
  },
]

async function hears(door: Door, name: string, pattern: RegExp): Promise<string> {
  return await until(
    `${name} hears ${pattern}`,
    () => door.heard(name).findLast(text => pattern.test(text)),
    answerWithinMs,
  ).catch(error => {
    throw new Error(`${error} heard: ${JSON.stringify(door.heard(name))}`)
  })
}

async function post(path: string, body: object): Promise<void> {
  const headers = { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' }
  const response = await fetch(`${linli.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
}

async function conversationOf(door: Door, name: string): Promise<ConversationView> {
  const query = `channel=${door.channel}&sender=${door.senderOf(name)}`
  const { items } = await linli.ask<{ items: ConversationView[] }>(`/api/conversations?${query}`)
  const [first] = items
  if (!first) throw new Error(`no conversation of ${name}`)
  return first
}

async function report(door: Door, name: string): Promise<TicketView> {
  await door.says(name, '3栋1单元502厨房水管漏水了')
  await hears(door, name, /LL\d+/)
  const query = `channel=${door.channel}&sender=${door.senderOf(name)}`
  const { items } = await linli.ask<{ items: TicketView[] }>(`/api/tickets?${query}`)
  const [ticket] = items
  if (!ticket) throw new Error(`no ticket of ${name}`)
  return ticket
}

/** Answers what is still asked about the ticket: nobody is asked how it went in the middle of a talk. */
async function endTalk(door: Door, name: string): Promise<void> {
  const { id } = await conversationOf(door, name)
  await door.says(name, '随时都可以')
  await until(
    'nothing is asked any more',
    async () => {
      const row = await client().conversation.findUniqueOrThrow({ where: { id } })
      return !(row.state as { draft?: unknown } | null)?.draft && row.turnDueAt === null
    },
    answerWithinMs,
  )
  await settled(id)
}

const client = () => linli.product.database.client
const outboundOf = (conversationId: string) =>
  client().outbound.findMany({ where: { conversationId }, orderBy: { id: 'asc' } })

/** Nothing of this conversation waits for its sending. */
async function settled(conversationId: string): Promise<void> {
  await until(
    'everything is sent or put aside',
    async () =>
      (await client().outbound.count({
        where: { conversationId, state: { in: ['pending', 'sending'] } },
      })) === 0,
    answerWithinMs,
  )
}

describe.each(doors)('the whole journey by $channel', door => {
  it(
    'goes from the report by ticket, notice and callback to a person within the window',
    async () => {
      const ticket = await report(door, '王阿姨')
      await endTalk(door, '王阿姨')
      await post(`/api/tickets/${ticket.number}/start`, {})
      await hears(door, '王阿姨', /正在处理|开始处理|处理中/)
      await post(`/api/tickets/${ticket.number}/resolve`, { note: '换了接头' })
      await hears(door, '王阿姨', /已处理|处理好|处理完/)
      await hears(door, '王阿姨', /这次处理您满意吗/)
      await door.says('王阿姨', '5分')
      await hears(door, '王阿姨', /5分好评/)
      await door.says('王阿姨', '转人工')
      await hears(door, '王阿姨', /已为您登记转人工/)
      const { id } = await conversationOf(door, '王阿姨')
      await post(`/api/conversations/${id}/take`, {})
      await post(`/api/conversations/${id}/reply`, { text: '王阿姨您好，还有什么可以帮您？' })
      await hears(door, '王阿姨', /^王阿姨您好，还有什么可以帮您？$/)
      await post(`/api/conversations/${id}/return`, {})
      await settled(id)
      const callback = await client().callback.findFirst({ where: { ticketNumber: ticket.number } })
      expect([callback?.status, callback?.score]).toEqual(['answered', 5])
      expect((await outboundOf(id)).map(({ state }) => state)).not.toContain('held')
      expect(door.refusals()).toEqual([])
    },
    testMs,
  )

  it(
    'asks with the next word how it went where the window is used up',
    async () => {
      const ticket = await report(door, '周女士')
      await endTalk(door, '周女士')
      await post(`/api/tickets/${ticket.number}/start`, {})
      await hears(door, '周女士', /正在处理|开始处理|处理中/)
      const { id } = await conversationOf(door, '周女士')
      await post(`/api/conversations/${id}/take`, {})
      for (const text of ['师傅在路上。', '师傅到楼下了。', '请开一下门。'])
        await post(`/api/conversations/${id}/reply`, { text })
      await settled(id)
      await post(`/api/conversations/${id}/return`, {})
      await post(`/api/tickets/${ticket.number}/resolve`, { note: '换了接头' })
      const asked = () => client().callback.findFirst({ where: { ticketNumber: ticket.number } })
      await until(
        'the callback waits for a word',
        async () => (await asked())?.reason === 'window',
        answerWithinMs,
      )
      await settled(id)
      expect(door.heard('周女士').join()).not.toMatch(/满意吗/)
      await door.says('周女士', '投诉多久处理？')
      const { id: subject = '' } = (await asked()) ?? {}
      // A minute after her word it is looked at again; the test does not wait for it.
      await until(
        'her word opens the way',
        async () => {
          const { count } = await client().timer.updateMany({
            where: { subject, dueAt: { lt: new Date(Date.now() + 120_000) } },
            data: { dueAt: new Date(), wakeAt: new Date() },
          })
          return count > 0
        },
        answerWithinMs,
      )
      await hears(door, '周女士', /这次处理您满意吗/)
      await settled(id)
      expect(
        door
          .heard('周女士')
          .join('\n')
          .match(/满意吗/g),
      ).toHaveLength(1)
      expect(door.refusals()).toEqual([])
    },
    testMs,
  )

  it(
    'never sends the sixth message: it waits, staff hear of a result, and the next word brings it once',
    async () => {
      const ticket = await report(door, '李先生')
      const { id } = await conversationOf(door, '李先生')
      // Ordinary progress may use three of the five; then the rest is kept for a person and the result.
      for (const text of ['一', '二', '三', '四', '五', '六']) {
        await post(`/api/tickets/${ticket.number}/wait`, { reason: 'parts', note: `配件进展${text}` })
        await post(`/api/tickets/${ticket.number}/start`, {})
      }
      await settled(id)
      const before = door.heard('李先生').length
      const held = (await outboundOf(id)).filter(({ state }) => state === 'held')
      expect(held.length).toBeGreaterThan(0)
      expect(held[0]?.error).toMatch(/reply window reserved: waits/)
      await post(`/api/conversations/${id}/take`, {})
      for (const text of ['您好，我是客服。', '配件明天到。', '再等一天。']) {
        await post(`/api/conversations/${id}/reply`, { text })
      }
      await settled(id)
      const rows = await outboundOf(id)
      const sent = rows.filter(
        ({ state, content }) => state === 'sent' && !(content as { free?: boolean }).free,
      )
      const passive = door.channel === 'wechat-oa' ? 1 : 0
      expect(sent.length - passive).toBeLessThanOrEqual(5)
      expect(door.refusals()).toEqual([])
      const notices = await client().staffNotice.findMany({
        where: { kind: 'message-held', conversationId: id },
      })
      if (door.channel === 'wecom-kf') expect(notices.length).toBeGreaterThan(0)
      await door.says('李先生', '好的，知道了')
      await hears(door, '李先生', /配件进展六/)
      await settled(id)
      expect(door.heard('李先生').length).toBeGreaterThan(before)
      const all = door.heard('李先生').join('\n')
      expect(all.match(/配件进展六/g)).toHaveLength(1)
      expect(door.refusals()).toEqual([])
    },
    testMs,
  )
})

describe('service states of WeCom', () => {
  it(
    'keep the bot silent while a colleague serves in WeCom, and give it back',
    async () => {
      await wecom.says('wm-陈女士', '你好')
      await until('she is answered', () => wecom.heardTexts('wm-陈女士').length > 0, answerWithinMs)
      await wecom.changesServing('wm-陈女士', 1)
      const chat = `${wecom.openKfId}:wm-陈女士`
      const modeIs = (mode: string) => async () =>
        (await client().conversation.findFirst({ where: { chat } }))?.mode === mode
      await until('a person serves', modeIs('human'), answerWithinMs)
      const heard = wecom.heardTexts('wm-陈女士').length
      await wecom.says('wm-陈女士', '投诉多久处理？')
      await until(
        'her words are kept for staff',
        async () => (await client().inbound.count({ where: { chat, state: 'for-staff' } })) === 1,
        answerWithinMs,
      )
      expect(wecom.heardTexts('wm-陈女士')).toHaveLength(heard)
      await wecom.changesServing('wm-陈女士', 3)
      await until('the bot serves again', modeIs('bot'), answerWithinMs)
      await wecom.says('wm-陈女士', '投诉多久处理？')
      await until('she is answered', () => wecom.heardTexts('wm-陈女士').length > heard, answerWithinMs)
      expect(wecom.refusals).toEqual([])
    },
    testMs,
  )
})

describe('one resident with two accounts', () => {
  it(
    'is one person after a code was shown on one and typed on the other, and two again after unlinking',
    async () => {
      const [kf, oa] = doors as [Door, Door]
      const ticket = await report(kf, '赵女士')
      await oa.says('赵女士', '我的工单')
      await hears(oa, '赵女士', /没有|还没/)
      await kf.says('赵女士', '关联账号')
      const shown = await hears(kf, '赵女士', /关联码是 \d{6}/)
      const code = /\d{6}/.exec(shown)?.[0] ?? ''
      await oa.says('赵女士', '关联 000000')
      await hears(oa, '赵女士', /不对或已过期/)
      await oa.says('赵女士', `关联 ${code}`)
      await hears(oa, '赵女士', /已关联您在 wecom-kf 的账号/)
      await oa.says('赵女士', '我的工单')
      await hears(oa, '赵女士', new RegExp(ticket.number))
      const { id } = await conversationOf(kf, '赵女士')
      for (const text of ['一', '二', '三', '四', '五']) {
        await post(`/api/tickets/${ticket.number}/wait`, { reason: 'parts', note: `进度${text}` })
        await post(`/api/tickets/${ticket.number}/start`, {})
      }
      await settled(id)
      const moved = (await outboundOf(id)).filter(({ state }) => state === 'moved')
      expect(moved[0]?.error).toBe('reply window reserved: sent by wechat-oa')
      await until(
        'it came by the other door',
        () => oa.heard('赵女士').some(text => /进度/.test(text)),
        answerWithinMs,
      )
      await oa.says('赵女士', '解除关联')
      await hears(oa, '赵女士', /已解除关联/)
      const before = oa.heard('赵女士').length
      await oa.says('赵女士', '我的工单')
      await until('she is answered', () => oa.heard('赵女士').length > before, answerWithinMs)
      expect(oa.heard('赵女士').at(-1)).not.toContain(ticket.number)
      expect([...kf.refusals(), ...oa.refusals()]).toEqual([])
    },
    testMs,
  )
})
