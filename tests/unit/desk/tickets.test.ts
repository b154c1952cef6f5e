import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDesk, type TestDesk } from '../../support/desk.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await createTestDesk()
})
afterAll(() => desk.close())

const leak = { kind: 'repair', category: 'plumbing', description: '厨房水管漏水', location: '2栋1单元302' }

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return desk.ask(path, { method: 'POST', body: JSON.stringify(body), headers })
}

async function open(changes: object = {}): Promise<string> {
  const response = await post('/api/tickets', { ...leak, ...changes })
  expect(response.status).toBe(201)
  return ((await response.json()) as { number: string }).number
}

interface Page {
  items: { number: string; status: string; events: { type: string; by: string; note: string }[] }[]
  next: string | null
}
async function list(query: string): Promise<Page> {
  const response = await desk.ask(`/api/tickets?${query}`)
  expect(response.status).toBe(200)
  return (await response.json()) as Page
}

describe('tickets over HTTP', () => {
  test('have exactly the described shape', async () => {
    const number = await open({ channel: 'phone', sender: '13800001111' })
    const { items } = await list('channel=phone')
    expect(Object.keys(items[0] ?? {}).sort()).toEqual(
      [
        ...[
          'number',
          'kind',
          'category',
          'priority',
          'status',
          'description',
          'location',
          'household',
          'channel',
        ],
        ...['sender', 'conversationId', 'createdAt', 'respondBy', 'resolveBy', 'respondedAt', 'resolvedAt'],
        ...['assignee', 'queue', 'rating', 'events', 'nextDueAt', 'waitReason', 'rootCause'],
      ].sort(),
    )
    expect(items[0]).toMatchObject({ number, sender: '13800001111', conversationId: null, rating: null })
    expect(Object.keys(items[0]?.events[0] ?? {}).sort()).toEqual(['at', 'by', 'note', 'type'])
    expect(items[0]).toHaveProperty('createdAt', expect.stringMatching(/Z$/))
  })

  test('are opened once for one Idempotency-Key, and another ticket under it is refused', async () => {
    const key = { 'Idempotency-Key': 'letter-box-2026-17' }
    const first = await post('/api/tickets', leak, key)
    const again = await post('/api/tickets', leak, key)
    expect([first.status, again.status]).toEqual([201, 200])
    const numbers = [await first.json(), await again.json()].map(
      ticket => (ticket as { number: string }).number,
    )
    expect(numbers[0]).toBe(numbers[1])
    const other = await post('/api/tickets', { ...leak, description: '路灯不亮' }, key)
    expect(other.status).toBe(409)
  })

  test('a technician works on their own: takes first what nobody has, and says what was done', async () => {
    const { headers } = await desk.signIn('technician')
    const number = await open({ priority: 'emergency' })
    const step = async (action: string, body: object = {}) => {
      const init = { method: 'POST', headers, body: JSON.stringify(body) }
      const response = await desk.app.request(`/api/tickets/${number}/${action}`, init)
      return { status: response.status, text: await response.text() }
    }
    for (const action of ['start', 'wait', 'resolve', 'note']) {
      const body = { note: '处理好了', ...(action === 'wait' ? { reason: 'parts' } : {}) }
      expect(await step(action, body), action).toMatchObject({
        status: 409,
        text: expect.stringContaining('accept it first'),
      })
    }
    expect((await step('accept')).status).toBe(200)
    expect(await step('resolve')).toMatchObject({
      status: 400,
      text: expect.stringContaining('note: expected'),
    })
    expect((await step('resolve', { note: '关阀，已测浓度' })).status).toBe(200)
    const other = await open()
    const colleague = await desk.signIn('technician')
    const asColleague = { method: 'POST', headers: colleague.headers, body: '{}' }
    expect((await desk.app.request(`/api/tickets/${other}/accept`, asColleague)).status).toBe(200)
    const meddling = { method: 'POST', headers, body: JSON.stringify({ note: '好了' }) }
    expect((await desk.app.request(`/api/tickets/${other}/resolve`, meddling)).status).toBe(409)
    expect((await post(`/api/tickets/${other}/resolve`, {})).status).toBe(200)
  })

  test('go their course, each step with its event', async () => {
    const number = await open()
    const steps: [string, object][] = [
      ['assign', { assignee: '刘师傅' }],
      ['start', {}],
      ['wait', { reason: 'parts', note: '等水龙头' }],
      ['start', {}],
      ['note', { note: '已换' }],
      ['resolve', {}],
      ['reopen', { note: '又漏了' }],
      ['cancel', { note: '住户自己处理' }],
    ]
    for (const [action, body] of steps) {
      expect((await post(`/api/tickets/${number}/${action}`, body)).status, action).toBe(200)
    }
    const { items } = await list('status=cancelled')
    expect(items[0]?.events.map(event => event.type).slice(2)).toEqual([
      'dispatched',
      'started',
      'waiting',
      'started',
      'note',
      'resolved',
      'reopened',
      'cancelled',
    ])
    expect(items[0]?.events.find(event => event.type === 'waiting')).toMatchObject({
      by: 'api',
      note: 'parts: 等水龙头',
    })
    const refused = await post(`/api/tickets/${number}/start`, {})
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ error: { code: 'conflict' } })
  })

  test('page through every ticket once, also while new ones come', async () => {
    for (let n = 0; n < 7; n += 1) await open({ category: 'greening' })
    const first = await list('category=greening&limit=3')
    await open({ category: 'greening' })
    const second = await list(`category=greening&limit=3&cursor=${first.next}`)
    const third = await list(`category=greening&limit=3&cursor=${second.next}`)
    const numbers = [first, second, third].flatMap(page => page.items.map(item => item.number))
    expect(numbers).toHaveLength(7)
    expect(new Set(numbers).size).toBe(7)
    expect(third.next).toBeNull()
  })

  test('are filtered by time with zone', async () => {
    await open()
    const future = encodeURIComponent(new Date(Date.now() + 3_600_000).toISOString())
    expect((await list(`since=${future}`)).items).toEqual([])
    expect((await list('since=2026-01-01T00:00:00%2B08:00')).items.length).toBeGreaterThan(0)
    expect((await desk.ask('/api/tickets?since=yesterday')).status).toBe(400)
  })

  test('refuse a cursor that was changed, cut, or made for another list', async () => {
    for (let n = 0; n < 2; n += 1) await open({ category: 'pets' })
    const { next } = await list('category=pets&limit=1')
    const [body = '', mark = ''] = (next ?? '').split('.')
    const forged = Buffer.from(JSON.stringify({ serial: 999_999 })).toString('base64url')
    for (const cursor of [`${forged}.${mark}`, body, `${body}.`, 'x', `${next}x.`, '.', '%00']) {
      const response = await desk.ask(`/api/tickets?cursor=${cursor}`)
      expect(response.status, cursor).toBe(400)
    }
    expect((await desk.ask(`/api/conversations?cursor=${next}`)).status).toBe(400)
  })

  test('answer what is wrong with LinliError codes and never with a stack', async () => {
    const cases: [Promise<Response>, number, string][] = [
      [post('/api/tickets', { ...leak, kind: 'wish' }), 400, 'bad-request'],
      [post('/api/tickets', { ...leak, extra: 1 }), 400, 'bad-request'],
      [post('/api/tickets', { ...leak, householdId: 'nowhere' }), 400, 'bad-request'],
      [desk.ask('/api/tickets', { method: 'POST', body: '{' }), 400, 'bad-request'],
      [desk.ask('/api/tickets', { method: 'POST' }), 400, 'bad-request'],
      [post('/api/tickets/LL9/start', {}), 404, 'not-found'],
      [post('/api/tickets', { ...leak, description: '水'.repeat(40_000) }), 413, 'file-too-large'],
      [desk.ask('/api/nothing'), 404, 'not-found'],
    ]
    for (const [asked, status, code] of cases) {
      const response = await asked
      const text = await response.text()
      expect({ status: response.status, code: JSON.parse(text).error.code }).toEqual({ status, code })
      expect(text).not.toMatch(/\bat .*\.ts|node_modules|prisma/i)
    }
  })

  test('tell nothing of an unexpected failure', async () => {
    const broken = await createTestDesk({
      database: desk.database,
      changes: { changeTicket: () => Promise.reject(new Error('password=secret at line 3')) },
    })
    const response = await broken.ask('/api/tickets/LL1/start', { method: 'POST', body: '{}' })
    expect(response.status).toBe(500)
    expect(await response.text()).not.toMatch(/secret|line 3/)
  })
})
