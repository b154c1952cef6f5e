import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { answerWithinMs, useJourney } from '../journeys/journey.ts'
import { desktop, launchBrowser, phone, photograph } from '../support/browser.ts'
import { buildWeb } from '../support/build-web.ts'
import type { Talk } from '../support/fake-telegram/talk.ts'
import { until } from '../support/until.ts'

// Resident on Telegram, staff at the desk in Chromium, the whole product between them.

const testMs = 240_000
const password = 'a password of the tests'
const roomId = -1_000_000_004_003
/** One blue pixel. */
const photo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

let browser: Browser
let context: BrowserContext
let page: Page
const troubles: string[] = []
// Before the product starts: it reads the pages once.
beforeAll(buildWeb, 180_000)
const journey = useJourney({
  way: 'polling',
  storage: 'PGlite',
  env: { TELEGRAM_STAFF_CHAT_ID: String(roomId) },
})

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())
beforeEach(() => troubles.splice(0))
afterEach(() => context?.close())

async function signIn(viewport: { width: number; height: number }): Promise<void> {
  context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.on('pageerror', error => troubles.push(error.message))
  await page.goto(`${journey().linli.url}/desk`)
  await page.getByLabel('账号').fill('admin')
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('navigation').waitFor()
}

const bubble = (text: string) => page.locator('.bubble', { hasText: text }).first()
const box = () => page.locator('.composer textarea').last()
const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

async function answers(text: string): Promise<void> {
  await box().fill(text)
  await press('发送')
  await bubble(text).waitFor()
}

async function fitsWidth(): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(page.viewportSize()?.width)
}

/** Notes stand beside the talk; on a phone behind the button of the resident. */
async function seesNote(text: string, isPhone: boolean): Promise<void> {
  if (!isPhone) return await page.locator('aside .notes', { hasText: text }).waitFor()
  await page.getByRole('button', { name: '业主画像' }).click()
  await page.locator('.ant-drawer .notes', { hasText: text }).waitFor()
  await page.locator('.ant-drawer-close').click()
}

/** What the resident sent is shown and not only named. */
async function showsMedia(resident: Talk): Promise<void> {
  await resident.sendsPhoto(photo, '就是这里漏')
  await bubble('就是这里漏').waitFor()
  await resident.sendsVoice(Buffer.from('OggS voice of the resident'))
  await resident.sendsDocument(Buffer.from('%PDF-1.4 bill'), '账单.pdf')
  const image = page.locator('.messages img.photo, .messages .photo img').first()
  await image.waitFor()
  await expect
    .poll(() => image.evaluate(element => (element as unknown as { naturalWidth: number }).naturalWidth), {
      timeout: 20_000,
    })
    .toBe(1)
  await page.locator('.messages audio').first().waitFor()
  const link = page.locator('.messages a.file', { hasText: '账单.pdf' })
  await link.waitFor()
  const address = (await link.getAttribute('href')) ?? ''
  const file = await context.request.get(`${journey().linli.url}${address}`)
  expect((await file.body()).toString()).toBe('%PDF-1.4 bill')
  expect(file.headers()['content-disposition']).toMatch(/^attachment/)
}

describe.each([
  ['a desktop', desktop, '王阿姨'],
  ['a phone', phone, '陈先生'],
] as const)('on %s', (size, viewport, name) => {
  test(
    'staff take a waiting talk, answer, note, and give it back; the resident hears exactly what is theirs',
    async () => {
      const resident = journey().person(name)
      await resident.says('转人工')
      await resident.hears(/已为您登记转人工/, answerWithinMs)
      await signIn(viewport)
      await page.getByRole('link', { name: new RegExp(name) }).click()
      await bubble('转人工').waitFor()
      await press('接手')
      await resident.hears(/已接手，接下来由/, answerWithinMs)
      await answers(`${name}您好，师傅下午三点到。`)
      await resident.hears(`${name}您好，师傅下午三点到。`, answerWithinMs)

      await page.getByText('内部备注', { exact: true }).first().click()
      await box().fill('这户上月也漏过')
      await press('保存备注')
      await seesNote('这户上月也漏过', viewport === phone)
      await page.locator('.composer').getByText('回复', { exact: true }).first().click()

      await resident.says('好的，那我等着')
      await bubble('好的，那我等着').waitFor()
      await showsMedia(resident)
      await fitsWidth()
      await photograph(page, `desk-journey-${size === 'a phone' ? 'phone' : 'desktop'}`)
      await journey().settled(resident)
      const heard = resident.heardTexts().join('\n')
      expect(heard).not.toMatch(/上月也漏过/)
      expect(heard.match(/师傅下午三点到/g)).toHaveLength(1)

      await press('交回机器人')
      await resident.hears(/自动助手）继续为您服务/, answerWithinMs)
      await resident.says('投诉多久处理？')
      await resident.hears(/24小时内响应/, answerWithinMs)
      await bubble('24小时内响应').waitFor()
      expect(resident.heardTexts().join('\n')).not.toMatch(/上月也漏过/)
      expect((await journey().conversationOf(resident)).mode).toBe('bot')
      expect(troubles).toEqual([])
    },
    testMs,
  )
})

describe('what the bot may do', () => {
  test(
    'assisted: its draft appears at the desk by itself, is changed, approved, and only then reaches the resident',
    async () => {
      await signIn(desktop)
      await page.evaluate("location.hash = '#/settings'")
      await page.locator('.ant-card').first().getByText('辅助', { exact: true }).click()
      await until('the mode is kept', async () =>
        (await journey().client.community.findFirst())?.botMode === 'assisted' ? true : undefined,
      )
      const resident = journey().person('孙女士')
      await resident.says('投诉多久处理？')
      await resident.hears(/工作人员会在这里回复您/, answerWithinMs)
      await page.evaluate("location.hash = '#/inbox'")
      await page.getByRole('link', { name: /孙女士/ }).click()
      const draft = page.getByRole('region', { name: '机器人起草的答复' })
      await draft.locator('textarea').first().waitFor()
      expect(await draft.locator('textarea').first().inputValue()).toMatch(/24小时内响应/)
      await resident.says('周末也算吗')
      await until('both messages are in one draft', async () => {
        const row = await journey().client.replySuggestion.findFirst({ where: { status: 'open' } })
        return (row?.inboundIds as string[] | undefined)?.length === 2 ? true : undefined
      })
      await page.waitForTimeout(1_500)
      await photograph(page, 'desk-draft')
      await draft.locator('textarea').first().fill('您好，24小时内响应，周末也算。')
      await draft.getByRole('button', { name: '采用并发送' }).click()
      await resident.hears('您好，24小时内响应，周末也算。', answerWithinMs)
      expect((await journey().conversationOf(resident)).mode).toBe('bot')
      await draft.waitFor({ state: 'detached' })
      await journey().client.community.updateMany({ data: { botMode: 'auto' } })
      expect(troubles).toEqual([])
    },
    testMs,
  )
})

describe('from the desk to the staff group', () => {
  test(
    'a code made at the desk binds a colleague, who answers in Telegram; the desk shows it',
    async () => {
      const group = journey().telegram.group({ id: roomId, title: '员工群' })
      const colleague = group.member({ id: journey().newId(), name: '管理员本人' })
      await signIn(desktop)
      await page.evaluate("location.hash = '#/me'")
      await press('绑定码')
      const words = (await page.locator('.ant-modal code').textContent())?.trim() ?? ''
      expect(words).toMatch(/^\/bind S-/)
      await photograph(page, 'desk-chat-code')
      await colleague.says(words)
      const sees = (pattern: RegExp) =>
        until(
          `the group sees ${pattern}`,
          () =>
            group.messages().findLast(({ from, text }) => from?.is_bot && pattern.test(String(text ?? ''))),
          answerWithinMs,
        )
      await sees(/已绑定/)
      const resident = journey().person('周先生')
      await resident.says('转人工')
      const card = await sees(/待人工：.*周先生/)
      await colleague.says('周先生您好，请讲。', { replyTo: card })
      await resident.hears('周先生您好，请讲。', answerWithinMs)
      await page.evaluate("location.hash = '#/inbox'")
      await page.getByText('我的', { exact: true }).first().click()
      await page.getByRole('link', { name: /周先生/ }).click()
      await bubble('周先生您好，请讲。').waitFor()
      expect(troubles).toEqual([])
    },
    testMs,
  )
})
