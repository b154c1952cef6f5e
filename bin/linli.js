#!/usr/bin/env node
import { existsSync } from 'node:fs'

const entry = new URL('../dist/cli/start.js', import.meta.url)
if (existsSync(entry)) {
  const { startCli } = await import(entry.href)
  await startCli()
} else {
  console.error('Linli is not built yet: run npm run build first. 尚未构建，请先运行 npm run build。')
  process.exitCode = 2
}
