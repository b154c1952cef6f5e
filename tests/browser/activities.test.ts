import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashPassword } from '../../src/desk/password.ts'
import { createId } from '../../src/shared/ids.ts'
import { desktop, launchBrowser, photograph } from '../support/browser.ts'
import { buildWeb } from '../support/build-web.ts'
import { type FakeTelegram, startFakeTelegram } from '../support/fake-telegram/fake-telegram.ts'
import type { Talk } from '../support/fake-telegram/talk.ts'
import { type RunningLinli, startLinli } from '../support/start-linli.ts'

const password = 'a password of the tests'
const waitMs = 40_000
const testMs = 120_000
let browser: Browser
let context: BrowserContext
let telegram: FakeTelegram
let linli: RunningLinli
let page: Page
let resident: Talk

beforeAll(async () => {
  await buildWeb()
  telegram = await startFakeTelegram()
  linli = await startLinli({ telegram, env: { DEMO: '0' } })
  const { client } = linli.product.database
  const at = { createdAt: new Date() }
  await client.setting.create({ data: { key: 'calendar', value: { quiet: null }, updatedAt: new Date() } })
  await client.community.create({ data: { id: 'lake', name: '东湖花园', ...at } })
  for (const [building, bindCode] of [
    ['3', 'AAAA2222'],
    ['5', 'BBBB3333'],
  ] as const) {
    const place = { communityId: 'lake', building, unit: '1', room: '501' }
    await client.household.create({ data: { id: `h${building}`, bindCode, ...place, ...at } })
  }
  const passwordHash = await hashPassword(password)
  const row = { id: createId(), login: 'zhao', role: 'manager', name: '赵经理', passwordHash, ...at }
  await client.staff.create({ data: row })
  resident = telegram.privateChat({ id: 700_001, name: '王女士' })
  await resident.says('绑定 AAAA2222')
  await resident.hears(/绑定成功/, waitMs)
  browser = await launchBrowser()
  context = await browser.newContext({ viewport: desktop, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  page = await context.newPage()
  page.setDefaultTimeout(waitMs)
  await page.goto(`${linli.url}/desk`)
  await page.getByLabel('账号').fill('zhao')
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('navigation').waitFor()
}, 240_000)
afterAll(async () => {
  await context?.close()
  await browser?.close()
  await linli?.stop()
  await telegram?.stop()
}, 60_000)

/** As `datetime-local` takes it. */
const local = (hours: number) => new Date(Date.now() + (hours + 8) * 3_600_000).toISOString().slice(0, 16)
const dialog = () => page.getByRole('dialog')
const saveDialog = () =>
  dialog()
    .getByRole('button', { name: /保\s*存/ })
    .click()

describe('activities at the desk', () => {
  test(
    'an activity is opened, announced with a card, signed up for, and checked in',
    async () => {
      await page.getByRole('link', { name: '活动' }).click()
      await page.getByRole('button', { name: '发起活动' }).click()
      await dialog().getByLabel('标题').fill('中秋灯会')
      await dialog().getByLabel('说明').fill('猜灯谜，有礼品')
      await dialog().getByLabel('地点').fill('中心花园')
      await dialog().getByLabel('开始时间').fill(local(1))
      await dialog().getByLabel('报名截止').fill(local(1))
      await dialog().getByLabel('名额（不填为不限）').fill('20')
      await photograph(page, 'desk-activity-form')
      await saveDialog()
      await page.getByText('还没有人报名').waitFor()
      await resident.says('社区活动')
      await resident.hears(/中秋灯会[\s\S]*名额还有 20 个/, waitMs)
      await resident.presses('报名 · 中秋灯会')
      await resident.hears(/您是第 1 位/, waitMs)
      await page.reload()
      await page.getByRole('link', { name: '王女士' }).waitFor()
      await photograph(page, 'desk-activity')
      await page.getByRole('button', { name: /签\s*到/ }).click()
      await page.getByText('已签到').waitFor()
      await page.getByRole('button', { name: '生成通知' }).click()
      await page.getByText('可送达 1').waitFor()
      await page.locator('.notice-sample').first().getByText('中心花园').waitFor()
      await photograph(page, 'desk-activity-notice')
    },
    testMs,
  )

  test(
    "an owners' day takes questions, gives each somebody, and publishes the results",
    async () => {
      await page.goto(`${linli.url}/desk#/activities/owner-day`)
      await page.getByRole('button', { name: '开业主沟通日' }).click()
      await dialog().getByLabel('标题').fill('十二月业主沟通日')
      await dialog().getByLabel('提问开始').fill(local(-1))
      await dialog().getByLabel('提问截止').fill(local(24))
      await saveDialog()
      await page.getByText('还没有问题').waitFor()
      await resident.says('沟通日提问：什么时候修路灯')
      await resident.hears(/第 1 号/, waitMs)
      await page.getByLabel('录入电话或信箱里的问题').fill('健身房何时开放')
      await page.getByRole('button', { name: /新\s*增/ }).click()
      await page.getByText('健身房何时开放').waitFor()
      await page.getByLabel('负责人 1').click({ force: true })
      await page.getByTitle('赵经理').last().click()
      await page.getByLabel('答复（公开） 1').fill('路灯周五前换好')
      await page
        .getByRole('button', { name: /保\s*存/ })
        .first()
        .click()
      await resident.hears(/第 1 号问题有结果了：路灯周五前换好/, waitMs)
      await resident.says('沟通日结果')
      await resident.hears(/第 2 号：健身房何时开放\n答复：正在办理/, waitMs)
      await photograph(page, 'desk-owner-day')
    },
    testMs,
  )

  test(
    'a service is entered with tiers, shown on request, and rated',
    async () => {
      await page.goto(`${linli.url}/desk#/activities/services`)
      await page.getByRole('button', { name: '添加服务' }).click()
      await dialog().getByLabel('服务名称').fill('家政保洁')
      await dialog().getByRole('button', { name: '加一档' }).click()
      await dialog().getByPlaceholder('套餐名').fill('基础')
      await dialog().getByPlaceholder('价格').fill('80元')
      await dialog().getByLabel('合作商家（自营不填）').fill('洁净家')
      await saveDialog()
      await page.getByText('还没有评价').waitFor()
      await resident.says('服务菜单')
      await resident.hears(/家政保洁[\s\S]*基础：80元/, waitMs)
      await resident.presses('用过“家政保洁”，评价')
      await resident.hears(/打个分/, waitMs)
      await resident.presses('4')
      await resident.hears(/谢谢您的评价/, waitMs)
      await page.reload()
      await page.getByText('4.0 分（1 人）').waitFor()
      await photograph(page, 'desk-services')
    },
    testMs,
  )
})

describe('what notices need around them', () => {
  test(
    'recurring notices: all festivals at once, one a week, days left out, stopped',
    async () => {
      await page.goto(`${linli.url}/desk#/notices/schedules`)
      await page.getByRole('button', { name: '一键添加节日问候' }).click()
      await page.getByText('春节', { exact: true }).first().waitFor()
      await page.getByRole('button', { name: '新建定期通知' }).click()
      await dialog().getByLabel('标题').fill('每周动态')
      await dialog().getByLabel('内容').click({ force: true })
      await page.getByTitle(/一周动态/).click()
      await saveDialog()
      const card = page.locator('.ant-card', { hasText: '每周动态' })
      await card.getByText(/周五 09:00/).waitFor()
      const next = await card.getByText(/下次/).innerText()
      const { client } = linli.product.database
      const row = await client.broadcastSchedule.findFirstOrThrow({ where: { title: '每周动态' } })
      await card.getByLabel('跳过这些天').fill(row.nextAt?.toISOString().slice(0, 10) ?? '')
      await card.getByLabel('跳过这些天').press('Enter')
      await expect.poll(() => card.getByText(/下次/).innerText(), { timeout: waitMs }).not.toBe(next)
      await photograph(page, 'desk-schedules')
      await card.getByRole('button', { name: /停\s*用/ }).click()
      await card.getByText('已停用').waitFor()
      expect(await client.broadcastSchedule.count()).toBe(10)
    },
    testMs,
  )

  test(
    'the kill switch stops a channel and says so above the list; groups are added',
    async () => {
      await page.goto(`${linli.url}/desk#/notices/settings`)
      await page.getByLabel(/急停/).click({ force: true })
      await page.getByTitle('telegram').last().click()
      await page.getByText('已保存').first().waitFor()
      await page.getByLabel('群号').fill('-100500')
      await page.getByLabel('群名').fill('东湖业主群')
      await page.getByRole('button', { name: '添加群' }).click()
      await page.getByText('正常').waitFor()
      await photograph(page, 'desk-notice-settings')
      await page.getByRole('button', { name: /返\s*回/ }).click()
      await page.getByText('已急停：telegram').waitFor()
      await photograph(page, 'desk-notice-killed')
    },
    testMs,
  )

  test(
    'households get a tag, by which a notice chooses',
    async () => {
      await page.goto(`${linli.url}/desk#/settings`)
      await page.getByRole('tab', { name: '房屋标签' }).click()
      await page.getByLabel('标签', { exact: true }).fill('独居老人')
      await page.getByLabel('楼栋（不填为全小区）').fill('3')
      await page.getByRole('button', { name: '打标签' }).click()
      await page.getByRole('button', { name: /独居老人 · 1 户/ }).click()
      await page.getByText('3栋1单元501').waitFor()
      await photograph(page, 'desk-household-tags')
      await page.goto(`${linli.url}/desk#/notices/new`)
      await page.getByLabel('标题', { exact: true }).fill('关怀')
      await page.getByLabel('正文').fill('{name}您好，天冷请注意保暖，保证随叫随到。')
      await page.getByLabel('英文标题').fill('Care')
      await page.getByLabel('英文版（可不填）').fill('Hello {name}, keep warm.')
      await page.getByRole('button', { name: '更亲切' }).click()
      await page
        .getByText(/保证|承诺/)
        .nth(1)
        .waitFor()
      await page.getByLabel('住户', { exact: true }).click({ force: true })
      await page.getByTitle('指定楼栋、单元或标签').click()
      await page.getByLabel('标签', { exact: true }).fill('独居老人')
      await page.getByLabel('标签', { exact: true }).press('Enter')
      await photograph(page, 'desk-notice-compose-tags')
      await page.getByRole('button', { name: '保存草稿' }).click()
      await page.getByText('可送达 0').waitFor()
      await page.getByText(/渠道没有开通或已停用/).waitFor()
    },
    testMs,
  )
})
