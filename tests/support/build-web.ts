import { execFile } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { findNewestMs } from './build-product.ts'

const run = promisify(execFile)

/** Builds the desk's pages where their sources are newer than what was built. */
export async function buildWeb(): Promise<void> {
  const page = resolve('dist/web/index.html')
  if (existsSync(page) && statSync(page).mtimeMs > findNewestMs('web')) return
  const env = { ...process.env, NODE_ENV: 'production' }
  await run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn'], {
    env,
  })
}
