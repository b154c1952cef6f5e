import { runLinli } from './linli.ts'
import { wireParts } from './wire-parts.ts'

/** Runs the command of this process and sets its exit code; the entry of `bin/linli.js`. */
export async function startCli(): Promise<void> {
  const { stdin, stdout, stderr, env } = process
  const io = { input: stdin, output: stdout, errors: stderr, env }
  process.exitCode = await runLinli(process.argv.slice(2), wireParts(), io)
}
