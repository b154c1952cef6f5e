import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serve } from '../../src/desk/serve.ts'
import { createId } from '../../src/shared/ids.ts'
import { silentLog } from '../../src/shared/log.ts'
import { desktop, launchBrowser, phone, photograph } from '../support/browser.ts'
import { createTestDesk, password, type TestDesk } from '../support/desk.ts'

const hostile = '<img src=x onerror="document.title=1">'

let browser: Browser
let context: BrowserContext
let page: Page
let desk: TestDesk
let server: Awaited<ReturnType<typeof serve>>
let login: string
const troubles: string[] = []

beforeAll(async () => {
  desk = await createTestDesk()
  await fill()
  login = (await desk.signIn('manager')).login
  server = await serve({ app: desk.app, host: '127.0.0.1', port: 0, log: silentLog })
  browser = await launchBrowser()
  context = await browser.newContext({ viewport: desktop, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  page = await context.newPage()
  page.on('pageerror', error => troubles.push(error.message))
  await page.goto(`${server.url}/desk`)
})
afterAll(async () => {
  await browser.close()
  await server.close(200)
  await desk.close()
})

async function fill(): Promise<void> {
  const { client } = desk.database
  const [id, contactId] = [createId(), createId()]
  const now = new Date()
  await client.contact.create({
    data: { id: contactId, channel: 'telegram', sender: '77', name: '王女士', createdAt: now },
  })
  await client.conversation.create({
    data: {
      ...{
        id,
        contactId,
        channel: 'telegram',
        chat: '77',
        sender: '77',
        mode: 'waiting',
        lastInboundAt: now,
      },
      ...{ createdAt: now, updatedAt: now },
    },
  })
  await client.inbound.create({
    data: {
      ...{ conversationId: id, channel: 'telegram', chat: '77', sender: '77', messageId: '1', state: 'done' },
      ...{ text: `厨房水管漏水了 ${hostile}`, sentAt: now, receivedAt: now, emotion: 'anxious' },
    },
  })
  await client.outbound.create({
    data: {
      ...{ conversationId: id, text: '工单 **LL1001** 已登记，24 小时内答复您。', state: 'sent' },
      ...{ dueAt: now, createdAt: new Date(now.getTime() + 1_000) },
    },
  })
  const open = (ticket: object) =>
    desk.parts.openTicket({
      ...{ kind: 'repair', category: 'plumbing', priority: 'normal', location: '1栋1单元101' },
      ...{ channel: 'telegram', sender: '77', by: 'bot', description: `厨房水管漏水了 ${hostile}` },
      ...ticket,
    })
  const leak = await open({})
  await client.ticket.update({ where: { number: leak.number }, data: { conversationId: id } })
  await open({
    category: 'elevator',
    priority: 'emergency',
    location: '3栋2单元电梯',
    description: '电梯困人',
  })
  const late = await open({ category: 'cleaning', location: '地下车库B2', description: '垃圾没人收' })
  await client.ticket.update({
    where: { number: late.number },
    data: { respondBy: new Date(now.getTime() - 3 * 3_600_000) },
  })
  const done = await open({
    category: 'greening',
    location: '东门',
    description: '树枝挡路',
    priority: 'low',
  })
  await desk.parts.changeTicket({ number: done.number, action: 'resolve', by: 'api', note: '已修剪' })
}

describe('the desk page', () => {
  test('shows nothing before signing in, and says when the password is wrong', async () => {
    await page.locator('#login').waitFor()
    expect(await page.locator('#desk').isVisible()).toBe(false)
    await photograph(page, 'desk-sign-in')
    await page.locator('#login').fill(login)
    await page.locator('#password').fill('wrong')
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByText('账号或密码不对。').waitFor()
  })

  test('lists tickets with what is overdue, and conversations', async () => {
    await page.locator('#password').fill(password)
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByText('LL1002').waitFor()
    expect(await page.locator('#tickets tr').count()).toBe(4)
    expect(await page.locator('tr', { hasText: '地下车库B2' }).locator('.late').textContent()).toMatch(
      /超时 3 小时/,
    )
    expect(await page.locator('.late').count()).toBe(1)
    await page.getByRole('button', { name: /王女士/ }).waitFor()
    await photograph(page, 'desk-lists')
  })

  test('opens a conversation with its messages and the events of its ticket, as plain text', async () => {
    await page.getByRole('button', { name: /王女士/ }).click()
    await page.locator('#messages .bubble').nth(1).waitFor()
    const texts = await page.locator('#messages .bubble').allTextContents()
    expect(texts).toEqual([`厨房水管漏水了 ${hostile}`, '工单 LL1001 已登记，24 小时内答复您。'])
    await page.locator('#talk-tickets summary').click()
    expect(await page.locator('#talk-tickets .event').count()).toBe(2)
    expect(await page.locator('main img').count()).toBe(0)
    expect(await page.title()).toBe('邻里 · 工作台')
    await photograph(page, 'desk-conversation')
  })

  test('shows new tickets by itself, in both languages, and fits a phone', async () => {
    await desk.parts.changeTicket({ number: 'LL1002', action: 'start', by: 'api', note: '' })
    await page.locator('tr', { hasText: 'LL1002' }).getByText('处理中').waitFor({ timeout: 15_000 })
    await page.getByRole('button', { name: 'English' }).click()
    await page.locator('tr', { hasText: 'LL1002' }).getByText('in progress').waitFor()
    await page.setViewportSize(phone)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(phone.width)
    await page.getByRole('button', { name: 'Close' }).click()
    await photograph(page, 'desk-phone')
  })

  test('stays signed in over a reload and shows nothing after signing out', async () => {
    await page.reload()
    await page.getByText('LL1002').waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.locator('#login').waitFor()
    await page.reload()
    await page.locator('#login').waitFor()
    expect(await page.locator('#desk').isVisible()).toBe(false)
    expect(troubles).toEqual([])
  })
})
