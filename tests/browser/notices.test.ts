import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashPassword } from '../../src/desk/password.ts'
import { createId } from '../../src/shared/ids.ts'
import { buildTown, countArrivals, firstHouseholdChat } from '../support/broadcast-town.ts'
import { desktop, launchBrowser, photograph } from '../support/browser.ts'
import { buildWeb } from '../support/build-web.ts'
import { ApiError } from '../support/fake-telegram/api-error.ts'
import { type FakeTelegram, startFakeTelegram } from '../support/fake-telegram/fake-telegram.ts'
import { type RunningLinli, startLinli } from '../support/start-linli.ts'
import { until } from '../support/until.ts'

const password = 'a password of the tests'
const size = { households: 90, groups: 3 }
const waitMs = 40_000
let browser: Browser
let telegram: FakeTelegram
let linli: RunningLinli
const contexts: BrowserContext[] = []

beforeAll(async () => {
  await buildWeb()
  telegram = await startFakeTelegram()
  linli = await startLinli({ telegram, env: { DEMO: '0' } })
  const { database } = linli.product
  await buildTown(database, telegram, { ...size, now: new Date() })
  const passwordHash = await hashPassword(password)
  for (const [login, role, name] of [
    ['xiaowang', 'agent', '小王'],
    ['zhao', 'manager', '赵经理'],
  ] as const) {
    const row = { id: createId(), login, role, name, passwordHash, createdAt: new Date() }
    await database.client.staff.create({ data: row })
  }
  // One who has blocked us without our knowing, and one household that nobody is bound to.
  telegram.world.close(firstHouseholdChat + 7, new ApiError(403, 'Forbidden: bot was blocked by the user'))
  const place = { communityId: 'town', building: '99', unit: '1', room: '101', bindCode: 'EMPTY999' }
  await database.client.household.create({ data: { id: 'empty', ...place, createdAt: new Date() } })
  browser = await launchBrowser()
}, 240_000)
afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser?.close()
  await linli?.stop()
  await telegram?.stop()
}, 60_000)

async function signIn(login: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: desktop,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  contexts.push(context)
  const page = await context.newPage()
  page.setDefaultTimeout(waitMs)
  await page.goto(`${linli.url}/desk`)
  await page.getByLabel('账号').fill(login)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('navigation').waitFor()
  return page
}

describe('a notice at the desk', () => {
  let writer: Page
  let lead: Page
  let id = ''

  test('is written, and previewed with who cannot be reached and why', async () => {
    writer = await signIn('xiaowang')
    await writer.getByRole('link', { name: '通知' }).click()
    await writer.getByRole('button', { name: '写通知' }).click()
    await writer.getByLabel('标题', { exact: true }).fill('停水通知')
    await writer.getByLabel('正文').fill('{name}您好：因{reason}，{household}将于{from}停水，请提前储水。')
    await writer.getByLabel('{reason}').fill('水管检修')
    await writer.getByLabel('{from}').fill('明天9点至17点')
    // Goes out at any hour of the day.
    await writer.getByLabel(/紧急/).check()
    await writer.getByLabel('业主群').click({ force: true })
    await writer.getByTitle('全部群').click()
    await photograph(writer, 'desk-notice-compose')
    await writer.getByRole('button', { name: '保存草稿' }).click()
    await writer.getByText('可送达 93').waitFor()
    await writer.getByText('99栋1单元101：没有绑定任何账号').waitFor()
    await writer.locator('.notice-sample').getByText('因水管检修').waitFor()
    await photograph(writer, 'desk-notice-preview')
    id = new URL(writer.url()).hash.split('/').at(-1) ?? ''
  }, 120_000)

  test('names a wrong variable instead of sending it', async () => {
    await writer.getByRole('button', { name: /修\s*改/ }).click()
    await writer.getByLabel('正文').fill('{name}您好：{from}停水。{rooom}')
    await writer.getByLabel('{rooom}').fill('')
    await writer.getByRole('button', { name: '保存草稿' }).click()
    await writer.getByText('{rooom} has no value').waitFor()
    await writer.getByRole('button', { name: /修\s*改/ }).click()
    await writer.getByLabel('正文').fill('{name}您好：{household}将于{from}停水，请提前储水。')
    await writer.getByRole('button', { name: '保存草稿' }).click()
    await writer.getByText('可送达 93').waitFor()
  }, 120_000)

  test('is approved by a second account, not by its writer', async () => {
    await linli.product.database.client.setting.create({
      data: {
        ...{ key: 'broadcast-policy', updatedAt: new Date() },
        value: { needsApproval: true, urgentNeedsApproval: true, stoppedChannels: [] },
      },
    })
    await writer.getByRole('button', { name: '提交审核' }).click()
    await writer.getByText('待审核').first().waitFor()
    expect(await writer.getByRole('button', { name: '审核通过' }).count()).toBe(0)
    lead = await signIn('zhao')
    await lead.goto(`${linli.url}/desk#/notices/${id}`)
    await lead.getByRole('button', { name: '审核通过' }).click()
    await lead.getByText('已审核').first().waitFor()
    await photograph(lead, 'desk-notice-approved')
  }, 120_000)

  test('is scheduled, sent when it is due, and watched', async () => {
    const inAMinute = new Date(Date.now() + 70_000 + 8 * 3_600_000).toISOString().slice(0, 16)
    await lead.getByLabel('定时').fill(inAMinute)
    await lead.getByRole('button', { name: /定\s*时/ }).click()
    await lead.getByText('已定时').first().waitFor()
    await lead.getByText('发送中').first().waitFor({ timeout: 120_000 })
    await lead.locator('.ant-progress').waitFor()
    await photograph(lead, 'desk-notice-sending')
    await lead.getByText('已完成').first().waitFor({ timeout: 120_000 })
    const arrived = [...countArrivals(telegram, size).values()]
    expect(arrived.filter(times => times === 1)).toHaveLength(92)
    expect(arrived.filter(times => times > 1)).toHaveLength(0)
  }, 280_000)

  test('counts who presses 收到, and shows what is answered, without a reload', async () => {
    const resident = telegram.privateChat({ id: firstHouseholdChat + 3, name: '住户3' })
    await resident.presses('收到')
    await lead.locator('.ant-statistic', { hasText: '已点收到' }).getByText('1').waitFor()
    await lead.getByRole('tab', { name: '回复与提问' }).click()
    await resident.says('停水通知看到了，需要准备几桶水')
    await lead.getByText('停水通知看到了，需要准备几桶水').waitFor()
    await photograph(lead, 'desk-notice-receipts')
    await lead.getByRole('tab', { name: '失败与待处理' }).click()
  }, 120_000)

  test('shows its failures, who to call instead, and its poster', async () => {
    await lead.getByText('99栋1单元101').waitFor()
    await lead.getByText('已拉黑我们').waitFor()
    await lead.getByRole('button', { name: '已致电' }).first().click()
    await lead.getByText('✓ 已致电').waitFor()
    await photograph(lead, 'desk-notice-failures')
    await lead.getByRole('button', { name: /海\s*报/ }).click()
    await lead.locator('.poster svg').waitFor()
    await photograph(lead, 'desk-notice-poster')
    await lead.getByRole('button', { name: /返\s*回/ }).click()
  }, 120_000)

  test('is recalled: it is gone from the chats', async () => {
    await lead.getByRole('button', { name: /撤\s*回/ }).click()
    await lead
      .locator('.ant-popconfirm')
      .getByRole('button', { name: /撤\s*回/ })
      .click()
    await lead.getByText('已撤回').first().waitFor()
    await until(
      'nobody has it any more',
      // Who asked keeps the answer to their question.
      () =>
        [...countArrivals(telegram, size)].every(
          ([chat, times]) => times === (chat === String(firstHouseholdChat + 3) ? 1 : 0),
        ),
      120_000,
    )
    await photograph(lead, 'desk-notice-recalled')
    await lead.getByRole('button', { name: /返\s*回/ }).click()
    await lead.getByRole('link', { name: '停水通知' }).waitFor()
    await photograph(lead, 'desk-notices')
  }, 200_000)
})
