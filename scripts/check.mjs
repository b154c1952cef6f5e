// Runs every gate, two at a time; each ends in one line with its time. All run, also after a failure; exit code 1 then.
// `npm run check -- types texts` runs only the gates of these names.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const node = (...args) => ({ program: process.execPath, args })
const own = name => node('--import', 'tsx', `scripts/checks/${name}.mjs`)
const folders = ['src', 'web', 'tests', 'bench', 'training'].filter(folder => existsSync(folder))

const gates = [
  { name: 'types', run: node('node_modules/typescript/bin/tsc', '--noEmit') },
  { name: 'types of web', run: node('node_modules/typescript/bin/tsc', '--noEmit', '-p', 'web') },
  {
    name: 'imports',
    run: node(
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      ...folders,
    ),
  },
  {
    name: 'format and lint',
    run: node('node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off', '--error-on-warnings', '.'),
  },
  { name: 'drift', run: node('scripts/migrations.mjs', 'drift'), needs: 'scripts/migrations.mjs' },
  { name: 'texts', run: own('same-texts'), needs: 'src/i18n/zh-cn.ts' },
  { name: 'errors', run: own('documented-errors') },
  { name: 'readme', run: own('readme-tables'), needs: 'README.md' },
  { name: 'links', run: own('document-links') },
  { name: 'machine paths', run: own('machine-paths') },
]
const atOnce = 2

function runGate(gate) {
  if (gate.needs && !existsSync(gate.needs)) return { isPassed: true, note: `skipped: no ${gate.needs} yet` }
  return new Promise(resolve => {
    const child = spawn(gate.run.program, gate.run.args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', data => {
      output += data
    })
    child.stderr.on('data', data => {
      output += data
    })
    child.on('error', error => resolve({ isPassed: false, output: error.message }))
    child.on('close', code => resolve({ isPassed: code === 0, output }))
  })
}

async function report(gate) {
  const startedAtMs = performance.now()
  const result = await runGate(gate)
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1)
  const note = result.note ? `  ${result.note}` : ''
  if (!result.isPassed) console.log(`\n${result.output.trim()}`)
  console.log(
    `${result.isPassed ? 'ok    ' : 'FAILED'} ${gate.name.padEnd(16)} ${seconds.padStart(5)} s${note}`,
  )
  return result.isPassed
}

async function work(queue, failed) {
  for (let gate = queue.shift(); gate; gate = queue.shift()) {
    if (!(await report(gate))) failed.push(gate.name)
  }
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter(name => !gates.some(gate => gate.name === name))
if (unknown.length > 0) {
  console.error(`No gate named ${unknown.join(', ')}. Gates: ${gates.map(gate => gate.name).join(', ')}.`)
  process.exit(2)
}
// The types rest on the generated database client, which no checkout holds.
if (!existsSync('src/storage/generated/client.ts')) {
  spawnSync(process.execPath, ['scripts/prisma-generate.mjs'], { stdio: 'inherit' })
}
const queue = gates.filter(gate => wanted.length === 0 || wanted.includes(gate.name))
const failed = []
await Promise.all(Array.from({ length: atOnce }, () => work(queue, failed)))
console.log(failed.length === 0 ? 'All gates passed.' : `Failed: ${failed.join(', ')}.`)
process.exit(failed.length === 0 ? 0 : 1)
