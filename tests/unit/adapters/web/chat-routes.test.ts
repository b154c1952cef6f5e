import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sniffFile } from '../../../../src/adapters/web/sniff-file.ts'
import { serve } from '../../../../src/desk/serve.ts'
import { LinliError } from '../../../../src/shared/errors.ts'
import { silentLog } from '../../../../src/shared/log.ts'
import { startWebChat, type WebChat } from '../../../support/web-chat.ts'

let chat: WebChat
let cookie: string
let visitor: string
beforeAll(async () => {
  chat = await startWebChat()
  const response = await enter({ householdId: 'h101' })
  cookie = response.headers.get('Set-Cookie')?.split(';')[0] ?? ''
  visitor = /=([0-9a-f]{32})/.exec(cookie)?.[1] ?? ''
})
afterAll(() => chat.stop())

const own = { 'X-Linli-Page': '1', 'Content-Type': 'application/json' }

function enter(body: unknown): Promise<Response> {
  return fetch(`${chat.url}/chat/api/session`, { method: 'POST', headers: own, body: JSON.stringify(body) })
}

function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${chat.url}/chat/api/messages`, {
    method: 'POST',
    headers: { ...own, Cookie: cookie, ...headers },
    body: JSON.stringify(body),
  })
}

function postFile(bytes: Uint8Array<ArrayBuffer>, name: string, id: string): Promise<Response> {
  const form = new FormData()
  form.append('message', JSON.stringify({ id }))
  form.append('files', new File([bytes], name, { type: 'image/png' }))
  const headers = { 'X-Linli-Page': '1', Cookie: cookie }
  return fetch(`${chat.url}/chat/api/messages`, { method: 'POST', headers, body: form })
}

describe('the API of the chat page', () => {
  test('gives a cookie that scripts cannot read', async () => {
    const response = await enter({ householdId: null })
    expect(response.headers.get('Set-Cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  test('keeps the visits of one browser apart, tab by tab', async () => {
    const first = { Cookie: cookie, 'X-Linli-Visit': visitor }
    const second = await fetch(`${chat.url}/chat/api/session`, {
      method: 'POST',
      headers: { ...own, Cookie: cookie },
      body: JSON.stringify({ householdId: null }),
    })
    const both = { Cookie: second.headers.get('Set-Cookie')?.split(';')[0] ?? '' }
    const { visit } = (await second.json()) as { visit: string }
    expect(visit).not.toBe(visitor)
    expect((await post({ id: 'tab-one-1', text: '第一页' }, { ...first, ...both })).status).toBe(202)
    expect(
      (await post({ id: 'tab-two-1', text: '第二页' }, { ...both, 'X-Linli-Visit': visit })).status,
    ).toBe(202)
    expect((await post({ id: 'tab-new-1', text: '新的一页' }, both)).status).toBe(202)
    const chats = ['tab-one-1', 'tab-two-1', 'tab-new-1'].map(
      id => chat.talk.received.find(kept => kept.messageId === id)?.chat,
    )
    expect(chats).toEqual([visitor, visit, visit])
    const unknown = { ...both, 'X-Linli-Visit': '0'.repeat(32) }
    expect((await post({ id: 'tab-none-1', text: '别人的' }, unknown)).status).toBe(401)
  })

  test('lets nobody play a household that is not a demo household', async () => {
    expect((await enter({ householdId: 'a-real-one' })).status).toBe(404)
  })

  test('takes one message for one id, however often it comes', async () => {
    const message = { id: 'same-id-1', text: '水管漏水' }
    const statuses = [await post(message), await post(message), await post(message)].map(
      ({ status }) => status,
    )
    expect(statuses).toEqual([202, 202, 202])
    expect(chat.talk.received.filter(kept => kept.messageId === 'same-id-1')).toHaveLength(1)
  })

  test('refuses a cookie that we did not sign, and a request that another site could cause', async () => {
    const forged = cookie.replace(visitor, '0'.repeat(32))
    expect((await post({ id: 'forged-01', text: 'x' }, { Cookie: forged })).status).toBe(401)
    expect((await post({ id: 'forged-02', text: 'x' }, { 'X-Linli-Page': '' })).status).toBe(403)
    for (const path of ['messages', 'events', `files/${visitor}/same-id-1-0.png`]) {
      expect((await fetch(`${chat.url}/chat/api/${path}`)).status, path).toBe(401)
    }
  })

  test('refuses what is not a message', async () => {
    for (const body of [
      { id: 'short', text: 'x' },
      { id: '../../../etc', text: 'x' },
      { id: 'empty-01', text: ' \n' },
      { id: 'long-text-1', text: 'x'.repeat(4_001) },
      { id: 'unknown-1', text: 'x', sender: 'somebody else' },
      { id: 'far-away-1', location: { latitude: 91, longitude: 0 } },
    ]) {
      expect((await post(body)).status, JSON.stringify(body).slice(0, 60)).toBe(400)
    }
  })

  test('keeps text that a database cannot hold, without the part it cannot hold', async () => {
    expect((await post({ id: 'odd-text-1', text: '漏\u0000水\ud800！' })).status).toBe(202)
    expect(chat.talk.received.find(kept => kept.messageId === 'odd-text-1')?.text).toBe('漏水\ufffd！')
  })

  test('knows files by their content, whatever they are called', async () => {
    const page = Buffer.from('<html><script>alert(1)</script>')
    expect((await postFile(page, '照片.png', 'file-0001')).status).toBe(415)
    const pdf = Buffer.from('%PDF-1.4\n<script>')
    expect((await postFile(pdf, '../../账单.html', 'file-0002')).status).toBe(202)
    const [file] = chat.talk.received.find(kept => kept.messageId === 'file-0002')?.attachments ?? []
    expect(file).toMatchObject({ kind: 'file', mimeType: 'application/pdf' })
    expect(file?.reference).toBe(`${visitor}/file-0002-0.pdf`)
    const shown = await fetch(`${chat.url}/chat/api/files/${file?.reference}`, {
      headers: { Cookie: cookie },
    })
    expect(shown.headers.get('Content-Disposition')).toBe('attachment')
    expect(shown.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(Buffer.from(await shown.arrayBuffer()).equals(pdf)).toBe(true)
    expect(await readdir(`${chat.uploadsDir}/${visitor}`)).toEqual(['file-0002-0.pdf'])
  })

  test('shows a file to nobody else, and nothing outside its folder', async () => {
    const other = await enter({ householdId: null })
    const otherCookie = other.headers.get('Set-Cookie')?.split(';')[0] ?? ''
    const ask = (path: string, Cookie: string) =>
      fetch(`${chat.url}/chat/api/files/${path}`, { headers: { Cookie } })
    expect((await ask(`${visitor}/file-0002-0.pdf`, otherCookie)).status).toBe(404)
    expect((await ask(`${visitor}/..%2f..%2fpackage.json`, cookie)).status).toBe(404)
    expect((await ask(`${visitor}/missing-1-0.pdf`, cookie)).status).toBe(404)
  })

  test('says to come back when too much is written in a minute', async () => {
    const response = await enter({ householdId: null })
    const busy = response.headers.get('Set-Cookie')?.split(';')[0] ?? ''
    const statuses: number[] = []
    for (let n = 0; n < 41; n += 1) {
      statuses.push((await post({ id: `many-${n}-times`, text: '在吗' }, { Cookie: busy })).status)
    }
    expect(statuses.slice(0, 40).every(status => status === 202)).toBe(true)
    expect(statuses[40]).toBe(429)
  })

  test('serves the page under a policy that forbids inline scripts and foreign content', async () => {
    const response = await fetch(chat.url)
    const policy = response.headers.get('Content-Security-Policy') ?? ''
    for (const rule of ["default-src 'none'", "script-src 'self'", "require-trusted-types-for 'script'"]) {
      expect(policy).toContain(rule)
    }
    expect(policy).not.toContain('unsafe')
    expect(await response.text()).not.toMatch(/<script(?![^>]*src=)|\son\w+=|style=|https?:\/\//)
  })
})

describe('types of files', () => {
  test('come from the first bytes', () => {
    const bytes = (text: string) => Buffer.from(text, 'latin1')
    expect(sniffFile(bytes('\xff\xd8\xff\xe0'))?.mimeType).toBe('image/jpeg')
    expect(sniffFile(bytes('RIFF\x00\x00\x00\x00WEBPVP8 '))?.mimeType).toBe('image/webp')
    expect(sniffFile(bytes('\x00\x00\x00\x18ftypheic'))?.kind).toBe('photo')
    expect(sniffFile(bytes('\x00\x00\x00\x18ftypisom'))?.kind).toBe('video')
    expect(sniffFile(bytes('<svg xmlns='))).toBeUndefined()
    expect(sniffFile(bytes(''))).toBeUndefined()
  })
})

describe('serving', () => {
  test('names the port that another program has', async () => {
    const port = Number(new URL(chat.url).port)
    const { Hono } = await import('hono')
    const failure = await serve({ app: new Hono(), host: '127.0.0.1', port, log: silentLog }).catch(
      error => error,
    )
    expect(failure).toBeInstanceOf(LinliError)
    expect(failure).toMatchObject({ code: 'port-in-use', message: expect.stringContaining(String(port)) })
  })

  test('ends at once although a page listens for replies', async () => {
    const { Hono } = await import('hono')
    const app = new Hono().get('/', c => {
      return c.body(new ReadableStream({ start: stream => stream.enqueue(new Uint8Array([58, 10])) }))
    })
    const server = await serve({ app, host: '127.0.0.1', port: 0, log: silentLog })
    const response = await fetch(server.url, { headers: { Accept: 'text/event-stream' } })
    const read = response.text().catch(() => 'cut')
    const startedAt = performance.now()
    await server.close(20_000)
    expect(performance.now() - startedAt).toBeLessThan(10_000)
    expect(await read).toBe('cut')
  })
})
