import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  type FakeBehaviour,
  type FakeOpenAi,
  fakeApiKey,
  startFakeOpenAi,
} from '../support/fake-openai/fake-openai.ts'
import { type FakeTelegram, startFakeTelegram } from '../support/fake-telegram/fake-telegram.ts'
import { printLine } from '../support/print-line.ts'
import { type RunningLinli, startLinli } from '../support/start-linli.ts'

const testMs = 120_000
const promisedMs = 10_000

const answer = (content: unknown): FakeBehaviour => ({
  kind: 'answer',
  content: typeof content === 'string' ? content : JSON.stringify(content),
})
const asksQuestion = answer({ commands: [{ kind: 'answer-question', question: '投诉多久处理？' }] })

let telegram: FakeTelegram
let model: FakeOpenAi
let linli: RunningLinli
let lastId = 6000

/** Starts everything anew, so that the circuit breaker remembers nothing. */
async function start(): Promise<void> {
  telegram = await startFakeTelegram()
  model = await startFakeOpenAi()
  const env = { OPENAI_API_KEY: fakeApiKey, OPENAI_BASE_URL: model.baseUrl, OPENAI_MODEL: 'the-model' }
  linli = await startLinli({ telegram, env: { ...env, LOG_LEVEL: 'silent' } })
}

async function stop(): Promise<void> {
  await linli.stop()
  await model.stop()
  await telegram.stop()
}

/** Somebody new says this; gives their talk and the milliseconds until the first answer that matches. */
async function say(text: string, expected: RegExp) {
  lastId += 1
  const talk = telegram.privateChat({ id: lastId, name: `住户${lastId}` })
  const startedAtMs = performance.now()
  await talk.says(text)
  const heard = await talk.hears(expected, 60_000)
  return { talk, text: String(heard.text), tookMs: Math.round(performance.now() - startedAtMs) }
}

async function turnsOf(sender: number) {
  return await linli.product.database.client.turn.findMany({
    where: { conversation: { sender: String(sender) } },
  })
}

describe('with a language model that works', () => {
  beforeAll(start, 120_000)
  afterAll(stop)
  afterEach(() => expect(model.faults).toEqual([]))

  it(
    'understands by it and sends its words with their source',
    async () => {
      model.behave(asksQuestion, answer('您放心，投诉24小时内就有人联系您，3日内解决[1][2][3]。'))
      const { talk, text } = await say('投诉多久处理？', /您放心/)
      expect(text).toMatch(/《投诉处理标准》第3条/)
      expect(model.asked).toHaveLength(2)
      expect(await turnsOf(talk.user.id)).toMatchObject([{ understoodBy: 'model' }])
    },
    testMs,
  )

  it(
    'sends the clause itself when its words promise what no document says',
    async () => {
      model.behave(asksQuestion, answer('您放心，投诉2小时内解决，还赔您500元[1]。'))
      const { text } = await say('投诉多久处理？', /24小时内响应/)
      expect(text).not.toMatch(/500/)
    },
    testMs,
  )

  it(
    'does in danger what the rules say, without asking it',
    async () => {
      const before = model.asked.length
      model.behave({ kind: 'slow' })
      const { tookMs } = await say('电梯困人了！3栋1单元', /对讲|警铃/)
      expect(tookMs).toBeLessThan(2_000)
      expect(model.asked).toHaveLength(before)
    },
    testMs,
  )
})

describe.each<[string, FakeBehaviour | 'dead']>([
  ['is dead', 'dead'],
  ['takes longer than a minute', { kind: 'slow' }],
  ['babbles', answer('白日依山尽，黄河入海流。')],
  ['answers with commands that do not exist', answer({ commands: [{ kind: 'pay-out', amount: 500 }] })],
  ['hangs up', { kind: 'hang-up' }],
])('with a language model that %s', (trouble, behaviour) => {
  beforeAll(async () => {
    await start()
    if (behaviour === 'dead') await model.stop()
    else model.behave(behaviour)
  }, 120_000)
  afterAll(stop)

  it(
    'answers rightly, opens the ticket and helps in danger within ten seconds',
    async () => {
      const question = say('投诉多久处理？', /24小时内响应[\s\S]*《投诉处理标准》/)
      const ticket = say('3栋1单元502厨房水管漏水了', /报修单 LL\d+/)
      const danger = say('着火了！5栋2单元楼道', /119/)
      const tookMs = {
        question: (await question).tookMs,
        ticket: (await ticket).tookMs,
        danger: (await danger).tookMs,
      }
      // The same again, for the breaker may be open by now.
      const again = await say('投诉多久处理？', /24小时内响应/)
      printLine(`model ${trouble}: ${JSON.stringify({ ...tookMs, again: again.tookMs })} ms`)
      expect(Math.max(tookMs.question, tookMs.ticket, again.tookMs)).toBeLessThan(promisedMs)
      expect(tookMs.danger).toBeLessThan(2_000)
      const sender = String((await ticket).talk.user.id)
      const tickets = await linli.product.database.client.ticket.findMany({ where: { sender } })
      expect(tickets).toMatchObject([{ kind: 'repair', location: expect.stringContaining('502') }])
    },
    testMs,
  )
})
