import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLanguageModel } from '../../src/llm/create-language-model.ts'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { type FakeOpenAi, fakeApiKey, startFakeOpenAi } from '../support/fake-openai/fake-openai.ts'
import { type Company, openCompany } from '../support/talk.ts'

let server: FakeOpenAi
let company: Company
beforeAll(async () => {
  server = await startFakeOpenAi()
  const { baseUrl } = server
  const options = { apiKey: fakeApiKey, baseUrl, model: 'fake', log: silentLog, clock: createClock() }
  const breaker = { failuresToOpen: 99, openMs: 1, maxOpenMs: 1 }
  company = await openCompany({ model: createLanguageModel({ ...options, breaker, deadlineMs: 1_000 }) })
})
afterAll(async () => {
  await company.close()
  await server.stop()
})

const cancel = JSON.stringify({ commands: [{ kind: 'cancel-ticket', ticketNumber: null }] })

it.each([
  ['prose around nothing', '好的，我来帮您登记维修工单，请稍等。'],
  ['JSON that is cut off', '{"commands":[{"kind":"open-ticket","draft":{"kind":"rep'],
  ['half a megabyte', JSON.stringify({ commands: [{ kind: 'suggest', text: 'x'.repeat(500_000) }] })],
  ['two answers in one', `${cancel}${cancel}`],
])('%s: the resident gets the ticket', async (_name, content) => {
  server.behave({ kind: 'answer', content })
  const talk = company.resident()
  await talk.says('3栋1单元502厨房水管漏水')
  talk.hears(/报修单 LL\d+/)
  expect(await talk.tickets()).toMatchObject([{ location: '3栋1单元502', status: 'classified' }])
})
