import readSheet from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallbackView, SatisfactionView, SurveyResultsView } from '../../src/desk/contract.ts'
import { writeXlsx } from '../../src/shared/write-sheet.ts'
import { takeSurveyAnswer } from '../../src/surveys/run-survey.ts'
import { createTestDesk, type TestDesk } from '../support/desk.ts'
import { listCallback } from '../support/list-callback.ts'

let desk: TestDesk

beforeAll(async () => {
  desk = await createTestDesk()
}, 120_000)
afterAll(async () => await desk.close())

const read = async <T>(path: string): Promise<T> => (await (await desk.ask(path)).json()) as T

const listed = (changes: { communityId?: string } = {}) => listCallback(desk, changes)

describe('the telephone list', () => {
  it('takes what the resident said, and the figures count it as unasked in a chat', async () => {
    const id = await listed()
    const before = await read<{ items: CallbackView[] }>('/api/callbacks?status=listed')
    expect(before.items.map(item => item.id)).toContain(id)
    const body = JSON.stringify({ score: 4, comment: '电话里说挺好，就是慢了点' })
    const done = await desk.ask(`/api/callbacks/${id}/answer`, { method: 'POST', body })
    expect([done.status, await done.json()]).toEqual([200, { status: 'answered' }])
    const after = await read<{ items: CallbackView[] }>('/api/callbacks?status=answered')
    expect(after.items.find(item => item.id === id)).toMatchObject({
      score: 4,
      words: '电话里说挺好，就是慢了点',
      way: 'telephone',
    })
    const { rows } = await read<SatisfactionView>('/api/reports/satisfaction')
    expect(rows.find(row => row.dimension === 'total')).toMatchObject({ n: 1, mean: 4 })
  })

  it.each([
    ['a score of 6', { score: 6 }],
    ['no score', { comment: '好' }],
    ['an unknown field', { score: 4, mood: 'good' }],
  ])('refuses %s', async (_name, body) => {
    const id = await listed()
    const init = { method: 'POST', body: JSON.stringify(body) }
    expect((await desk.ask(`/api/callbacks/${id}/answer`, init)).status).toBe(400)
    const row = await desk.database.client.callback.findUnique({ where: { id } })
    expect(row?.status).toBe('listed')
  })

  it('knows no callback of that name', async () => {
    const init = { method: 'POST', body: JSON.stringify({ score: 4 }) }
    expect((await desk.ask('/api/callbacks/none/answer', init)).status).toBe(404)
  })
})

describe('the figures', () => {
  const evil = '=HYPERLINK("http://evil.example","奖金")'

  it('go out as CSV and XLSX in which no name of a community is a formula', async () => {
    const names = [evil, '+1+2', '-3', '@SUM(A1)', '\t=1+1']
    for (const [at, name] of names.entries()) {
      const data = { id: `c${at}`, name, createdAt: new Date() }
      await desk.database.client.community.create({ data })
      const id = await listed({ communityId: data.id })
      await desk.ask(`/api/callbacks/${id}/answer`, { method: 'POST', body: JSON.stringify({ score: 5 }) })
    }
    const csv = await (await desk.ask('/api/reports/satisfaction/export?format=csv')).text()
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"",""奖金"")"`)
    const cells = csv.split('\r\n').flatMap(line => line.split(','))
    expect(cells.filter(cell => /^"?[=+@\t-]/.test(cell))).toEqual([])
    const file = Buffer.from(await (await desk.ask('/api/reports/satisfaction/export')).arrayBuffer())
    const [sheet] = (await readSheet(file)) as unknown as { data: unknown[][] }[]
    expect(sheet?.data.map(row => row[1])).toEqual(expect.arrayContaining([evil, '+1+2']))
    // A formula would be an <f>; all text is kept as inline strings.
    expect(file.toString('latin1')).not.toContain('<f>')
  })

  it('have English names for an English desk', async () => {
    const { rows, benchmark } = await read<SatisfactionView>('/api/reports/satisfaction?language=en')
    expect(rows.find(row => row.dimension === 'category')?.name).toMatch(/water/i)
    expect(benchmark.source).toContain('unverified')
    const csv = await (await desk.ask('/api/reports/satisfaction/export?format=csv&language=en')).text()
    expect(csv.split('\r\n')[0]).toContain('By,Name,Asked')
  })

  it('name the benchmark as somebody else’s', async () => {
    const { benchmark } = await read<SatisfactionView>('/api/reports/satisfaction')
    expect(benchmark).toEqual({ satisfied: 0.725, source: expect.stringContaining('未核实') })
  })

  it('refuse a period that ends before it begins', async () => {
    const query = 'since=2026-11-02T00:00:00Z&until=2026-11-01T00:00:00Z'
    expect((await desk.ask(`/api/reports/satisfaction?${query}`)).status).toBe(400)
  })
})

describe("a third party's sheet", () => {
  const dimensions = ['安全', '保洁', '绿化', '维修', '客服', '停车']
  const rows = dimensions.flatMap((dimension, at) =>
    [1, 2, 3, 4, 5].map(no => [no === 1 ? dimension : null, `指标${at * 5 + no}`, 90, 60 + at * 5 + no, 400]),
  )

  it('of thirty indicators comes in whole, on a scale of five', async () => {
    const table = [
      ['2026年第三方满意度测评'],
      ['一级指标', '指标', '期望', '满意度', '样本量'],
      ...rows,
      ['合计', null, null, 75, 400],
    ]
    const done = await bring(writeXlsx('测评', table as never))
    const { id, indicators } = (await done.json()) as { id: string; indicators: number }
    expect([done.status, indicators]).toEqual([200, 30])
    const results = await read<SurveyResultsView>(`/api/surveys/${id}/results`)
    expect(results.indicators).toHaveLength(30)
    expect(results.indicators[0]).toEqual({
      dimension: '安全',
      name: '指标1',
      expected: 4.5,
      perceived: 3.05,
      n: 400,
    })
    expect(results.indicators[29]).toMatchObject({ dimension: '停车', name: '指标30', perceived: 4.5 })
  })

  it.each([
    ['no workbook', Buffer.from('hello'), /XLSX workbook/],
    [
      'no headings',
      writeXlsx('a', [
        ['甲', '乙'],
        ['丙', 3],
      ]),
      /row of headings/,
    ],
    [
      'no score',
      writeXlsx('a', [
        ['指标', '得分'],
        ['安全', '好'],
      ]),
      /Row 2: expected a score/,
    ],
    ['no rows', writeXlsx('a', [['指标', '得分']]), /at least one indicator/],
  ])('of %s is refused, and says what was expected', async (_name, file, message) => {
    const done = await bring(file)
    const { error } = (await done.json()) as { error: { message: string } }
    expect(done.status).toBe(400)
    expect(error.message).toMatch(message)
  })

  async function bring(file: Buffer): Promise<Response> {
    const form = new FormData()
    form.set('title', '第三方测评')
    form.set('file', new File([new Uint8Array(file)], 'sheet.xlsx'))
    const { headers } = await desk.signIn('manager')
    const { 'Content-Type': _type, ...rest } = headers
    return await desk.app.request('/api/surveys/import', { method: 'POST', headers: rest, body: form })
  }
})

describe('the quarterly survey', () => {
  it('asks what was expected and what was got, and gives the gap of each with its n', async () => {
    const { items } = await read<{ items: { id: string; title: string; questions: unknown[] }[] }>(
      '/api/survey-templates',
    )
    const template = items.find(({ id }) => id === 'servqual')
    expect(template?.questions).toHaveLength(5)
    const body = JSON.stringify({ title: template?.title, questions: template?.questions })
    const { id } = (await (await desk.ask('/api/surveys', { method: 'POST', body })).json()) as { id: string }
    await invite('one')
    await invite('two')
    const started = await desk.ask(`/api/surveys/${id}/start`, { method: 'POST' })
    expect(await started.json()).toEqual({ invited: 2 })
    await desk.database.client.surveyInvite.updateMany({ data: { status: 'asked', askedAt: new Date() } })
    await answer(id, 'one', { expected: 5, perceived: 3 })
    await answer(id, 'two', { expected: 4, perceived: 4 })
    const { questions } = await read<SurveyResultsView>(`/api/surveys/${id}/results`)
    expect(questions[0]).toMatchObject({ kind: 'pair', n: 2, expected: 4.5, perceived: 3.5, gap: -1 })
    expect(questions[1]).toMatchObject({ n: 0, expected: null, perceived: null, gap: null })
    const csv = await (await desk.ask(`/api/surveys/${id}/results/export?format=csv`)).text()
    const lines = csv.split('\r\n')
    expect(lines[0]).toContain('题型,题目,选项或原话,n,次数,平均分,期望,感知,差距')
    expect(lines[3]).toMatch(/^期望与感知,.*,,2,,,4\.5,3\.5,-1$/)
  })

  async function invite(name: string): Promise<void> {
    const at = { createdAt: new Date() }
    const { client } = desk.database
    await client.contact.create({ data: { id: name, channel: 'list', sender: name, ...at } })
    const talk = {
      id: name,
      channel: 'list',
      chat: name,
      sender: name,
      contactId: name,
      updatedAt: new Date(),
    }
    await client.conversation.create({ data: { ...talk, ...at } })
  }

  async function answer(
    surveyId: string,
    conversationId: string,
    value: { expected: number; perceived: number },
  ) {
    const found = await desk.database.client.surveyInvite.findFirst({ where: { surveyId, conversationId } })
    const given = { inviteId: found?.id ?? '', conversationId, position: 0, value }
    expect(await desk.parts.work.run(work => takeSurveyAnswer(work, given))).toMatchObject({
      next: { position: 1 },
    })
  }
})
