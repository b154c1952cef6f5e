import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serve } from '../../src/desk/serve.ts'
import { silentLog } from '../../src/shared/log.ts'
import { desktop, launchBrowser, phone, photograph } from '../support/browser.ts'
import { buildWeb } from '../support/build-web.ts'
import { createTestDesk, password, type TestDesk } from '../support/desk.ts'
import { type FilledDesk, fillDesk, hostile } from '../support/fill-desk.ts'

let browser: Browser
let context: BrowserContext
let page: Page
let desk: TestDesk
let filled: FilledDesk
let server: Awaited<ReturnType<typeof serve>>
let logins: Record<'admin' | 'agent' | 'observer' | 'technician', string>
const troubles: string[] = []

beforeAll(async () => {
  await buildWeb()
  desk = await createTestDesk()
  filled = await fillDesk(desk)
  logins = {
    admin: (await desk.signIn('admin')).login,
    agent: (await desk.signIn('agent')).login,
    observer: (await desk.signIn('observer')).login,
    technician: (await desk.signIn('technician')).login,
  }
  server = await serve({ app: desk.app, host: '127.0.0.1', port: 0, log: silentLog })
  browser = await launchBrowser()
  await open(desktop)
})
afterAll(async () => {
  await browser?.close()
  await server?.close(200)
  await desk?.close()
})

async function open(viewport: { width: number; height: number }, locale = 'zh-CN'): Promise<void> {
  await context?.close()
  context = await browser.newContext({ viewport, locale, timezoneId: 'Asia/Shanghai' })
  page = await context.newPage()
  page.setDefaultTimeout(6_000)
  page.on('pageerror', error => troubles.push(error.message))
  page.on('console', entry => {
    if (/Content Security Policy|Trusted|Warning:/.test(entry.text())) troubles.push(entry.text())
  })
  await page.goto(`${server.url}/desk`)
}

async function signIn(login: string): Promise<void> {
  await page.getByLabel('账号').fill(login)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('navigation').waitFor()
}

async function visit(place: string): Promise<void> {
  await page.evaluate(`location.hash = '#/${place}'`)
}

async function fitsWidth(): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(page.viewportSize()?.width)
}

describe('the desk on a desktop', () => {
  test('shows nothing before signing in, and says when the password is wrong', async () => {
    await page.getByLabel('账号').fill(logins.admin)
    await page.getByLabel('密码').fill('wrong')
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByText('账号或密码不对').waitFor()
    expect(await page.getByRole('navigation').count()).toBe(0)
    await photograph(page, 'desk-sign-in')
    await signIn(logins.admin)
  })

  test('lists who waits, and opens the talk with the resident beside it, as plain text', async () => {
    await page.getByRole('link', { name: /王女士/ }).click()
    await page.getByText('已经等了一天没人来').first().waitFor()
    const texts = await page.locator('.bubble').allTextContents()
    expect(texts[2]).toContain(hostile)
    expect(texts).toHaveLength(4)
    await page.locator('aside').getByText('LL1001').first().waitFor()
    await page.locator('aside').getByText('东湖花园 1栋1单元101').waitFor()
    expect(await page.title()).toBe('邻里 · 工作台')
    expect(await page.locator('.messages img').count()).toBe(0)
    await photograph(page, 'desk-talk')
  })

  test('polishes a draft and warns of what it promises', async () => {
    await visit(`inbox/${filled.withBot}`)
    await page.getByLabel('回复', { exact: true }).last().fill('你等着，保证明天修好')
    await page.getByRole('button', { name: '润色' }).click()
    await page.getByText('含有保证类的话').waitFor()
    await photograph(page, 'desk-assist')
    await page.getByRole('button', { name: /采\s*用/ }).click()
    expect(await page.locator('.composer textarea').first().inputValue()).toMatch(/^您好，请您稍候/)
  })

  test('shows what a resident writes by itself, without a reload', async () => {
    await visit(`inbox/${filled.withBot}`)
    await page.getByText('投诉多久处理？').first().waitFor()
    const now = new Date()
    await desk.database.client.inbound.create({
      data: {
        ...{ conversationId: filled.withBot, channel: 'telegram', chat: '78', sender: '78', messageId: '99' },
        ...{ text: '还有人吗', state: 'done', sentAt: now, receivedAt: now },
      },
    })
    await page.locator('.bubble', { hasText: '还有人吗' }).waitFor()
  })

  test('shows tickets by stage with their clocks, and takes a step', async () => {
    await visit('tickets')
    await page.getByRole('button', { name: /LL1001/ }).waitFor()
    expect(await page.locator('.late').count()).toBeGreaterThan(0)
    await photograph(page, 'desk-tickets')
    await page.getByRole('button', { name: /LL1003/ }).click()
    await page.getByRole('button', { name: '开始处理' }).click()
    await page.locator('.ant-modal').getByLabel('说明').fill('师傅已出发')
    await page.locator('.ant-modal').getByRole('button', { name: '开始处理' }).click()
    await page.locator('.ant-drawer').getByText('师傅已出发').waitFor()
    await photograph(page, 'desk-ticket')
    await visit('tickets')
    await page
      .locator('section[aria-label=处理中]')
      .getByRole('button', { name: /LL1003/ })
      .waitFor()
  })

  test('opens a ticket that came by telephone', async () => {
    await page.getByRole('button', { name: '登记工单' }).click()
    await page.locator('.ant-modal').getByLabel('内容').fill('5 栋大堂灯不亮')
    await page
      .locator('.ant-modal')
      .getByRole('button', { name: /保\s*存/ })
      .click()
    await page.locator('.ant-drawer').getByText('5 栋大堂灯不亮').first().waitFor()
    await visit('tickets')
  })

  test('sets what the bot does, and shared replies', async () => {
    await visit('settings')
    await page.getByText('东湖花园').waitFor()
    await page.locator('.ant-card', { hasText: '西山里' }).getByText('影子').click()
    await expect
      .poll(async () => (await desk.database.client.community.findUnique({ where: { id: 'west' } }))?.botMode)
      .toBe('shadow')
    await photograph(page, 'desk-settings')
    await page.getByRole('tab', { name: '常用语' }).click()
    await page.getByRole('button', { name: /新\s*增/ }).click()
    await page.getByLabel('标题').fill('马上核实')
    await page
      .locator('.ant-modal')
      .getByRole('textbox', { name: '内容' })
      .fill('{name}您好，工单 {ticket} 我马上核实。')
    await page
      .locator('.ant-modal')
      .getByRole('button', { name: /保\s*存/ })
      .click()
    await page.locator('.ant-card', { hasText: '马上核实' }).waitFor()
    await visit(`inbox/${filled.waiting}`)
    await page.getByRole('button', { name: '常用语' }).click()
    await page.getByRole('menuitem', { name: '马上核实' }).click()
    expect(await page.locator('.composer textarea').first().inputValue()).toBe(
      '王女士您好，工单 LL1001 我马上核实。',
    )
  })

  test('invites a colleague, who sets a password and signs in', async () => {
    await visit('accounts')
    await page.getByRole('button', { name: '邀请员工' }).click()
    await page.locator('.ant-modal').getByLabel('账号').fill('xiaozhang')
    await page.locator('.ant-modal').getByLabel('姓名').fill('小张')
    await page
      .locator('.ant-modal')
      .getByRole('button', { name: /保\s*存/ })
      .click()
    const link = await page.locator('.ant-modal code').textContent()
    await page.locator('.ant-modal-close').last().click()
    await page.getByText('待激活').waitFor()
    await photograph(page, 'desk-accounts')
    const other = await browser.newContext({ locale: 'zh-CN' })
    const theirs = await other.newPage()
    await theirs.goto(link?.trim() ?? '')
    await theirs.getByLabel('新密码').fill('a-long-enough-password')
    await theirs.getByLabel('再输一次').fill('a-long-enough-password')
    await theirs.getByRole('button', { name: '设置密码' }).click()
    await theirs.getByText('xiaozhang').waitFor()
    await theirs.getByRole('button', { name: /登\s*录/ }).click()
    await theirs.getByLabel('账号').fill('xiaozhang')
    await theirs.getByLabel('密码').fill('a-long-enough-password')
    await theirs.getByRole('button', { name: '登录' }).click()
    await theirs.getByRole('navigation').waitFor()
    await other.close()
  })

  test('lists whom to call, and ticks a call off', async () => {
    const notice = {
      ...{ id: 'call-1', kind: 'to-call', level: 'info', needsAck: true, createdAt: new Date() },
      text: '📞 请致电住户（工单 LL1001，给排水 · 3栋，13800001111）：工单 LL1001 已由刘师傅处理完成。',
    }
    await desk.database.client.staffNotice.create({ data: { ...notice, ticketNumber: 'LL1001' } })
    await visit('todo')
    await page.getByText('请致电住户').waitFor()
    await photograph(page, 'desk-todo')
    await page.getByRole('button', { name: '已致电' }).click()
    await page.getByText('没有待办的提醒').waitFor()
    const row = await desk.database.client.staffNotice.findUniqueOrThrow({ where: { id: 'call-1' } })
    expect(row.ackBy).not.toBeNull()
  })

  test('shows every other page without a dead end', async () => {
    for (const [place, text] of [
      ['knowledge', '文件'],
      ['audit', 'POST /api/accounts'],
      ['me', '两步验证'],
      ['roster', '排班'],
      ['nowhere', '没有这个页面'],
    ] as const) {
      await visit(place)
      await page.getByText(text).first().waitFor()
      await page.waitForTimeout(400)
      await photograph(page, `desk-${place}`)
    }
    await page.getByRole('button', { name: '回到会话' }).click()
    await page.getByRole('link', { name: /王女士/ }).waitFor()
  })

  test('is moved about by keys', async () => {
    await visit('inbox')
    await page.getByRole('link', { name: /王女士/ }).waitFor()
    await page.locator('body').press('j')
    await page.locator('.talk-head').waitFor()
    await page.locator('body').press('r')
    expect(await page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA')
  })

  test('speaks English, and shows nothing after signing out', async () => {
    await page.getByRole('button', { name: '更多' }).click()
    await page.getByRole('menuitem', { name: 'English' }).click()
    await page.getByRole('link', { name: 'Inbox' }).waitFor()
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByLabel('Login').waitFor()
    await page.reload()
    await page.getByLabel('Login').waitFor()
    expect(troubles).toEqual([])
  })
})

describe('the desk on a phone', () => {
  test('goes from the list to the talk and back', async () => {
    await open(phone)
    await signIn(logins.agent)
    await page.getByRole('link', { name: /王女士/ }).waitFor()
    await fitsWidth()
    await photograph(page, 'desk-inbox-phone')
    await page.getByRole('link', { name: /王女士/ }).click()
    await page.locator('.bubble', { hasText: '已经等了一天没人来' }).waitFor()
    await fitsWidth()
    await photograph(page, 'desk-talk-phone')
    await page.getByRole('button', { name: '业主画像' }).click()
    await page.locator('.ant-drawer').getByText('东湖花园').waitFor()
    await page.locator('.ant-drawer-close').click()
    await page.getByRole('button', { name: '返回' }).click()
    await page.getByRole('link', { name: /王女士/ }).waitFor()
  })

  test('shows tickets lane by lane', async () => {
    await visit('tickets')
    await page.getByRole('button', { name: /LL1001/ }).waitFor()
    await fitsWidth()
    await photograph(page, 'desk-tickets-phone')
  })

  test('shows an observer figures without names, and a technician no talks', async () => {
    await open(phone)
    await signIn(logins.observer)
    await page.getByRole('link', { name: /王\*\*/ }).waitFor()
    expect(await page.content()).not.toContain('王女士')
    await open(phone)
    await signIn(logins.technician)
    expect(await page.getByRole('link', { name: '会话' }).count()).toBe(0)
    await page.getByRole('button', { name: /LL1001/ }).waitFor()
    expect(troubles).toEqual([])
  })
})
