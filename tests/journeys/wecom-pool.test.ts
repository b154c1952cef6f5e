import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kfCallbackPath } from '../../src/adapters/wechat/kf/kf-channel.ts'
import type { ConversationView } from '../../src/desk/contract.ts'
import { FakeWecom } from '../support/fake-wechat-doors/fake-wecom.ts'
import { apiToken, type RunningLinli, startLinli } from '../support/start-linli.ts'
import { until } from '../support/until.ts'

const withinMs = 40_000
const wecom = new FakeWecom()
let linli: RunningLinli

beforeAll(async () => {
  await wecom.start()
  linli = await startLinli({
    env: {
      WECOM_CORP_ID: wecom.corpId,
      WECOM_KF_SECRET: wecom.secret,
      WECOM_KF_TOKEN: wecom.token,
      WECOM_KF_AES_KEY: wecom.aesKey,
      WECOM_KF_HANDOVER: 'pool',
      WECOM_API_ROOT: wecom.root,
    },
  })
  wecom.callbackUrl = `${linli.url}${kfCallbackPath}`
}, 180_000)

afterAll(async () => {
  await linli?.stop()
  await wecom.stop()
})

async function talkOf(customer: string): Promise<ConversationView> {
  const { items } = await linli.ask<{ items: ConversationView[] }>(
    `/api/conversations?channel=wecom-kf&sender=${customer}`,
  )
  const [talk] = items
  if (!talk) throw new Error(`no talk of ${customer}`)
  return talk
}

const stateIs = (customer: string, state: number) =>
  until(`${customer} is in state ${state}`, () => wecom.stateOf(customer) === state, withinMs)
const modeIs = (customer: string, mode: string) =>
  until(`the mode is ${mode}`, async () => (await talkOf(customer)).mode === mode, withinMs)

describe('handover to colleagues in WeCom', () => {
  it('goes into the pool after the resident heard so, to a colleague, and back to the bot', async () => {
    await wecom.says('wm-zhao', '转人工')
    await until(
      'he hears it',
      () => wecom.heardTexts('wm-zhao').some(text => /登记转人工/.test(text)),
      withinMs,
    )
    await stateIs('wm-zhao', 2)
    expect((await talkOf('wm-zhao')).mode).toBe('waiting')
    await wecom.changesServing('wm-zhao', 1)
    await modeIs('wm-zhao', 'human')
    const heard = wecom.heardTexts('wm-zhao').length
    await wecom.says('wm-zhao', '投诉多久处理？')
    await wecom.changesServing('wm-zhao', 3)
    await modeIs('wm-zhao', 'bot')
    await wecom.says('wm-zhao', '投诉多久处理？')
    await until('the bot answers', () => wecom.heardTexts('wm-zhao').length > heard, withinMs)
    const { client } = linli.product.database
    expect(await client.staffNotice.count({ where: { kind: 'message-undelivered' } })).toBe(0)
    expect(wecom.refusals).toEqual([])
  }, 120_000)

  it('ends the session in WeCom when the desk gives the talk back', async () => {
    await wecom.says('wm-qian', '转人工')
    await stateIs('wm-qian', 2)
    await wecom.changesServing('wm-qian', 1)
    await modeIs('wm-qian', 'human')
    const { id } = await talkOf('wm-qian')
    const response = await fetch(`${linli.url}/api/conversations/${id}/return`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
      body: '{}',
    })
    expect(response.status).toBeLessThan(300)
    await stateIs('wm-qian', 4)
    await modeIs('wm-qian', 'bot')
  }, 120_000)
})
