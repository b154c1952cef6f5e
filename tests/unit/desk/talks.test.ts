import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createId } from '../../../src/shared/ids.ts'
import { createTestDesk, type TestDesk } from '../../support/desk.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await createTestDesk()
})
afterAll(() => desk.close())

async function addConversation(chatKind = 'private'): Promise<string> {
  const [id, contactId] = [createId(), createId()]
  const now = new Date()
  const { client } = desk.database
  await client.contact.create({
    data: { id: contactId, channel: 'web', sender: id, name: '王阿姨', createdAt: now },
  })
  const place = { channel: 'web', chat: id, sender: id }
  await client.conversation.create({
    data: { id, contactId, ...place, chatKind, createdAt: now, updatedAt: now },
  })
  return id
}

const post = (path: string, body: unknown = {}, headers?: Record<string, string>) =>
  headers
    ? Promise.resolve(desk.app.request(path, { method: 'POST', headers, body: JSON.stringify(body) }))
    : desk.ask(path, { method: 'POST', body: JSON.stringify(body) })

describe('conversations in the hands of people, over HTTP', () => {
  test('are taken, answered, noted and given back, and the epoch rises with the hands', async () => {
    const id = await addConversation()
    const { headers, login } = await desk.signIn('agent')
    const agent = await desk.database.client.staff.findUniqueOrThrow({ where: { login } })
    const taken = await post(`/api/conversations/${id}/take`, {}, headers)
    expect(taken.status).toBe(200)
    expect(await taken.json()).toMatchObject({
      mode: 'human',
      assignee: agent.id,
      assigneeName: agent.name,
      epoch: 1,
    })
    expect((await post(`/api/conversations/${id}/reply`, { text: '您好' }, headers)).status).toBe(200)
    await post(`/api/conversations/${id}/note`, { note: '老住户' }, headers)
    const read = await desk.ask(`/api/conversations/${id}`)
    expect(await read.json()).toMatchObject({ summary: { notes: [{ by: agent.id, text: '老住户' }] } })
    const messages = await desk.ask(`/api/conversations/${id}/messages`)
    expect(await messages.json()).toMatchObject({ items: [{ from: 'staff', text: '您好' }] })
    const returned = await post(`/api/conversations/${id}/return`, {}, headers)
    expect(await returned.json()).toMatchObject({ mode: 'bot', assignee: null, epoch: 2 })
    expect((await post(`/api/conversations/${id}/close`, {}, headers)).status).toBe(409)
  })

  test('take no words with a variable left open, and canned replies none that nobody fills in', async () => {
    const id = await addConversation()
    const open = await post(`/api/conversations/${id}/reply`, { text: '{name}您好' })
    expect(open.status).toBe(400)
    expect(await open.text()).toContain('{name} is not filled in')
    const canned = (text: string) => post('/api/canned-replies', { title: '问候', text, communityId: null })
    const unknown = await canned('您的密码是{secret}')
    expect(unknown.status).toBe(400)
    expect(await unknown.text()).toMatch(/\{secret\} is no variable.*\{household\}/)
    const made = await canned('{name}您好，{time}收到，{staff}为您跟进 {ticket}')
    expect(made.status).toBe(201)
    const { id: cannedId } = (await made.json()) as { id: string }
    const changed = await desk.ask(`/api/canned-replies/${cannedId}`, {
      method: 'PUT',
      body: JSON.stringify({ title: '问候', text: '{x}', communityId: null }),
    })
    expect(changed.status).toBe(400)
  })

  test('are not answered by a colleague who does not have them', async () => {
    const id = await addConversation()
    const [first, second] = [await desk.signIn('agent'), await desk.signIn('agent')]
    await post(`/api/conversations/${id}/take`, {}, first.headers)
    for (const step of ['take', 'reply']) {
      const refused = await post(`/api/conversations/${id}/${step}`, { text: '我来' }, second.headers)
      expect(refused.status).toBe(409)
    }
  })

  test('refuse what cannot be sent, and conversations that are none', async () => {
    const id = await addConversation()
    for (const body of [{}, { text: '  ' }, { text: '长'.repeat(4_001) }, { text: 1 }]) {
      expect((await post(`/api/conversations/${id}/reply`, body)).status).toBe(400)
    }
    const room = await addConversation('staff')
    for (const wrong of ['none', room]) {
      expect((await desk.ask(`/api/conversations/${wrong}`)).status).toBe(404)
      expect((await post(`/api/conversations/${wrong}/take`)).status).toBe(404)
      expect((await post(`/api/conversations/${wrong}/reply`, { text: '您好' })).status).toBe(404)
    }
    const listed = (await (await desk.ask('/api/conversations?limit=100')).json()) as {
      items: { id: string }[]
    }
    expect(listed.items.map(item => item.id)).not.toContain(room)
  })
})

describe('codes for the staff chat', () => {
  test('are made by managers for anyone, by others for themselves only', async () => {
    const [manager, technician] = [await desk.signIn('manager'), await desk.signIn('technician')]
    const own = await desk.database.client.staff.findUniqueOrThrow({ where: { login: technician.login } })
    const other = await desk.database.client.staff.findUniqueOrThrow({ where: { login: manager.login } })
    const made = await post(`/api/staff/${own.id}/chat-code`, {}, manager.headers)
    expect(made.status).toBe(201)
    expect(((await made.json()) as { code: string }).code).toMatch(/^S-[2-9A-HJ-NP-Z]{8}$/)
    expect((await post(`/api/staff/${own.id}/chat-code`, {}, technician.headers)).status).toBe(201)
    expect((await post(`/api/staff/${other.id}/chat-code`, {}, technician.headers)).status).toBe(403)
    expect((await post('/api/staff/none/chat-code')).status).toBe(404)
    const codes = await desk.database.client.staffChatCode.findMany({ where: { staffId: own.id } })
    expect(codes).toHaveLength(1)
  })
})
