import { createHmac, randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { messageOf } from '../../../shared/errors.ts'
import type { Log } from '../../../shared/log.ts'
import type { ChannelReport } from '../../channel.ts'

interface QrCode {
  toString(text: string, options: { type: 'terminal' | 'svg'; small?: boolean }): Promise<string>
}

/**
 * Shows the log-in code: in the terminal, and on a page whose address nobody can guess. Whoever scans it lends their
 * account to the product, so it is never sent to a site of others.
 */
export function createLoginPage(secret: string) {
  const key = createHmac('sha256', secret === '' ? randomBytes(32) : secret).update('wechat login page')
  const path = `/channels/wechat/login/${key.digest('hex').slice(0, 40)}`
  let current: string | undefined
  const routes = new Hono()
  routes.get(path, async context => {
    if (current === undefined) return context.text('当前无需扫码。', 404)
    const svg = await draw(current, 'svg')
    return context.html(
      `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="20"><title>微信登录</title><body style="max-width:20rem;margin:2rem auto;font-family:sans-serif;text-align:center"><h1>请用物业微信扫码登录</h1>${svg}`,
    )
  })
  return {
    routes,
    show: (qrcode: string, log: Log) => {
      if (qrcode === current) return
      current = qrcode
      draw(qrcode, 'terminal').then(
        drawn => process.stdout.write(`微信登录：请用物业微信扫码（或打开 ${path}）\n${drawn}\n`),
        (error: unknown) =>
          log.warn({ error: messageOf(error), path }, 'the log-in code is on its page only'),
      )
    },
    clear: () => {
      current = undefined
    },
    describe: (state: ChannelReport['state']) => (state === 'waiting-for-scan' ? path : ''),
  }
}

async function draw(text: string, type: 'terminal' | 'svg'): Promise<string> {
  const name: string = 'qrcode'
  const { default: qrcode } = (await import(name)) as { default: QrCode }
  return await qrcode.toString(text, { type, small: true })
}
