import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serve } from '../../src/desk/serve.ts'
import { silentLog } from '../../src/shared/log.ts'
import { writeXlsx } from '../../src/shared/write-sheet.ts'
import { desktop, launchBrowser, phone, photograph } from '../support/browser.ts'
import { buildWeb } from '../support/build-web.ts'
import { apiToken, createTestDesk, password, type TestDesk } from '../support/desk.ts'
import { addRatedCallbacks, addUnaskedCallbacks } from '../support/fill-callbacks.ts'
import { fillDesk } from '../support/fill-desk.ts'

const hourMs = 3_600_000
let browser: Browser
let desk: TestDesk
let server: Awaited<ReturnType<typeof serve>>
let login: string
const troubles: string[] = []

beforeAll(async () => {
  await buildWeb()
  desk = await createTestDesk()
  await fillDesk(desk)
  await addRatedCallbacks(desk)
  await addUnaskedCallbacks(desk)
  await addAlert()
  login = (await desk.signIn('manager')).login
  server = await serve({ app: desk.app, host: '127.0.0.1', port: 0, log: silentLog })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.close(200)
  await desk?.close()
})

/** What stands beyond the right edge of a page, but for what scrolls by itself. */
const findCut = `[...document.querySelectorAll('.page-body button, .page-body a, .page-body p, .page-body input')]
  .filter(element => !element.closest('.ant-table, .choices, .ant-tabs-nav, .ant-segmented'))
  .filter(element => element.getBoundingClientRect().right > innerWidth)
  .map(element => element.textContent || element.outerHTML)
  .concat(document.documentElement.scrollWidth > innerWidth ? ['the page'] : [])`

async function addAlert(): Promise<void> {
  const { client } = desk.database
  const at = new Date(Date.now() - hourMs)
  await client.alert.create({
    data: {
      ...{ id: 'alert-1', kind: 'group', cause: 'group/east/plumbing', channel: 'telegram', chat: '-100' },
      ...{ communityId: 'east', topic: '停水', category: 'plumbing', people: 4, messages: 7 },
      ...{
        sinceAt: at,
        openedAt: at,
        lastEvidenceAt: at,
        suggestion: '请公布恢复时间。',
        draft: '各位住户：正在抢修。',
      },
    },
  })
}

async function addSheet(): Promise<void> {
  const rows = ['安全', '保洁', '绿化', '维修', '客服', '停车'].map((name, at) => [
    name,
    90,
    68 + at * 4,
    400,
  ])
  const file = writeXlsx('测评', [['指标', '期望', '满意度', '样本量'], ...rows])
  const form = new FormData()
  form.set('title', '第三方测评')
  form.set('file', new File([new Uint8Array(file)], 'sheet.xlsx'))
  const headers = { Authorization: `Bearer ${apiToken}` }
  const done = await desk.app.request('/api/surveys/import', { method: 'POST', headers, body: form })
  expect(done.status).toBe(200)
}

async function openAt(
  place: string,
  viewport: { width: number; height: number },
  { locale = 'zh-CN', as = login } = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport, locale, timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  page.on('pageerror', error => troubles.push(error.message))
  await page.goto(`${server.url}/desk`)
  await page.getByLabel(/账号|Account|Login|User/i).fill(as)
  await page.getByLabel(/密码|Password/).fill(password)
  await page.getByRole('button', { name: /登\s*录|Sign in/i }).click()
  await page.getByRole('navigation').waitFor()
  await page.evaluate(`location.hash = '#/${place}'`)
  return page
}

describe('the pages of figures', () => {
  test('satisfaction shows mean and share with the number they were made of, and draws its charts', async () => {
    const page = await openAt('satisfaction', desktop)
    await page.getByText('满意率').first().waitFor()
    await page.locator('[role=img] svg text').first().waitFor()
    const text = await page.locator('body').innerText()
    expect(text).toContain('3.6')
    expect(text).toMatch(/60(\.0)?\s*%/)
    expect(text).toMatch(/n\s*=?\s*5|5/)
    const drawn = await page.locator('[role=img] svg text').allTextContents()
    expect(drawn.some(label => /^–.*n = 0$/.test(label))).toBe(true)
    await photograph(page, 'desk-satisfaction')
    expect(troubles).toEqual([])
  })

  test('surveys: the quarterly one is filled in, and a sheet of a third party is drawn with its gaps', async () => {
    await addSheet()
    const page = await openAt('satisfaction', desktop)
    await page.getByText('问卷', { exact: true }).first().click()
    await page.getByRole('switch', { name: /每季度自动发放/ }).click()
    await page.locator('[role=switch][aria-checked=true]').waitFor()
    const kept = await desk.database.client.setting.findUnique({ where: { key: 'surveys' } })
    expect(kept?.value).toMatchObject({ quarterly: { month: 3, day: 1, time: '10:00' } })
    await photograph(page, 'desk-surveys')
    await page.getByRole('button', { name: '季度服务质量调查' }).click()
    await page.locator('[role=dialog] input[value*="可靠"]').waitFor()
    await page.waitForTimeout(500)
    await photograph(page, 'desk-survey-quarterly')
    await page.getByRole('button', { name: /取\s*消/ }).click()
    await page
      .getByRole('button', { name: /结\s*果/ })
      .first()
      .click()
    const chart = page.locator('[role=dialog] [role=img][aria-label*="n = 400"]')
    await chart.locator('svg text').first().waitFor()
    expect(await chart.getAttribute('aria-label')).toMatch(/安全: .* 4\.5, .* 3\.4, .* -1\.1, n = 400/)
    await page.waitForTimeout(500)
    await photograph(page, 'desk-survey-results')
    expect(troubles).toEqual([])
  })

  test('once its charts are drawn, groupings, periods, tabs and other pages can be clicked', async () => {
    const page = await openAt('satisfaction', desktop)
    const drawn = page.locator('[role=img] svg text')
    await drawn.first().waitFor()
    for (const name of ['方面', '小区', '员工', '班组', '类别']) {
      await page.locator('.ant-segmented-item', { hasText: name }).click()
      await page.locator('.ant-segmented-item-selected', { hasText: name }).waitFor()
    }
    await drawn.first().waitFor()
    for (const days of [7, 30]) {
      await page.getByText(`近${days}天`, { exact: true }).click()
      await page.waitForTimeout(300)
      await drawn.first().waitFor()
    }
    for (const tab of ['待致电', '问卷', '满意度']) {
      await page.getByRole('tab', { name: tab }).click()
      await page.locator('[role=tab][aria-selected=true]', { hasText: tab }).waitFor()
    }
    await drawn.first().waitFor()
    await page.setViewportSize(phone)
    await page.setViewportSize(desktop)
    await page.evaluate(`location.hash = '#/tickets'`)
    await page.getByText('LL').first().waitFor()
    expect(troubles).toEqual([])
    await page.evaluate(`location.hash = '#/satisfaction'`)
    await page.getByRole('tab', { name: '问卷' }).click()
    await page
      .getByRole('button', { name: /结\s*果/ })
      .first()
      .click()
    await page.locator('[role=dialog] [role=img] svg text').first().waitFor()
    await page.locator('.ant-modal-close').click()
    await page.locator('[role=dialog]').waitFor({ state: 'hidden' })
    await page.getByRole('tab', { name: '满意度' }).click()
    await drawn.first().waitFor()
    expect(troubles).toEqual([])
  })

  test('alerts shows what is open, with how many people and what to do', async () => {
    const page = await openAt('alerts', desktop)
    await page.getByText('停水').first().waitFor()
    await photograph(page, 'desk-alerts')
    expect(troubles).toEqual([])
  })

  test('the record says in words how each callback stands, and a call can end without a score', async () => {
    const page = await openAt('satisfaction', desktop)
    await page.getByRole('tab', { name: '回访记录' }).click()
    const table = page.getByRole('tabpanel', { name: '回访记录' })
    await table.getByText('联系不上，也没有电话：住户屏蔽了我们').waitFor()
    await table.getByText('免打扰时段').waitFor()
    await page.getByRole('combobox', { name: '状态' }).click()
    await page.locator('.ant-select-item-option', { hasText: '未询问' }).click()
    await table.getByText('免打扰时段').waitFor({ state: 'detached' })
    await page.getByRole('tab', { name: '待致电' }).click()
    await page.getByText('13800000000').waitFor()
    await page.getByRole('button', { name: '登记答复' }).click()
    await page.getByText('没有接通，不再打').waitFor()
    await page.getByText('问题还没解决').waitFor()
    await page.waitForTimeout(400)
    await photograph(page, 'desk-phone-answer')
    await page.getByText('没有接通，不再打').click()
    await page.getByRole('button', { name: /保\s*存/ }).click()
    await page.getByText('没有需要致电的回访').waitFor()
    const kept = await desk.database.client.callback.findUnique({ where: { id: 'listed' } })
    expect(kept).toMatchObject({ status: 'unanswered', reason: 'not-reached' })
    expect(troubles).toEqual([])
  })

  test('the policy is changed by who looks after all communities; others see it', async () => {
    const page = await openAt('satisfaction', desktop)
    await page.getByRole('tab', { name: '回访规则' }).click()
    await page.getByLabel(/同一位住户/).fill('7')
    await page.getByRole('button', { name: '添加规则' }).click()
    await photograph(page, 'desk-callback-policy')
    await page.getByRole('button', { name: /保\s*存/ }).click()
    await page.getByText('已保存').waitFor()
    const kept = await desk.database.client.setting.findUnique({ where: { key: 'callbacks' } })
    expect(kept?.value).toMatchObject({ everyDays: 7, rules: [{ ask: 'never' }] })
    const { login: of } = await desk.signIn('manager')
    await desk.database.client.staff.update({ where: { login: of }, data: { communities: ['east'] } })
    const other = await openAt('satisfaction', desktop, { as: of })
    await other.getByRole('tab', { name: '回访规则' }).click()
    await other.getByText('由负责全部小区的人修改').waitFor()
    expect(await other.getByLabel(/同一位住户/).isDisabled()).toBe(true)
    expect(await other.getByRole('button', { name: /保\s*存/ }).count()).toBe(0)
    expect(troubles).toEqual([])
  })

  test.each([['zh-CN'], ['en']])('in %s nothing is cut on a phone', async locale => {
    const page = await openAt('satisfaction', phone, { locale })
    await page.locator('[role=img] svg text').first().waitFor()
    const count = await page.getByRole('tab').count()
    expect(count).toBe(5)
    for (let at = 0; at < count; at += 1) {
      await page.setViewportSize(phone)
      await page.evaluate(`document.querySelectorAll('[role=tab]')[${at}].click()`)
      await page.waitForTimeout(700)
      expect(await page.evaluate(findCut), `tab ${at}`).toEqual([])
      await photograph(page, `desk-satisfaction-${locale}-${at}-phone`)
      await page.setViewportSize(desktop)
      await page.waitForTimeout(300)
      await photograph(page, `desk-satisfaction-${locale}-${at}`)
    }
    expect(troubles).toEqual([])
  })

  test('both fit on a phone', async () => {
    for (const place of ['satisfaction', 'alerts']) {
      const page = await openAt(place, phone)
      await page
        .getByText(place === 'alerts' ? '停水' : '满意率')
        .first()
        .waitFor()
      await page.waitForTimeout(800)
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect(overflow).toBeLessThanOrEqual(0)
      await photograph(page, `desk-${place}-phone`)
    }
    expect(troubles).toEqual([])
  })
})
