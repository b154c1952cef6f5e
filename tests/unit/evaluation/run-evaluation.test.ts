import { describe, expect, it } from 'vitest'
import { readRows, readStreamLabels } from '../../../src/evaluation/read-rows.ts'
import { countSections, listResults, shareOf } from '../../../src/evaluation/results.ts'
import type { RowSet } from '../../../src/evaluation/rows.ts'
import { runEvaluation } from '../../../src/evaluation/run-evaluation.ts'
import { toJson } from '../../../src/evaluation/to-json.ts'
import { toText } from '../../../src/evaluation/to-text.ts'
import { sampleTicket } from './sample-state.ts'
import { ScriptedTarget } from './scripted-target.ts'

const read = (...rows: unknown[]): RowSet =>
  readRows('set.jsonl', rows.map(row => JSON.stringify(row)).join('\n'))
const run = (target: ScriptedTarget, set: RowSet, parallel = 1) =>
  runEvaluation(target, { file: 'set.jsonl', set }, { documents: [], parallel })

const line = (day: string, time: string, text: string) => ({
  day,
  at: `2026-05-21T${time}+08:00`,
  group: '群',
  user: 'u1',
  text,
})

describe('runEvaluation with talks', () => {
  it('plays every turn in order and passes marks of attachments on as text', async () => {
    const target = new ScriptedTarget({ states: { d1: {} } })
    const set = read({
      id: 'd1',
      tags: ['chat'],
      lang: 'en',
      turns: [{ user: ['[图片]', '漏水'] }, { user: '3栋' }],
    })
    const report = await run(target, set)
    expect(target.calls).toEqual(['open d1 en chat', 'say [图片]/漏水', 'say 3栋'])
    expect(report.talks).toMatchObject([
      { id: 'd1', section: 'chat', pass: null, reasons: [], replies: ['收到[图片]', '收到漏水', '收到3栋'] },
    ])
  })

  it('has staff resolve the tickets before the last turn of rows about finished work, and of no others', async () => {
    const turns = [{ user: '坏了' }, { user: '对' }, { user: '修好了' }]
    for (const [tag, calls] of [
      ['reopen', ['say 坏了', 'say 对', 'resolve', 'say 修好了']],
      ['rating', ['say 坏了', 'say 对', 'resolve', 'say 修好了']],
      ['cancel', ['say 坏了', 'say 对', 'say 修好了']],
    ] as const) {
      const target = new ScriptedTarget({ states: { d1: {} } })
      await run(target, read({ id: 'd1', tags: ['flow', tag], turns }))
      expect(target.calls.slice(1)).toEqual(calls)
    }
  })

  it('has staff resolve the tickets before the turn that the row names', async () => {
    const target = new ScriptedTarget({ states: { d1: {} } })
    const turns = [{ user: '坏了' }, { user: '修好了' }, { user: '5分' }]
    await run(target, read({ id: 'd1', turns, resolved_before: 2 }))
    expect(target.calls.slice(1)).toEqual(['say 坏了', 'resolve', 'say 修好了', 'say 5分'])
  })

  it('fails a talk that breaks the target and goes on with the others, in the order of the rows', async () => {
    const target = new ScriptedTarget({ states: { d2: { tickets: [sampleTicket()] } } })
    const expectation = { expect: { tickets: [{ kind: 'repair' }] } }
    const set = read(
      { id: 'd1', turns: [{ user: '坏了' }], ...expectation },
      { id: 'd2', turns: [{ user: '坏了' }], ...expectation },
    )
    const report = await run(target, set, 2)
    expect(report.talks.map(({ id, pass, reasons }) => ({ id, pass, reasons }))).toEqual([
      { id: 'd1', pass: false, reasons: ['broke: no script for d1'] },
      { id: 'd2', pass: true, reasons: [] },
    ])
  })

  it('runs as many talks side by side as it is told', async () => {
    const rows = Array.from({ length: 6 }, (_, index) => ({ id: `d${index}`, turns: [{ user: '你好' }] }))
    const target = new ScriptedTarget({ states: Object.fromEntries(rows.map(row => [row.id, {}])) })
    await run(target, read(...rows), 3)
    expect(target.mostRunning).toBe(3)
  })

  it('scores each section by its own rows', async () => {
    const target = new ScriptedTarget({ states: { a: {}, b: { handoff: true }, c: {}, d: {} } })
    const talk = (id: string, tag: string, expect?: object) => ({
      id,
      tags: [tag],
      turns: [{ user: '嗯' }],
      expect,
    })
    const set = read(
      talk('a', 'human', { handoff: true }),
      talk('b', 'human', { handoff: true }),
      talk('c', 'chat', { handoff: false }),
      talk('d', 'chat'),
    )
    const results = listResults(await run(target, set))
    expect(countSections(results)).toEqual([
      { section: 'human', passed: 1, judged: 2 },
      { section: 'chat', passed: 1, judged: 1 },
    ])
    expect(shareOf(results)).toBeCloseTo(2 / 3)
  })
})

describe('runEvaluation with questions, messages and days', () => {
  it('asks questions and keeps reply and citations', async () => {
    const citations = [{ document: '会所使用规则', clause: '' }]
    const target = new ScriptedTarget({ answers: { 几点关: { reply: '21:00', citations, answered: true } } })
    const set = read(
      { id: 'q1', q: '几点关', answer_any: ['21:00'], unanswerable: false },
      { id: 'q2', q: '多少钱', answer_any: ['5元'] },
    )
    const { questions } = await run(target, set)
    expect(questions).toMatchObject([
      { id: 'q1', section: 'answerable', pass: true, reply: '21:00', citations },
      { id: 'q2', section: 'questions', pass: false, reasons: ['broke: no answer to 多少钱'] },
    ])
  })

  it('scores messages, also those without labels', async () => {
    const set = read(
      { id: 's1', text: '服务真差', sentiment: 'negative', emotion: 'angry', angry_at_service: true },
      { id: 's2', text: '真差', angry_at_service: false },
      { id: 's3', text: '你好' },
      { id: 's4', text: 'broken', emotion: 'neutral' },
    )
    const { messages } = await run(new ScriptedTarget({}), set)
    expect(messages.map(message => message.pass)).toEqual([true, false, null, false])
    expect(messages[3]?.reasons).toEqual(['broke: no score'])
  })

  it('plays each day oldest first and judges its alerts', async () => {
    const at = new Date('2026-05-21T20:05:00+08:00')
    const alert = { at, topic: '涨价', category: 'billing', people: 5 } as const
    const target = new ScriptedTarget({ alerts: { D1: [alert], D2: [alert] } })
    const set = read(line('D1', '20:03:00', '二'), line('D2', '09:00:00', '三'), line('D1', '20:02:00', '一'))
    if (set.format !== 'stream') throw new Error('not read as a stream')
    const spike = { start: '2026-05-21T20:02:00+08:00', detect_by: '2026-05-21T20:10:00+08:00' }
    const labels = readStreamLabels(
      'l.json',
      JSON.stringify({ days: { D1: { alert: spike }, D2: { alert: null } } }),
    )
    const { days } = await run(target, { ...set, labels })
    expect(target.calls).toEqual(['watch 一/二', 'watch 三'])
    expect(days).toMatchObject([
      { day: 'D1', pass: true, alerts: [alert] },
      { day: 'D2', pass: false },
    ])
  })

  it('fails labelled days while the product watches no groups, and leaves others unjudged', async () => {
    const target = new ScriptedTarget({ watches: false })
    const set = read(line('D1', '20:03:00', '一'), line('D2', '20:03:00', '二'))
    if (set.format !== 'stream') throw new Error('not read as a stream')
    const { days } = await run(target, { ...set, labels: { days: { D1: { alert: null } } } })
    expect(days.map(day => day.pass)).toEqual([false, null])
  })
})

describe('reports', () => {
  it('show every failure with the whole talk', async () => {
    const target = new ScriptedTarget({
      states: { good: {}, bad: { tickets: [sampleTicket({ number: 'T-7' })] } },
    })
    const set = read(
      { id: 'good', tags: ['chat'], turns: [{ user: '你好' }], expect: { tickets: [] } },
      { id: 'bad', tags: ['flow'], turns: [{ user: '坏了' }, { user: '3栋\n104' }], expect: { tickets: [] } },
    )
    const text = toText(await run(target, set))
    expect(text).toMatch(/chat +1\/1 +100\.0 %/)
    expect(text).toMatch(/flow +0\/1 +0\.0 %/)
    expect(text).toMatch(/all +1\/2 +50\.0 %/)
    expect(text).toContain('✗ bad (flow)\n    - unexpected ticket repair/plumbing/normal T-7')
    expect(text).toContain('> 坏了\n    < 收到坏了')
    expect(text).toContain('# T-7 repair/plumbing/normal received')
    expect(text).not.toContain('你好')
  })

  it('give machines the agreed keys and no others', async () => {
    const target = new ScriptedTarget({
      states: { d1: { tickets: [sampleTicket()] } },
      answers: { 几点关: { reply: '21:00', citations: [], answered: true } },
    })
    const reports = [
      await run(target, read({ id: 'd1', turns: [{ user: '坏了' }], expect: { handoff: false } })),
      await run(target, read({ id: 'q1', q: '几点关' })),
      await run(target, read({ id: 's1', text: '好', emotion: 'sad' })),
      await run(target, read(line('D1', '20:03:00', '一'))),
    ]
    const json = JSON.parse(toJson(reports, true))
    expect(Object.keys(json.talks[0])).toEqual(['id', 'pass', 'reasons', 'replies', 'tickets'])
    expect(json.questions).toEqual([{ id: 'q1', pass: null, reasons: [], reply: '21:00', citations: [] }])
    expect(json.messages).toEqual([
      {
        id: 's1',
        pass: false,
        reasons: ['emotion is neutral, expected sad'],
        sentiment: 'neutral',
        emotion: 'neutral',
        angryAtService: false,
      },
    ])
    expect(json.days).toEqual([{ day: 'D1', pass: null, reasons: [], alerts: [] }])
    expect(json.files[0]).toEqual({
      file: 'set.jsonl',
      score: 1,
      sections: [{ section: 'talks', passed: 1, judged: 1 }],
    })
  })
})
