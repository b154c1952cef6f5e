import { describe, expect, it } from 'vitest'
import { readRows, readStreamLabels, warnOfRows } from '../../../src/evaluation/read-rows.ts'
import { LinliError } from '../../../src/shared/errors.ts'

const lines = (...rows: unknown[]) => rows.map(row => JSON.stringify(row)).join('\n')

function refuse(text: string): string {
  try {
    readRows('set.jsonl', text)
  } catch (error) {
    if (error instanceof LinliError && error.code === 'bad-file') return error.message
    throw error
  }
  throw new Error('the rows were accepted')
}

describe('readRows', () => {
  it('tells the four formats by their keys', () => {
    const formats = [
      { id: 'd', turns: [{ user: '你好' }] },
      { id: 'q', q: '几点关门' },
      { id: 's', text: '好' },
      { day: 'D1', at: '2026-05-21T07:02:12+08:00', group: '群', user: 'u1', text: '早' },
    ].map(row => readRows('set.jsonl', lines(row)).format)
    expect(formats).toEqual(['talks', 'questions', 'messages', 'stream'])
  })

  it('takes one message or several, one label or several, and fills in what is usual', () => {
    const set = readRows(
      'set.jsonl',
      lines({
        id: 'd',
        turns: [{ user: ['门', '坏了'] }, { user: '3栋' }],
        expect: { tickets: [{ kind: 'repair', category: ['access'] }], sentiment: ['neutral'] },
      }),
    )
    expect(set).toMatchObject({
      rows: [
        {
          lang: 'zh-CN',
          tags: [],
          turns: [{ user: ['门', '坏了'] }, { user: ['3栋'] }],
          expect: { tickets: [{ kind: ['repair'], category: ['access'] }] },
        },
      ],
    })
  })

  it('takes any language tag and keeps those that the product speaks', () => {
    const tags = ['en-GB', 'zh-TW', 'mixed', undefined]
    const set = readRows('set.jsonl', lines(...tags.map((lang, n) => ({ id: `s${n}`, text: '好', lang }))))
    expect(set.format === 'messages' && set.rows.map(row => row.lang)).toEqual([
      'en',
      'zh-CN',
      undefined,
      'zh-CN',
    ])
  })

  it('skips empty lines and a byte order mark', () => {
    const set = readRows(
      'set.jsonl',
      `\uFEFF${lines({ id: 'a', text: '好' })}\r\n\r\n${lines({ id: 'b', text: '坏' })}\n`,
    )
    expect(set.rows).toHaveLength(2)
  })

  it('reads days as instants', () => {
    const row = { day: 'D1', at: '2026-05-21T07:02:12+08:00', group: '群', user: 'u1', text: '早' }
    expect(readRows('set.jsonl', lines(row)).rows).toMatchObject([{ at: new Date('2026-05-20T23:02:12Z') }])
  })

  it('names file, line and key of every bad row', () => {
    const message = refuse(
      lines(
        { id: 'd1', turns: [{ user: '你好' }] },
        { id: 'd2', turns: [] },
        { id: 'd3', turns: [{ user: '你好' }], expect: { rating: 6 } },
        { id: 'd4', turns: [{ user: '你好' }], expect: { tickets: [{ category: ['water'] }] } },
      ),
    )
    const [first, second, third] = message.split('\n')
    expect(first).toMatch(/^set\.jsonl:2: turns/)
    expect(second).toMatch(/^set\.jsonl:3: expect\.rating/)
    expect(third).toMatch(/^set\.jsonl:4: expect\.tickets\.0\.category/)
    expect(third).toMatch(/expected one of .*"plumbing".*, or a list of such/)
    expect(refuse(lines({ id: 'd5', turns: [{ user: 1 }] }))).toBe(
      'set.jsonl:1: turns.0.user: expected string, received number, or a list of such',
    )
  })

  it('refuses what is no row', () => {
    expect(refuse('')).toBe('set.jsonl: holds no rows')
    expect(refuse('{"id": "a", "text": "好"}\n{"id"')).toMatch(/^set\.jsonl:2: not JSON/)
    expect(refuse('[1]')).toBe('set.jsonl:1: expected a JSON object')
    expect(refuse('\n{"id": "a"}')).toMatch(/^set\.jsonl:2: expected a row with "turns"/)
  })

  it('refuses two rows with one id, and names both lines', () => {
    expect(refuse(lines({ id: 'a', text: '好' }, { id: 'a', text: '坏' }))).toBe(
      'set.jsonl:2: id "a" stands already in line 1',
    )
  })

  it('lists at most ten bad rows and counts the others', () => {
    const rows = Array.from({ length: 13 }, (_, index) => ({ id: `q${index}`, q: '' }))
    const problems = refuse(lines(...rows)).split('\n')
    expect(problems).toHaveLength(11)
    expect(problems.at(-1)).toBe('and 3 more bad rows')
  })
})

describe('warnOfRows', () => {
  it('names every key of an expectation that nothing judges', () => {
    const text = lines(
      { id: 'd1', turns: [], expect: { tickets: [{ kind: 'repair' }], handoff: false } },
      { id: 'd2', turns: [], expect: { handof: true, tickets: [{ place: '3栋' }], mood: 'good' } },
    )
    expect(warnOfRows('set.jsonl', text)).toEqual([
      'set.jsonl:2: expect.handof is not judged; did you mean handoff?',
      'set.jsonl:2: expect.mood is not judged',
      'set.jsonl:2: ticket.place is not judged',
    ])
  })
})

describe('readStreamLabels', () => {
  it('reads days with an alert and without', () => {
    const labels = readStreamLabels(
      'l.json',
      JSON.stringify({
        timezone: '+08:00',
        days: {
          D1: { alert: null },
          D2: {
            alert: {
              start: '2026-05-21T20:02:00+08:00',
              detect_by: '2026-05-21T20:10:00+08:00',
              category: 'noise',
            },
          },
        },
      }),
    )
    expect(labels.days).toMatchObject({ D1: { alert: null }, D2: { alert: { category: ['noise'] } } })
  })

  it('names the key that is wrong', () => {
    expect(() => readStreamLabels('l.json', '{"days": {"D1": {}}}')).toThrow(/^l\.json: days\.D1\.alert/)
  })
})
