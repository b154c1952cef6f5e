import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kfCallbackPath } from '../../src/adapters/wechat/kf/kf-channel.ts'
import { type FakeTelegram, startFakeTelegram } from '../support/fake-telegram/fake-telegram.ts'
import type { Talk } from '../support/fake-telegram/talk.ts'
import { FakeWecom } from '../support/fake-wechat-doors/fake-wecom.ts'
import { type RunningLinli, startLinli } from '../support/start-linli.ts'
import { until } from '../support/until.ts'

const withinMs = 40_000
const wecom = new FakeWecom()
let telegram: FakeTelegram
let linli: RunningLinli
let nextId = 7_000

beforeAll(async () => {
  telegram = await startFakeTelegram()
  await wecom.start()
  linli = await startLinli({
    telegram,
    env: {
      WECOM_CORP_ID: wecom.corpId,
      WECOM_KF_SECRET: wecom.secret,
      WECOM_KF_TOKEN: wecom.token,
      WECOM_KF_AES_KEY: wecom.aesKey,
      WECOM_API_ROOT: wecom.root,
    },
  })
  wecom.callbackUrl = `${linli.url}${kfCallbackPath}`
}, 240_000)

afterAll(async () => {
  await linli?.stop()
  await Promise.all([wecom.stop(), telegram?.stop()])
})

const client = () => linli.product.database.client
const person = (name: string): Talk => telegram.privateChat({ id: nextId++, name, language: 'zh-hans' })

/** Says it on WeChat and gives the answer that fits. */
async function onWechat(customer: string, text: string, pattern: RegExp): Promise<string> {
  const before = wecom.heardTexts(customer).length
  await wecom.says(customer, text)
  return await until(
    `${customer} hears ${pattern}`,
    () =>
      wecom
        .heardTexts(customer)
        .slice(before)
        .find(heard => pattern.test(heard)),
    withinMs,
  ).catch(error => {
    throw new Error(`${error} heard: ${JSON.stringify(wecom.heardTexts(customer))}`)
  })
}

async function codeFor(customer: string): Promise<string> {
  return /\d{6}/.exec(await onWechat(customer, '关联账号', /关联码是 \d{6}，5分钟内有效/))?.[0] ?? ''
}

const isLinked = async (customer: string) =>
  (await client().contact.findFirstOrThrow({ where: { channel: 'wecom-kf', sender: customer } })).personId !==
  null

describe('one resident on WeChat and Telegram', () => {
  it('is one person after the code of one was typed on the other, and two again after unlinking', async () => {
    const number = /LL\d+/.exec(await onWechat('wm-he', '3栋1单元502厨房水管漏水了', /LL\d+/))?.[0] ?? ''
    const he = person('何女士')
    await he.says('我的工单')
    expect(await he.hears(/没有|还没/, withinMs)).not.toContain(number)
    const code = await codeFor('wm-he')
    await he.says('关联 000000')
    await he.hears(/不对或已过期.*还可以试4次/, withinMs)
    expect(await isLinked('wm-he')).toBe(false)
    await he.says(`关联 ${code}`)
    await he.hears(/已关联您在 wecom-kf 的账号/, withinMs)
    expect(await isLinked('wm-he')).toBe(true)
    await he.says('我的工单')
    await he.hears(new RegExp(number), withinMs)
    // A code is worth one link.
    const stranger = person('陌生人')
    await stranger.says(`关联 ${code}`)
    await stranger.hears(/不对或已过期/, withinMs)
    await he.says('解除关联')
    await he.hears(/已解除关联/, withinMs)
    expect(await isLinked('wm-he')).toBe(false)
    await he.says('我的工单')
    expect(await he.hears(/没有|还没/, withinMs)).not.toContain(number)
    expect(wecom.refusals).toEqual([])
  }, 180_000)

  it('is not made by an expired code, by guessing, or by a name', async () => {
    await onWechat('wm-lu', '5栋2单元301马桶堵了', /LL\d+/)
    const code = await codeFor('wm-lu')
    const link = await client().accountLink.findUniqueOrThrow({ where: { code } })
    expect(link.expiresAt.getTime() - link.createdAt.getTime()).toBe(5 * 60_000)
    await client().accountLink.update({ where: { code }, data: { expiresAt: new Date(Date.now() - 1_000) } })
    const lu = person('卢先生')
    await lu.says(`关联 ${code}`)
    await lu.hears(/不对或已过期/, withinMs)
    const fresh = await codeFor('wm-lu')
    for (const left of [3, 2, 1, 0]) {
      await lu.says(`关联 00000${left}`)
      await lu.hears(new RegExp(`还可以试${left}次`), withinMs)
    }
    // Too many tries: not even the right one counts for an hour.
    await lu.says(`关联 ${fresh}`)
    await lu.hears(/次数|太多|稍后|一小时/, withinMs)
    expect(await isLinked('wm-lu')).toBe(false)
  }, 180_000)
})
