import { afterAll, beforeAll } from 'vitest'
import { kfCallbackPath } from '../../src/adapters/wechat/kf/kf-channel.ts'
import { officialCallbackPath } from '../../src/adapters/wechat/official/official-channel.ts'
import type { ConversationView, TicketView } from '../../src/desk/contract.ts'
import { FakeOfficial } from '../support/fake-wechat-doors/fake-official.ts'
import { FakeWecom } from '../support/fake-wechat-doors/fake-wecom.ts'
import { apiToken, type RunningLinli, startLinli } from '../support/start-linli.ts'
import { until } from '../support/until.ts'

export const answerWithinMs = 40_000
export const testMs = 180_000

/** A door as the journey uses it: what a resident does, what they heard, and what the platform refused. */
export interface Door {
  channel: string
  senderOf(name: string): string
  says(name: string, text: string): Promise<unknown>
  heard(name: string): string[]
  refusals(): { path: string; code: number }[]
}

/** Where residents would find the pages; the test asks the product itself. */
export const publicUrl = 'https://estate.example.com'
export const wecom = new FakeWecom()
export const account = new FakeOfficial(true)
export let linli: RunningLinli

/** Starts WeCom, the Official Account and the product with both doors, for the tests of this file. */
export function useDoors(): void {
  beforeAll(async () => {
    await Promise.all([wecom.start(), account.start()])
    linli = await startLinli({
      env: {
        PUBLIC_URL: publicUrl,
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
}

export const doors: Door[] = [
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

export async function hears(door: Door, name: string, pattern: RegExp): Promise<string> {
  return await until(
    `${name} hears ${pattern}`,
    () => door.heard(name).findLast(text => pattern.test(text)),
    answerWithinMs,
  ).catch(error => {
    throw new Error(`${error} heard: ${JSON.stringify(door.heard(name))}`)
  })
}

export async function post(path: string, body: object): Promise<void> {
  const headers = { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' }
  const response = await fetch(`${linli.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
}

export async function conversationOf(door: Door, name: string): Promise<ConversationView> {
  const query = `channel=${door.channel}&sender=${door.senderOf(name)}`
  const { items } = await linli.ask<{ items: ConversationView[] }>(`/api/conversations?${query}`)
  const [first] = items
  if (!first) throw new Error(`no conversation of ${name}`)
  return first
}

export async function report(door: Door, name: string): Promise<TicketView> {
  await door.says(name, '3栋1单元502厨房水管漏水了')
  await hears(door, name, /LL\d+/)
  const query = `channel=${door.channel}&sender=${door.senderOf(name)}`
  const { items } = await linli.ask<{ items: TicketView[] }>(`/api/tickets?${query}`)
  const [ticket] = items
  if (!ticket) throw new Error(`no ticket of ${name}`)
  return ticket
}

/** Answers what is still asked about the ticket: nobody is asked how it went in the middle of a talk. */
export async function endTalk(door: Door, name: string): Promise<void> {
  const { id } = await conversationOf(door, name)
  await door.says(name, '随时都可以')
  const where = { conversationId: id, text: '随时都可以', state: 'done' }
  await until('it is answered', async () => (await client().inbound.count({ where })) === 1, answerWithinMs)
  await settled(id)
}

export const client = () => linli.product.database.client
export const outboundOf = (conversationId: string) =>
  client().outbound.findMany({ where: { conversationId }, orderBy: { id: 'asc' } })

/** Nothing of this conversation waits for its sending. */
export async function settled(conversationId: string): Promise<void> {
  await until(
    'everything is sent or put aside',
    async () =>
      (await client().outbound.count({
        where: { conversationId, state: { in: ['pending', 'sending'] } },
      })) === 0,
    answerWithinMs,
  )
}
