import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { desktop, launchBrowser, phone, photograph } from '../support/browser.ts'
import { startWebChat, type WebChat } from '../support/web-chat.ts'

let browser: Browser
let chat: WebChat
let context: BrowserContext
let page: Page
let troubles: string[]

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

beforeEach(async () => {
  chat = await startWebChat()
  await open(desktop, 'zh-CN')
})
afterEach(async () => {
  await context.close()
  await chat.stop()
})

async function open(viewport: { width: number; height: number }, locale: string): Promise<void> {
  await context?.close()
  context = await browser.newContext({ viewport, locale, timezoneId: 'Asia/Shanghai' })
  page = await context.newPage()
  troubles = []
  page.on('pageerror', error => troubles.push(error.message))
  page.on('console', entry => {
    if (/Content Security Policy|Trusted/.test(entry.text())) troubles.push(entry.text())
  })
  await page.goto(chat.url)
}

async function enterAs(name: string): Promise<string> {
  await page.getByRole('button', { name }).click()
  await page.locator('#state[data-state=connected]').waitFor()
  await page.locator('#text').waitFor()
  return [...chat.talk.bound.keys()].at(-1) ?? ''
}

async function write(text: string): Promise<void> {
  await page.locator('#text').fill(text)
  await page.locator('#text').press('Enter')
}

const bubbles = () => page.locator('.line .bubble')

describe('the chat page', () => {
  test('lets a newcomer talk as a resident at once and shows the reply', async () => {
    await photograph(page, 'chat-join-desktop')
    const visitor = await enterAs('王女士')
    expect(chat.talk.bound.get(visitor)).toBe('h101')
    await photograph(page, 'chat-first-questions-desktop')
    await page.getByRole('button', { name: '投诉多久处理？' }).click()
    await expect.poll(() => chat.talk.received.map(message => message.text)).toEqual(['投诉多久处理？'])
    expect(chat.talk.received[0]?.sender).toEqual({ id: visitor, name: '王女士', language: 'zh-CN' })
    await chat.channel.showTyping({ channel: 'web', chat: visitor })
    await page.locator('#typing').waitFor()
    await chat.reply(visitor, '**24 小时内**答复，**3 天内**处理完。\n——《客诉处理标准》第6条')
    await bubbles().nth(1).waitFor()
    expect(await bubbles().nth(1).locator('strong').allTextContents()).toEqual(['24 小时内', '3 天内'])
    expect(await page.locator('#typing').isHidden()).toBe(true)
    await photograph(page, 'chat-reply-desktop')
    expect(troubles).toEqual([])
  })

  test('keeps the talk over a reload, each line once', async () => {
    const visitor = await enterAs('李先生')
    await write('厨房水管漏水了')
    // The answer follows the message, also where the machine is slow.
    await expect.poll(() => chat.talk.received.length).toBe(1)
    await chat.reply(visitor, '请问是几栋几单元几号？', [[{ label: '2栋1单元302', value: 'place:own' }]])
    await bubbles().nth(1).waitFor()
    await page.reload()
    await bubbles().nth(1).waitFor()
    expect(await bubbles().allTextContents()).toEqual(['厨房水管漏水了', '请问是几栋几单元几号？'])
    await page.getByRole('button', { name: '2栋1单元302' }).click()
    await expect.poll(() => chat.talk.received.at(-1)?.button).toBe('place:own')
    expect(await bubbles().last().textContent()).toBe('2栋1单元302')
  })

  test('keeps what is written while offline and sends it once afterwards', async () => {
    const visitor = await enterAs('陈阿姨')
    await context.setOffline(true)
    await page.locator('#banner').waitFor()
    // The page may hear of it before its requests really fail.
    const request = () =>
      page.evaluate(() =>
        fetch('/chat/api/session').then(
          () => 'came',
          () => 'failed',
        ),
      )
    await expect.poll(request).toBe('failed')
    await write('电梯不动了')
    await write('在三栋')
    await page.getByText('待网络恢复后发出').nth(1).waitFor()
    await photograph(page, 'chat-offline-desktop')
    expect(chat.talk.received).toEqual([])
    const key = chat.talk.store(visitor, '您不在线时的答复')
    await context.setOffline(false)
    await expect
      .poll(() => chat.talk.received.map(message => message.text), { timeout: 20_000 })
      .toEqual(['电梯不动了', '在三栋'])
    await page.getByText('您不在线时的答复').waitFor()
    await chat.channel.send({ to: { channel: 'web', chat: visitor }, text: '您不在线时的答复', key })
    await page.locator('#state[data-state=connected]').waitFor()
    expect((await bubbles().allTextContents()).sort()).toEqual(
      ['在三栋', '您不在线时的答复', '电梯不动了'].sort(),
    )
    expect(await page.locator('#banner').isHidden()).toBe(true)
  })

  test('shows markup that residents or the bot wrote as plain text', async () => {
    const visitor = await enterAs('王女士')
    const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    await write(hostile)
    await chat.reply(visitor, `**${hostile}**`, [[{ label: hostile, value: 'x' }]])
    await bubbles().nth(1).waitFor()
    expect(await bubbles().allTextContents()).toEqual([hostile, hostile])
    expect(await page.title()).toBe('Linli 邻里')
    expect(await page.locator('.lines img, .lines script').count()).toBe(0)
  })

  test('sends a photo that the resident picks and shows it', async () => {
    await enterAs('王女士')
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
      'base64',
    )
    await page.locator('#files').setInputFiles({ name: '漏水.png', mimeType: 'image/png', buffer: png })
    await page.locator('#send').click()
    await expect.poll(() => chat.talk.received[0]?.attachments[0]?.kind).toBe('photo')
    const image = page.locator('.lines img')
    await expect.poll(() => image.getAttribute('src')).toMatch(/^\/chat\/api\/files\//)
    await expect
      .poll(() => image.evaluate(node => (node as unknown as { naturalWidth: number }).naturalWidth))
      .toBe(1)
  })

  test('is in English for an English browser and fills a phone', async () => {
    await open(phone, 'en-GB')
    await photograph(page, 'chat-join-phone')
    await page.getByRole('button', { name: 'Start without a household' }).click()
    await page.getByRole('button', { name: 'My kitchen pipe is leaking' }).waitFor()
    await photograph(page, 'chat-first-questions-phone')
    const width = await page.evaluate('document.documentElement.scrollWidth')
    expect(width).toBe(phone.width)
    await page.getByRole('button', { name: '中文' }).click()
    await page.getByRole('button', { name: '厨房水管漏水了' }).waitFor()
    expect(troubles).toEqual([])
  })
})
