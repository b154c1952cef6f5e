// Copies what the compiler leaves behind (the hand-written pages below any `page` folder) from src to dist.
import { cpSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

for (const entry of readdirSync('src', { recursive: true, withFileTypes: true })) {
  if (!entry.isDirectory() || entry.name !== 'page') continue
  const from = join(entry.parentPath, entry.name)
  cpSync(from, join('dist', relative('src', from)), { recursive: true })
}
