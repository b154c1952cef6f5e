import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createStoredHistory } from '../../../src/adapters/web/stored-history.ts'
import { maskName, maskText } from '../../../src/desk/mask.ts'
import { createId } from '../../../src/shared/ids.ts'
import { createTestDesk, type TestDesk } from '../../support/desk.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await createTestDesk()
})
afterAll(() => desk.close())

const start = Date.parse('2026-11-23T01:00:00Z')
const at = (seconds: number) => new Date(start + seconds * 1_000)

async function addConversation(
  name: string,
  lastInboundAt: Date | null,
): Promise<{ id: string; chat: string }> {
  const [id, contactId, chat] = [createId(), createId(), createId()]
  const { client } = desk.database
  await client.contact.create({
    data: { id: contactId, channel: 'web', sender: chat, name, createdAt: at(0) },
  })
  await client.conversation.create({
    data: {
      ...{ id, contactId, chat, channel: 'web', sender: chat, lastInboundAt },
      ...{ createdAt: at(0), updatedAt: at(0) },
    },
  })
  return { id, chat }
}

async function addInbound(
  conversation: { id: string; chat: string },
  text: string,
  seconds: number,
): Promise<void> {
  await desk.database.client.inbound.create({
    data: {
      ...{
        conversationId: conversation.id,
        channel: 'web',
        chat: conversation.chat,
        sender: conversation.chat,
      },
      ...{ messageId: createId(), text, state: 'done', sentAt: at(seconds), receivedAt: at(seconds) },
      ...{ sentiment: 'negative', emotion: 'angry', angryAtService: true },
    },
  })
}

async function addOutbound(
  conversation: { id: string },
  text: string,
  changes: { seconds: number; state?: string; author?: string },
): Promise<string> {
  const { seconds, state = 'sent', author = 'bot' } = changes
  const row = await desk.database.client.outbound.create({
    data: {
      ...{ conversationId: conversation.id, text, state, author, dueAt: at(seconds), createdAt: at(seconds) },
      citations: [{ document: '客诉处理标准', clause: '第6条', passageId: 'p1' }],
      content: { buttons: [[{ label: '好', value: 'yes' }]] },
    },
  })
  return String(row.id)
}

interface Page {
  items: Record<string, unknown>[]
  next: string | null
}
const read = async (path: string) => (await (await desk.ask(path)).json()) as Page

describe('conversations over HTTP', () => {
  test('come newest message first, silent ones last, each once over the pages', async () => {
    const ids: string[] = []
    for (const seconds of [30, 10, 20, 20]) ids.push((await addConversation('甲', at(seconds))).id)
    const silent = await addConversation('乙', null)
    const found: unknown[] = []
    let next: string | null = ''
    while (next !== null) {
      const page: Page = await read(`/api/conversations?limit=2${next && `&cursor=${next}`}`)
      found.push(...page.items.map(item => item['id']))
      next = page.next
    }
    expect(found).toHaveLength(5)
    expect(found[0]).toBe(ids[0])
    expect(found[3]).toBe(ids[1])
    expect(found[4]).toBe(silent.id)
  })

  test('give the messages of both sides in order, from either end, each once over the pages', async () => {
    const conversation = await addConversation('丙', at(100))
    await addInbound(conversation, '第一句', 1)
    await addOutbound(conversation, '第二句', { seconds: 1 })
    await addOutbound(conversation, '第三句', { seconds: 2, state: 'refused', author: 'staff' })
    await addInbound(conversation, '第四句', 3)
    await addInbound(conversation, '第五句', 3)
    for (const order of ['oldest', 'newest']) {
      const texts: unknown[] = []
      let next: string | null = ''
      while (next !== null) {
        const query: string = `order=${order}&limit=1${next && `&cursor=${next}`}`
        const page: Page = await read(`/api/conversations/${conversation.id}/messages?${query}`)
        texts.push(...page.items.map(item => item['text']))
        next = page.next
      }
      const expected = ['第一句', '第二句', '第三句', '第四句', '第五句']
      expect(texts).toEqual(order === 'oldest' ? expected : expected.reverse())
    }
    const { items } = await read(`/api/conversations/${conversation.id}/messages`)
    expect(items[0]).toMatchObject({
      from: 'resident',
      emotion: 'angry',
      angryAtService: true,
      delivery: null,
    })
    expect(items[2]).toMatchObject({ from: 'staff', delivery: 'refused', emotion: null })
    expect(items[1]).toMatchObject({
      citations: [{ document: '客诉处理标准', clause: '第6条', passageId: 'p1' }],
    })
    expect((await desk.ask('/api/conversations/none/messages')).status).toBe(404)
  })

  test('hide from an observer whom they concern', async () => {
    const { headers } = await desk.signIn('observer')
    await desk.ask('/api/tickets', {
      method: 'POST',
      body: JSON.stringify({
        ...{
          kind: 'repair',
          category: 'leak',
          description: '张先生家漏水，电话13812345678',
          channel: 'phone',
        },
        ...{ location: '3栋2单元1502', sender: '13812345678' },
      }),
    })
    for (const path of ['/api/tickets', '/api/conversations']) {
      const text = await (await desk.app.request(path, { headers })).text()
      expect(text).not.toMatch(/13812345678|1502|第五句|"甲"/)
      expect(JSON.parse(text).items.length).toBeGreaterThan(0)
    }
  })

  test('keep markup as text in JSON that no browser takes for a page', async () => {
    const hostile = '</script><img src=x onerror=alert(1)>'
    const conversation = await addConversation(hostile, at(200))
    await addInbound(conversation, hostile, 200)
    const response = await desk.ask(`/api/conversations/${conversation.id}/messages`)
    expect(response.headers.get('Content-Type')).toMatch(/^application\/json/)
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(((await response.json()) as Page).items[0]?.['text']).toBe(hostile)
  })
})

describe('what an observer reads', () => {
  test.each([
    ['打13812345678找我', '打138****5678找我'],
    ['电话 138-1234-5678', '电话 138****5678'],
    ['座机0755-26881234', '座机0755****'],
    ['3栋2单元1502', '3栋2单元***'],
    ['3栋2单元15楼1502室', '3栋2单元***楼***'],
    ['住在502室', '住在***室'],
    ['3-2-1502 漏水', '3-2-*** 漏水'],
    ['flat 1502, building 3', 'flat ***, building 3'],
    ['3栋电梯停了，等了20分钟', '3栋电梯停了，等了20分钟'],
  ])('%s becomes %s', (text, masked) => {
    expect(maskText(text)).toBe(masked)
  })

  test('of a name is its first character', () => {
    expect([maskName('王女士'), maskName('')]).toEqual(['王**', ''])
  })
})

describe('what the chat page reads of stored messages', () => {
  test('is both sides in order, without what waits to be sent; after a key only what was sent since', async () => {
    const conversation = await addConversation('丁', at(300))
    await addInbound(conversation, '问', 1)
    const first = await addOutbound(conversation, '答一', { seconds: 2 })
    await addOutbound(conversation, '答二', { seconds: 3, state: 'sending', author: 'staff' })
    await addOutbound(conversation, '未发', { seconds: 4, state: 'pending' })
    const history = createStoredHistory(desk.database)
    const all = await history.list(conversation.chat)
    expect(all.map(line => [line.from, line.text])).toEqual([
      ['resident', '问'],
      ['bot', '答一'],
      ['staff', '答二'],
    ])
    expect(all[1]?.buttons).toEqual([[{ label: '好', value: 'yes' }]])
    expect((await history.list(conversation.chat, first)).map(line => line.text)).toEqual(['答二'])
    expect(await history.list(conversation.chat, 'x')).toHaveLength(3)
    expect(await history.list('another')).toEqual([])
  })
})
