import { readFileSync, rmSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { desktop, launchBrowser, photograph } from '../support/browser.ts'
import { buildWeb } from '../support/build-web.ts'
import { type LinliProcess, makeFolder, prepareLinliProcess } from '../support/start-linli.ts'

// The first ten minutes of somebody new: the numbered steps of README.md, done one after another as they are written there.
// A word in bold or in code there must be what the page really shows.

const heading = '## From here to answering as staff, in ten minutes'
const testMs = 300_000
const complaint = '厨房水管漏水了'
const wish = '我要找人工'
const answer = '您好，师傅半小时内到。'

/** The first numbered list below the heading. */
function readSteps(): string[] {
  const text = readFileSync('README.md', 'utf8')
  const part = text.slice(text.indexOf(heading)).split('Or in a Telegram group')[0] ?? ''
  return [...part.matchAll(/^\d+\. (.*(?:\n {3}.*)*)/gm)].map(found => found[1] ?? '')
}

let browser: Browser
let linli: LinliProcess
let resident: Page
let desk: Page
let password = ''
const dataDir = makeFolder()

beforeAll(async () => {
  await buildWeb()
  browser = await launchBrowser()
  const start = await prepareLinliProcess({
    ...{ dataDir, allDocuments: true },
    env: { ADMIN_PASSWORD: undefined, API_TOKEN: undefined },
  })
  linli = start()
  await linli.ready()
}, testMs)
afterAll(async () => {
  await browser?.close()
  linli?.kill('SIGTERM')
  await linli?.ended
  rmSync(dataDir, { recursive: true, force: true })
}, 60_000)

async function newPage(address: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: desktop,
    locale: 'en-US',
    timezoneId: 'Asia/Shanghai',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await page.goto(`${linli.url}${address}`)
  return page
}

/** Gives a word of the step, which must stand there. */
function named(step: string, word: string): string {
  expect(step).toContain(word)
  return word
}

async function residentWrites(text: string): Promise<void> {
  await resident.locator('#text').fill(text)
  await resident.locator('#text').press('Enter')
}

const residentHears = (pattern: RegExp) =>
  resident.locator('.line .bubble', { hasText: pattern }).last().waitFor()

/** What each step says to do, in order. */
const acts: ((step: string) => Promise<void>)[] = [
  async step => {
    named(step, 'npm start')
    named(step, 'First sign-in at the desk: admin /')
    password = /First sign-in at the desk: admin \/ (\S+)/.exec(linli.output())?.[1] ?? ''
    expect(password.length).toBeGreaterThanOrEqual(8)
  },
  async step => {
    named(step, 'http://localhost:3000')
    resident = await newPage('/')
    await resident.locator('#households button').first().click()
    await resident.locator('#text').waitFor()
    await residentWrites(named(step, complaint))
    await residentHears(/LL\d+/)
    await residentWrites(named(step, wish))
    await residentHears(/转人工/)
  },
  async step => {
    named(step, 'http://localhost:3000/desk')
    desk = await newPage('/desk')
    await desk.getByLabel('Login').fill(named(step, 'admin'))
    await desk.getByLabel('Password').fill(password)
    await desk.getByRole('button', { name: 'Sign in' }).click()
    await desk.getByRole('link', { name: named(step, 'Inbox') }).waitFor()
    await desk.locator('a', { hasText: wish }).waitFor()
  },
  async step => {
    await desk.locator('a', { hasText: wish }).click()
    await desk.locator('aside', { hasText: complaint }).waitFor()
    await desk.getByRole('button', { name: named(step, 'Take'), exact: true }).click()
    await residentHears(/has taken over|已接手/)
  },
  async step => {
    await desk.getByText(named(step, 'Internal note'), { exact: true }).first().waitFor()
    await desk.getByRole('button', { name: named(step, 'Polish') }).waitFor()
    await desk.locator('.composer textarea').last().fill(answer)
    await desk.getByRole('button', { name: named(step, 'Send'), exact: true }).waitFor()
    named(step, 'Ctrl+Enter')
    await desk.locator('.composer textarea').last().press('Control+Enter')
    await residentHears(new RegExp(answer))
    await photograph(desk, 'desk-newcomer')
  },
  async step => {
    await desk.getByRole('button', { name: named(step, 'Return to bot') }).click()
    await residentHears(/assistant|自动助手/)
    await residentWrites('投诉多久处理？')
    await residentHears(/24/)
  },
  async step => {
    await desk.getByRole('link', { name: named(step, 'Accounts') }).click()
    await desk.getByRole('button', { name: 'Invite staff' }).click()
    await desk.locator('.ant-modal').getByLabel('Login').fill('newcomer')
    await desk.locator('.ant-modal').getByLabel('Name').fill('New Comer')
    await desk.locator('.ant-modal').getByRole('button', { name: /Save/ }).click()
    await desk.locator('.ant-modal code', { hasText: '/desk#/invite/' }).waitFor()
    await desk.locator('.ant-modal-close').last().click()
    named(step, 'My account')
    await desk.evaluate("location.hash = '#/me'")
    await desk.getByRole('heading', { name: 'My account' }).waitFor()
    await desk.getByRole('button', { name: 'Chat code' }).waitFor()
  },
]

describe('the first ten minutes, as README.md tells them', () => {
  test('are as many steps as are done here', () => expect(readSteps()).toHaveLength(acts.length))
  for (const [number, act] of acts.entries()) {
    test(`step ${number + 1}`, () => act(readSteps()[number] ?? ''), testMs)
  }
})
