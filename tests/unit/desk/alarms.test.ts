import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { alarmSecret, createTestDesk, type TestDesk } from '../../support/desk.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await createTestDesk()
})
afterAll(() => desk.close())

const alarm = { alarmId: 'a-1', device: 'pump-2', category: 'facility', description: '水泵房液位过高' }
const sign = (body: string, secret = alarmSecret) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

function ring(body: object | string, signature?: string): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const headers = { 'Content-Type': 'application/json', 'X-Linli-Signature': signature ?? sign(text) }
  return Promise.resolve(desk.app.request('/api/alarms', { method: 'POST', headers, body: text }))
}

describe('alarms of devices', () => {
  test('open one ticket an alarm id, in the same queue and with the same clocks', async () => {
    const first = await ring(alarm)
    const again = await ring({ ...alarm, description: '水泵房液位仍过高' })
    expect([first.status, again.status]).toEqual([201, 200])
    const [opened, known] = [await first.json(), await again.json()] as { number: string }[]
    expect(known?.number).toBe(opened?.number)
    expect(opened).toMatchObject({
      channel: 'device',
      sender: 'pump-2',
      status: 'classified',
      priority: 'high',
    })
    const other = await ring({ ...alarm, device: 'pump-3' })
    expect(other.status).toBe(201)
  })

  test('twenty at once of one id are one ticket', async () => {
    const calls = Array.from({ length: 20 }, () => ring({ ...alarm, alarmId: 'a-storm' }))
    const answers = await Promise.all(calls)
    const numbers = await Promise.all(
      answers.map(async answer => ((await answer.json()) as { number: string }).number),
    )
    expect(new Set(numbers).size).toBe(1)
  })

  test('that are forged, changed or unsigned are refused, and nothing is opened', async () => {
    const before = await desk.database.client.ticket.count()
    const body = JSON.stringify({ ...alarm, alarmId: 'forged' })
    const bearer = { Authorization: 'Bearer token-of-the-tests', 'Content-Type': 'application/json' }
    const answers = [
      await ring(body, sign(body, 'another secret')),
      await ring(`${body} `, sign(body)),
      await ring(body, ''),
      await ring(body, sign(body).replace('sha256=', 'sha1=')),
      await ring('{', 'sha256=00'),
      await desk.app.request('/api/alarms', { method: 'POST', headers: bearer, body }),
    ]
    for (const answer of answers) {
      expect(answer.status).toBe(401)
      expect(await answer.text()).not.toContain(alarmSecret)
    }
    expect(await desk.database.client.ticket.count()).toBe(before)
  })

  test('that are signed but wrong name what was expected', async () => {
    const wrong = await ring({ ...alarm, category: 'weather' })
    expect(wrong.status).toBe(400)
    expect(await wrong.text()).toMatch(/category/)
    expect((await ring({ ...alarm, alarmId: 'x', communityId: 'nowhere' })).status).toBe(400)
    expect((await ring('{')).status).toBe(400)
  })

  test('are off without a secret', async () => {
    const closed = await createTestDesk({ database: desk.database })
    delete closed.parts.alarmSecret
    const body = JSON.stringify(alarm)
    const headers = { 'Content-Type': 'application/json', 'X-Linli-Signature': sign(body) }
    const answer = await closed.app.request('/api/alarms', { method: 'POST', headers, body })
    expect(answer.status).toBe(401)
    expect(await answer.text()).toMatch(/ALARM_SECRET/)
  })
})

describe('the record and the order of tickets', () => {
  test('comes as one file with its chain, and nobody below the desk gets it', async () => {
    const { number } = (await (await ring({ ...alarm, alarmId: 'file' })).json()) as { number: string }
    const answer = await desk.ask(`/api/tickets/${number}/export`)
    expect(answer.headers.get('Content-Disposition')).toContain(`${number}.json`)
    expect(await answer.json()).toMatchObject({
      format: 'linli-ticket-1',
      ticket: { number },
      chain: { isWhole: true, events: 2, unsealed: 0 },
      course: { rounds: [{ respondedAt: null }], clocks: [{ state: 'running' }, { state: 'running' }] },
    })
    expect((await desk.ask('/api/tickets/LL9/export')).status).toBe(404)
  })

  test('by deadline: the most pressing first, page by page, those at rest left out', async () => {
    const open = (changes: object) =>
      desk.ask('/api/tickets', {
        method: 'POST',
        body: JSON.stringify({ kind: 'repair', category: 'pest', description: '老鼠', ...changes }),
      })
    const numberOf = async (changes: object) =>
      ((await (await open(changes)).json()) as { number: string }).number
    const slow = await numberOf({})
    const urgent = await numberOf({ priority: 'emergency' })
    const done = await numberOf({})
    const later = await numberOf({})
    await desk.ask(`/api/tickets/${done}/resolve`, { method: 'POST', body: '{}' })
    const seen: string[] = []
    let cursor = ''
    do {
      const page = await desk.ask(`/api/tickets?order=deadline&category=pest&limit=1${cursor}`)
      const { items, next } = (await page.json()) as { items: { number: string }[]; next: string | null }
      seen.push(...items.map(item => item.number))
      cursor = next ? `&cursor=${next}` : ''
    } while (cursor)
    expect(seen).toEqual([urgent, slow, later])
  })
})
