import { afterAll, beforeAll, expect, test } from 'vitest'
import { createStoredHistory } from '../../../../src/adapters/web/stored-history.ts'
import type { Database } from '../../../../src/storage/database.ts'
import { openMemoryDatabase } from '../../../support/databases.ts'

let database: Database
beforeAll(async () => {
  database = await openMemoryDatabase()
})
afterAll(() => database.close())

test('only the words of a person are shown as theirs; what the product writes by itself is the assistant’s', async () => {
  const createdAt = new Date()
  const { client } = database
  await client.contact.create({ data: { id: 'c', channel: 'web', sender: 's', createdAt } })
  const place = { contactId: 'c', channel: 'web', chat: 'chat', sender: 's' }
  await client.conversation.create({
    data: { id: 't', ...place, chatKind: 'private', createdAt, updatedAt: createdAt },
  })
  for (const author of ['bot', 'system', 'staff'])
    await client.outbound.create({
      data: { conversationId: 't', author, text: author, state: 'sent', createdAt, dueAt: createdAt },
    })
  const lines = await createStoredHistory(database).list('chat')
  expect(Object.fromEntries(lines.map(({ text, from }) => [text, from]))).toEqual({
    bot: 'bot',
    system: 'bot',
    staff: 'staff',
  })
})
