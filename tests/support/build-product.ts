import { execFile } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Gives the path of the compiled `main`; compiles first where the sources are newer. */
export async function buildProduct(): Promise<string> {
  const main = resolve('dist/main.js')
  if (!existsSync(main) || statSync(main).mtimeMs < findNewestMs('src')) {
    await run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'])
    await run(process.execPath, ['scripts/copy-assets.mjs'])
  }
  return main
}

/** When the newest file below a folder was changed. */
export function findNewestMs(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return Math.max(...entries.filter(entry => entry.isFile()).map(entry => newest(entry)))
}

function newest(entry: { parentPath: string; name: string }): number {
  return statSync(join(entry.parentPath, entry.name)).mtimeMs
}
