import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wordReply } from '../../../src/desk/word-reply.ts'
import type { LanguageModel } from '../../../src/shared/language-model.ts'
import { createTestDesk, type TestDesk } from '../../support/desk.ts'
import { type FilledDesk, fillDesk } from '../../support/fill-desk.ts'

const clause = '24 小时内答复，3 天内处理完（《客诉处理标准》第6条）'
let desk: TestDesk
let filled: FilledDesk
let asked: string[] = []
let words: string | Error = ''

const model: LanguageModel = {
  askForObject: () => Promise.reject(new Error('only text is asked for')),
  askForText: async ({ messages }) => {
    asked.push(messages.map(({ content }) => content).join('\n'))
    if (words instanceof Error) throw words
    return { text: words, inputTokens: 1, outputTokens: 1 }
  },
}

beforeAll(async () => {
  desk = await createTestDesk()
  filled = await fillDesk(desk)
  desk.parts.knowledge.answer = async ({ text }) =>
    text.includes('投诉')
      ? { kind: 'answered', text: clause, citations: [] }
      : { kind: 'not-in-documents', nearest: [] }
})
afterAll(() => desk.close())

const suggest = async (id: string) =>
  await (await desk.ask(`/api/conversations/${id}/suggested-reply`)).json()

describe('a suggested reply', () => {
  test('without a model quotes the documents where they answer, else says what the records say', async () => {
    expect(await suggest(filled.withBot)).toEqual({ text: clause, by: 'documents' })
    expect(await suggest(filled.waiting)).toMatchObject({
      by: 'rules',
      text: expect.stringMatching(/LL1001/),
    })
  })

  test('is worded by the model, which sees no telephone and adds no figure', async () => {
    desk.parts.wordReply = facts => wordReply(model, facts)
    const [inbound] = await desk.database.client.inbound.findMany({
      where: { conversationId: filled.withBot },
    })
    await desk.database.client.inbound.update({
      where: { id: inbound?.id ?? 0n },
      data: { text: '投诉多久处理？我电话 13812345678' },
    })
    words = '您好，我们会在24小时内答复您。'
    expect(await suggest(filled.withBot)).toEqual({ text: words, by: 'model' })
    expect(asked.join('\n')).not.toContain('13812345678')
    expect(asked.join('\n')).toContain('客诉处理标准')
    words = '您好，我们赔您500元。'
    expect(await suggest(filled.withBot)).toEqual({ text: clause, by: 'documents' })
    words = new Error('down')
    expect(await suggest(filled.withBot)).toEqual({ text: clause, by: 'documents' })
    asked = []
  })

  test('is no route for a technician, and names no conversation that is none', async () => {
    const { headers } = await desk.signIn('technician')
    const path = `/api/conversations/${filled.withBot}/suggested-reply`
    expect((await desk.app.request(path, { headers })).status).toBe(403)
    expect((await desk.ask('/api/conversations/none/suggested-reply')).status).toBe(404)
  })
})

describe('the policy of handover', () => {
  const path = '/api/settings/handover'
  const policy = {
    openFrom: '08:30',
    openTo: '21:00',
    unansweredMinutes: 3,
    idleMinutes: 20,
    dutyPhone: '0571-5555',
  }
  const put = (body: unknown) => desk.ask(path, { method: 'PUT', body: JSON.stringify(body) })

  test('is read, set whole and kept', async () => {
    expect(await (await desk.ask(path)).json()).toMatchObject({ openFrom: '08:00', unansweredMinutes: 5 })
    expect(await (await put(policy)).json()).toEqual(policy)
    expect(await (await desk.ask(path)).json()).toEqual(policy)
  })

  test.each([
    ['a time that is none', { ...policy, openFrom: '25:00' }],
    ['no wait at all', { ...policy, unansweredMinutes: 0 }],
    ['a word it does not know', { ...policy, extra: 1 }],
    ['only a part', { openFrom: '08:00' }],
  ])('refuses %s', async (_what, body) => {
    const response = await put(body)
    expect(response.status).toBe(400)
    expect(((await response.json()) as { error: { message: string } }).error.message.length).toBeGreaterThan(
      10,
    )
  })
})
