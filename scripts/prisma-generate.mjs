// Generates the database client. The schema engine is a download that `generate` never calls, so any
// executable stands in for it; without this the command fails on a machine that cannot reach it.
import { spawnSync } from 'node:child_process'

const env = {
  ...process.env,
  PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? process.execPath,
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
}
const run = spawnSync('npx', ['--no-install', 'prisma', 'generate', '--no-hints'], {
  env,
  encoding: 'utf8',
  shell: process.platform === 'win32',
})
if (run.status !== 0) {
  process.stderr.write(`${run.stdout ?? ''}${run.stderr ?? ''}`)
  process.exit(run.status ?? 1)
}
