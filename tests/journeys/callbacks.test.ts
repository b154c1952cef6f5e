import { describe, expect, it } from 'vitest'
import type { CallbackView, SatisfactionView, SurveyResultsView } from '../../src/desk/contract.ts'
import type { Talk } from '../support/fake-telegram/talk.ts'
import { printLine } from '../support/print-line.ts'
import { apiToken } from '../support/start-linli.ts'
import { until } from '../support/until.ts'
import { answerWithinMs, type Journey, useJourney } from './journey.ts'

const testMs = 400_000

interface Answer {
  name: string
  words: string[]
  /** By button instead. */
  presses?: string
  hears: RegExp
  score: number | null
  status: string
  /** Of the ticket, afterwards. */
  ticket: string
}

const answers: Answer[] = [
  {
    name: '挺好',
    words: ['挺好的就是慢了点'],
    hears: /4分好评/,
    score: 4,
    status: 'answered',
    ticket: 'resolved',
  },
  {
    name: '还行',
    words: ['还行吧'],
    hears: /收到您的3分评价/,
    score: 3,
    status: 'answered',
    ticket: 'resolved',
  },
  { name: '五星', words: ['五星'], hears: /5分好评/, score: 5, status: 'answered', ticket: 'resolved' },
  { name: '拇指', words: ['👍'], hears: /5分好评/, score: 5, status: 'answered', ticket: 'resolved' },
  {
    name: '按钮',
    words: [],
    presses: '3分',
    hears: /收到您的3分评价/,
    score: 3,
    status: 'answered',
    ticket: 'resolved',
  },
  {
    name: '别烦',
    words: ['别烦我'],
    hears: /以后不再给您发回访/,
    score: null,
    status: 'opted-out',
    ticket: 'resolved',
  },
  {
    name: '没修好',
    words: ['根本没修好，还在漏'],
    hears: /重新打开并提高了优先级/,
    score: 1,
    status: 'answered',
    ticket: 'reopened',
  },
  {
    name: '新问题',
    words: ['3栋的电梯又停了'],
    hears: /电梯/,
    score: null,
    status: 'unanswered',
    ticket: 'resolved',
  },
  {
    name: '反话',
    words: ['真是服了，修个水管跑了四趟，你们可真专业'],
    hears: /收到您的1分评价/,
    score: 1,
    status: 'answered',
    ticket: 'reopened',
  },
  {
    name: '改口',
    words: ['4分', '打错了，改成2分'],
    hears: /收到您的2分评价/,
    score: 2,
    status: 'answered',
    ticket: 'reopened',
  },
]

describe('callbacks over Telegram, an hour a second', () => {
  const journey = useJourney({ way: 'polling', storage: 'PGlite', env: { CLOCK_RATE: '3600' } })

  it('asks at the due time, understands ten answers, acts on them, and counts what the events say', {
    timeout: testMs,
  }, async () => {
    const talks = await Promise.all(answers.map(answer => finish(journey(), answer.name)))
    const unasked = await finish(journey(), '不问自答')
    await unasked.talk.says('给师傅打5分')
    await Promise.all(answers.map((answer, index) => giveAnswer((talks[index] ?? unasked).talk, answer)))
    const { client } = journey()
    const due = await client.callback.findMany({ where: { origin: 'asked' } })
    for (const { askedAt, dueAt } of due)
      if (askedAt) expect(askedAt.getTime()).toBeGreaterThanOrEqual(dueAt.getTime())
    const table: string[] = []
    for (const [index, answer] of answers.entries()) {
      table.push(await checkOutcome(journey(), answer, (talks[index] ?? unasked).number))
    }
    expect(await client.staffNotice.count({ where: { kind: 'low-rating' } })).toBe(3)
    expect(await client.handover.count({ where: { reason: 'low-rating' } })).toBe(3)
    expect(await client.ticket.count({ where: { category: 'elevator' } })).toBe(1)
    await compareFigures(journey(), table)
  })

  it('brings a survey of a manager to a resident, question by question, and counts the answers', {
    timeout: testMs,
  }, async () => {
    const { linli, client } = journey()
    const talk = journey().person('问卷')
    await talk.says('你好')
    await talk.hears(/您好/, answerWithinMs)
    const questions = [
      { kind: 'single', text: '您常走哪个门', options: ['南门', '北门'] },
      { kind: 'multi', text: '哪些该先改善', options: ['电梯', '绿化', '停车'] },
      { kind: 'score', text: '保洁打几分' },
      { kind: 'pair', text: '响应' },
      { kind: 'text', text: '还想说什么' },
    ]
    const { id } = await post<{ id: string }>(linli.url, 'surveys', { title: '季度问卷', questions })
    await post(linli.url, `surveys/${id}/start`, {})
    await talk.hears(/《季度问卷》想听听您的意见，共5题.*您常走哪个门/s, answerWithinMs)
    await talk.presses('北门')
    await talk.hears(/哪些该先改善.*3\) 停车/s, answerWithinMs)
    await talk.says('1 3')
    await talk.hears(/保洁打几分/, answerWithinMs)
    await talk.presses('4分')
    await talk.hears(/先是您的期望/, answerWithinMs)
    await talk.says('5 3')
    await talk.hears(/还想说什么/, answerWithinMs)
    await talk.says('物业的师傅们都很热情，继续保持')
    await talk.hears(/问卷填完了/, answerWithinMs)
    const results = await linli.ask<SurveyResultsView>(`/api/surveys/${id}/results`)
    expect(results.done).toBe(1)
    expect(results.questions).toMatchObject([
      { n: 1, options: [{ count: 0 }, { name: '北门', count: 1 }] },
      { n: 1, options: [{ count: 1 }, { count: 0 }, { count: 1 }] },
      { n: 1, mean: 4 },
      { n: 1, expected: 5, perceived: 3, gap: -2 },
      { n: 1, texts: ['物业的师傅们都很热情，继续保持'] },
    ])
    expect(await client.surveyAnswer.count({ where: { surveyId: id } })).toBe(5)
  })
})

async function post<T>(url: string, path: string, body: object): Promise<T> {
  const headers = { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' }
  const done = await fetch(`${url}/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(done.status).toBe(200)
  return (await done.json()) as T
}

/** Waits for the question, answers it, and waits for what is said to that. */
async function giveAnswer(talk: Talk, answer: Answer): Promise<void> {
  await talk.hears(/这次处理您满意吗/, answerWithinMs)
  if (answer.presses) await talk.presses(answer.presses)
  for (const [at, words] of answer.words.entries()) {
    await talk.says(words)
    if (at < answer.words.length - 1) await talk.hears(/分/, answerWithinMs)
  }
  await talk.hears(answer.hears, answerWithinMs)
}

/** Compares callback and ticket with what the answer should do; gives the line of the table. */
async function checkOutcome({ client, linli }: Journey, answer: Answer, number: string): Promise<string> {
  const { items } = await linli.ask<{ items: CallbackView[] }>('/api/callbacks')
  const callback = items.findLast(item => item.ticketNumber === number)
  const ticket = await client.ticket.findUnique({ where: { number }, include: { events: true } })
  // Opened again, it is given out at once.
  const course = ticket?.events.some(({ type }) => type === 'reopened') ? 'reopened' : ticket?.status
  expect([answer.name, callback?.status, callback?.score, course]).toEqual([
    answer.name,
    answer.status,
    answer.score,
    answer.ticket,
  ])
  const said = (answer.presses ?? answer.words.join(' / ')).padEnd(24, '　')
  return `${said} → ${callback?.status} ${callback?.score ?? '–'}, ${course} ${ticket?.priority}`
}

/** What the desk shows equals a count of the events by hand. */
async function compareFigures(journey: Journey, table: string[]): Promise<void> {
  const { client, linli } = journey
  const report = await linli.ask<SatisfactionView>('/api/reports/satisfaction')
  const total = report.rows.find(row => row.dimension === 'total')
  const events = await client.callbackEvent.findMany({ orderBy: { id: 'asc' } })
  const last = new Map<string, number>()
  for (const event of events) {
    if (event.type === 'rated') last.set(event.callbackId, (event.data as { score: number }).score)
  }
  const asked = new Set(events.filter(event => event.type === 'asked').map(event => event.callbackId))
  const scores = [...last.values()]
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
  printLine(`ten answers:\n  ${table.join('\n  ')}\n  desk: ${JSON.stringify(total)}`)
  expect(total).toMatchObject({
    n: scores.length,
    asked: asked.size,
    answered: [...last.keys()].filter(id => asked.has(id)).length,
  })
  expect(total?.mean).toBeCloseTo(mean, 3)
  expect(total?.satisfied).toBeCloseTo(scores.filter(score => score >= 4).length / scores.length, 3)
  for (const row of report.rows) if (row.n === 0) expect([row.mean, row.satisfied]).toEqual([null, null])
  const headers = { authorization: `Bearer ${apiToken}` }
  const csv = await fetch(`${linli.url}/api/reports/satisfaction/export?format=csv`, { headers })
  expect(await csv.text()).toMatch(new RegExp(`合计,,${total?.asked},${total?.answered},`))
  const xlsx = await fetch(`${linli.url}/api/reports/satisfaction/export`, { headers })
  expect(
    Buffer.from(await xlsx.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
}

/** A repair, reported and done. */
async function finish(journey: Journey, name: string): Promise<{ talk: Talk; number: string }> {
  const talk = journey.person(name)
  await talk.says('3栋1单元502厨房水管漏水了')
  await talk.hears(/LL\d+/, answerWithinMs)
  const [ticket] = await journey.ticketsOf(talk)
  const number = ticket?.number ?? ''
  const headers = { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' }
  const path = `${journey.linli.url}/api/tickets/${number}/resolve`
  const done = await fetch(path, { method: 'POST', headers, body: JSON.stringify({ note: '换了软管' }) })
  expect(done.status).toBe(200)
  await until(
    'it is done',
    async () => (await journey.ticketsOf(talk))[0]?.status === 'resolved',
    answerWithinMs,
  )
  return { talk, number }
}
