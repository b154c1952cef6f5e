import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { build } from 'vite'
import { findNewestMs } from './build-product.ts'

/** Builds the desk's pages where their sources are newer than what was built. */
export async function buildWeb(): Promise<void> {
  const page = resolve('dist/web/index.html')
  if (existsSync(page) && statSync(page).mtimeMs > findNewestMs('web')) return
  await build({ root: resolve('web'), configFile: resolve('web/vite.config.ts'), logLevel: 'warn' })
}
