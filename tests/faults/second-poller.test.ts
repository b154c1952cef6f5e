import { rmSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { startFakeTelegram } from '../support/fake-telegram/fake-telegram.ts'
import { makeFolder, prepareLinliProcess } from '../support/start-linli.ts'

const dataDir = makeFolder()
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

it('ends cleanly with a clear error when somebody else polls the same bot', async () => {
  const telegram = await startFakeTelegram()
  const start = await prepareLinliProcess({ telegram, dataDir })
  const linli = start()
  await linli.ready()
  let isOver = false
  const rival = (async () => {
    while (!isOver) await pollOnce(telegram)
  })()
  const ended = await linli.ended
  isOver = true
  expect(ended, linli.output()).toEqual({ code: 1, signal: null })
  expect(linli.output()).toContain("Somebody else takes this bot's messages")
  expect(linli.output()).toContain('Only one process may poll a bot')
  await telegram.stop()
  await rival
}, 600_000)

async function pollOnce({ apiRoot, token }: { apiRoot: string; token: string }): Promise<void> {
  const body = JSON.stringify({ timeout: 2 })
  const headers = { 'content-type': 'application/json' }
  await fetch(`${apiRoot}/bot${token}/getUpdates`, { method: 'POST', headers, body }).catch(() => {})
}
