// Runs all tests. They use a real PostgreSQL, Redis and Chromium with Chinese fonts: what is missing is installed
// (Debian, as root) or named.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const needs = [
  { package: 'postgresql', isThere: () => isOnPath('initdb') || hasPostgres() },
  { package: 'redis-server', isThere: () => isOnPath('redis-server') },
  { package: 'chromium', isThere: () => isOnPath('chromium') },
  { package: 'fonts-noto-cjk', isThere: hasChineseFont },
]

const missing = needs.filter(need => !need.isThere()).map(need => need.package)
if (missing.length > 0 && !install(missing)) {
  for (const name of missing) console.error(`Missing: ${name}. Install it and run the tests again.`)
  process.exit(1)
}
const vitest = join('node_modules', 'vitest', 'vitest.mjs')
const run = spawnSync(process.execPath, [vitest, 'run', ...process.argv.slice(2)], { stdio: 'inherit' })
process.exit(run.status ?? 1)

function install(packages) {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  console.log(`Installing ${packages.join(' ')}`)
  return (
    spawnSync('apt-get', ['update', '-q'], options).status === 0 &&
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], options).status ===
      0
  )
}

function isOnPath(name) {
  return (process.env.PATH ?? '').split(':').some(folder => isExecutable(join(folder, name)))
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function hasPostgres() {
  const root = '/usr/lib/postgresql'
  return (
    existsSync(root) && readdirSync(root).some(version => existsSync(join(root, version, 'bin', 'initdb')))
  )
}

function hasChineseFont() {
  const found = spawnSync('fc-list', [':lang=zh-cn'], { encoding: 'utf8' })
  return found.status === 0 ? found.stdout.trim() !== '' : existsSync('/usr/share/fonts/opentype/noto')
}
