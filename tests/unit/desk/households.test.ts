import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bindByCode } from '../../../src/residents/bind-household.ts'
import { ensureContact } from '../../../src/residents/ensure-contact.ts'
import { createTestDesk, type TestDesk } from '../../support/desk.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await createTestDesk()
})
afterAll(() => desk.close())

const garden = {
  community: { id: 'river-garden', name: '江畔花园' },
  households: [
    { building: '1', unit: '1', room: '101' },
    { building: '1', unit: '1', room: '102' },
  ],
}
const post = (path: string, body: unknown) =>
  desk.ask(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })

async function readItems(path: string): Promise<{ bindCode: string }[]> {
  const page = (await (await desk.ask(path)).json()) as { items: { bindCode: string }[] }
  return page.items
}

describe('households', () => {
  it('are added once and keep their codes', async () => {
    expect(await (await post('/api/households', garden)).json()).toEqual({ added: 2 })
    const list = () => readItems('/api/households?communityId=river-garden')
    const before = await list()
    expect(await (await post('/api/households', garden)).json()).toEqual({ added: 0 })
    expect(await list()).toEqual(before)
    expect(new Set(before.map(row => row.bindCode)).size).toBe(2)
  })

  it('bind whoever writes their code', async () => {
    const [household] = await readItems('/api/households?room=102')
    const now = new Date()
    const result = await desk.database.transaction(async tx => {
      const contactId = await ensureContact(tx, { channel: 'web', sender: 'guest', name: '', now })
      return await bindByCode(tx, { contactId, code: household?.bindCode.toLowerCase() ?? '', now })
    })
    expect(result).toMatchObject({ kind: 'bound', household: { room: '102' } })
  })

  it('are refused with a clear error when something is missing', async () => {
    const answer = await post('/api/households', { ...garden, households: [] })
    expect(answer.status).toBe(400)
    const unknown = await post('/api/conversations/none/household', { householdId: null })
    expect(await unknown.json()).toMatchObject({ error: { code: 'not-found' } })
  })
})
