import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

const paths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export const desktop = { width: 1280, height: 900 }
export const phone = { width: 390, height: 844 }

export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? paths.find(existsSync)
  if (!executablePath) throw new Error('Chromium is missing: apt-get install chromium fonts-noto-cjk')
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}

/** Writes a picture for people to look at; its folder is `SCREENSHOTS_DIR`, else one below the temporary files. */
export async function photograph(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS_DIR'] ?? join(tmpdir(), 'linli-screenshots')
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
