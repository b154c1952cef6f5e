import { createHmac, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import type { Database } from './storage/database.ts'

export interface WholeTexts {
  /** Where the whole of a message that was cut can be read; nobody can guess it. */
  linkTo(outboundId: bigint): string
  routes: Hono
}

const path = '/whole'

/**
 * The page with the whole of an answer that a short reply window has cut. `publicUrl` is the product's address as residents'
 * phones reach it.
 */
export function createWholeTexts(parts: {
  database: Database
  secret: string
  publicUrl: string
}): WholeTexts {
  const { database, publicUrl } = parts
  const sign = (id: string) =>
    createHmac('sha256', parts.secret).update(`whole text ${id}`).digest('base64url').slice(0, 24)
  const routes = new Hono()
  routes.get(`${path}/:id/:signature`, async context => {
    const { id, signature } = context.req.param()
    const text = isSame(signature, sign(id)) ? await readWhole(database, id) : undefined
    context.header('cache-control', 'no-store')
    context.header('x-robots-tag', 'noindex')
    context.header('referrer-policy', 'no-referrer')
    context.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
    return text === undefined
      ? context.text('没有这一页，或已不再提供。 There is no such page.', 404)
      : context.html(writePage(text))
  })
  return {
    linkTo: outboundId => {
      const id = String(outboundId)
      return `${publicUrl}${path}/${id}/${sign(id)}`
    },
    routes,
  }
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** Only what was cut has a page, and only while its words have not been erased. */
async function readWhole(database: Database, id: string): Promise<string | undefined> {
  if (!/^\d{1,18}$/u.test(id)) return undefined
  const row = await database.client.outbound.findUnique({
    where: { id: BigInt(id) },
    select: { content: true },
  })
  const { whole } = (row?.content ?? {}) as { whole?: string }
  return whole
}

function writePage(text: string): string {
  const words = text.replaceAll('**', '').replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>全文 Full text</title><style>body{max-width:40rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.7 system-ui,sans-serif;color:#222;background:#f6f8f7}main{white-space:pre-wrap;overflow-wrap:anywhere;background:#fff;border-radius:.75rem;padding:1.25rem}</style><main>${words}</main></html>`
}
