import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeOpenAi, fakeApiKey, startFakeOpenAi } from '../support/fake-openai/fake-openai.ts'
import { type Company, openCompany, type Talk } from '../support/talk.ts'

const messagesOf = async (company: Company, talk: Talk) =>
  await company.database.client.inbound.findMany({ where: { sender: talk.sender }, orderBy: { id: 'asc' } })

describe('a voice message, where a model for it is named', () => {
  let server: FakeOpenAi
  let company: Company
  beforeAll(async () => {
    server = await startFakeOpenAi()
    const env = { OPENAI_API_KEY: fakeApiKey, OPENAI_BASE_URL: server.baseUrl, OPENAI_MODEL: 'fake' }
    company = await openCompany({ env: { ...env, OPENAI_TRANSCRIPTION_MODEL: 'fake-ear' } })
  })
  afterAll(async () => {
    await company.close()
    await server.stop()
  })

  it('is heard, told back, kept as a transcript and acted on', async () => {
    const talk = company.resident()
    await talk.sendsVoice('三栋一单元502厨房水管漏水')
    talk.hears(/听到的是：“三栋一单元502厨房水管漏水”/).hears(/报修单 LL\d+/)
    const tickets = await talk.tickets()
    expect(tickets).toMatchObject([{ category: 'plumbing', location: '3栋1单元502' }])
    const where = { ticketId: tickets[0]?.id ?? '' }
    expect(await company.database.client.attachment.count({ where })).toBe(1)
    expect(await messagesOf(company, talk)).toMatchObject([
      {
        text: '[语音转文字] 三栋一单元502厨房水管漏水',
        content: { transcript: '三栋一单元502厨房水管漏水' },
      },
    ])
    expect(server.faults).toEqual([])
  })

  it('answers what was asked for', async () => {
    const talk = company.resident()
    await talk.says('家里马桶堵了')
    await talk.sendsVoice('3栋1单元502')
    talk.hears(/LL\d+/)
    expect(await talk.tickets()).toMatchObject([{ location: '3栋1单元502' }])
  })

  it('that tells of danger is danger', async () => {
    const talk = company.resident()
    await talk.sendsVoice('着火了，5栋2单元')
    talk.hears(/119/)
    expect(await talk.tickets()).toMatchObject([{ priority: 'emergency' }])
  })

  it('of silence is asked about', async () => {
    const talk = company.resident()
    await talk.sendsVoice('  ')
    talk.hears(/还听不了语音/)
  })
})

describe('a voice message that nobody can hear', () => {
  let company: Company
  beforeAll(async () => {
    const env = { OPENAI_API_KEY: fakeApiKey, OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_MODEL: 'fake' }
    company = await openCompany({ env: { ...env, OPENAI_TRANSCRIPTION_MODEL: 'fake-ear' } })
  })
  afterAll(() => company.close())

  it('gets a polite line, and nothing is made up', async () => {
    const talk = company.resident()
    await talk.sendsVoice('3栋1单元502厨房水管漏水')
    talk.hears(/还听不了语音.*打字/).hearsNot(/没太明白|文件收到/)
    expect(await talk.tickets()).toEqual([])
  })

  it('stays with the ticket that is talked about', async () => {
    const talk = company.resident()
    await talk.says('3栋1单元502厨房水管漏水')
    await talk.sendsVoice('还有，水已经流到客厅了')
    talk.hears(/补充到工单/).hears(/还听不了语音/)
    const where = { ticketId: (await talk.tickets())[0]?.id ?? '' }
    expect(await company.database.client.attachment.count({ where })).toBe(1)
  })
})

it('without a model for it, a voice message gets the same line and no call', async () => {
  const company = await openCompany()
  const talk = company.resident()
  await talk.sendsVoice('3栋1单元502厨房水管漏水')
  talk.hears(/还听不了语音/)
  await company.close()
})
