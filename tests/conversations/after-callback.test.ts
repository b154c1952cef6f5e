import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FigureRow } from '../../src/callbacks/figures.ts'
import { loadFigures } from '../../src/callbacks/list-callbacks.ts'
import { actOnTicket } from '../../src/tickets/act-on-ticket.ts'
import { type Company, openWakefulCompany, type Talk } from '../support/talk.ts'

const hourMs = 3_600_000
let company: Company

beforeAll(async () => {
  company = await openWakefulCompany()
}, 60_000)
afterAll(async () => await company?.close())

async function resolved(assignee?: string): Promise<Talk> {
  const talk = company.resident()
  await talk.says('3栋1单元502厨房水管漏水了')
  const number = (await talk.tickets())[0]?.number ?? ''
  const act = { number, action: 'assign' as const, by: 'system', note: '' }
  if (assignee) await company.app.runWork(work => actOnTicket(work, { ...act, assignee }))
  return await talk.staffResolve()
}

/** A repair that was reported, done, and asked about two hours later. */
async function asked(assignee?: string): Promise<Talk> {
  const talk = await resolved(assignee)
  await talk.waits(2 * hourMs + 60_000)
  return talk.hears(/这次处理您满意吗/)
}

const callbackOf = async (talk: Talk) =>
  await company.database.client.callback.findFirstOrThrow({
    where: { conversationId: (await talk.conversation())?.id ?? '' },
  })

const noticesOf = async (talk: Talk, kind: string) =>
  await company.database.client.staffNotice.findMany({
    where: { kind, ticketNumber: (await talk.tickets())[0]?.number ?? '' },
    orderBy: { id: 'asc' },
  })

describe('"not fixed" after a score', () => {
  it.each([
    '没修好',
    '又坏了',
    '其实没修好',
    '昨天修的那个又漏了，根本没修好',
    '还在漏水',
    "it's still leaking",
  ])('%s makes it 1, with all that follows from a 1', async words => {
    const talk = await asked()
    await talk.says('5分')
    await talk.says('4')
    await talk.waits(18 * hourMs)
    await talk.says(words)
    talk.hears(/已经重新打开并提高了优先级|open again with a higher priority/)
    const tickets = await talk.tickets()
    expect(tickets).toMatchObject([{ status: 'reopened', priority: 'high', rating: 1 }])
    expect(await callbackOf(talk)).toMatchObject({ status: 'answered', score: 1 })
    expect(await noticesOf(talk, 'low-rating')).toMatchObject([{ needsAck: true }])
    expect(await talk.handovers()).toMatchObject([{ reason: 'low-rating', state: 'waiting' }])
  })

  it('another trouble, or thanks that it leaks no more, changes no score', async () => {
    const talk = await asked()
    await talk.says('5分')
    await talk.says('4')
    await talk.waits(18 * hourMs)
    await talk.says('没再漏了，谢谢')
    await talk.says('3栋1单元502卧室的灯还是不亮')
    expect((await talk.tickets()).map(({ category, rating }) => [category, rating])).toEqual([
      ['plumbing', 5],
      ['electrical', null],
    ])
    expect(await callbackOf(talk)).toMatchObject({ score: 5 })
  })
})

describe('the second answer', () => {
  it('praise reaches who did the work, blame the lead', async () => {
    const { client } = company.database
    const account = { passwordHash: '', role: 'technician', createdAt: company.clock.now() }
    await client.staff.create({ data: { id: 'w', name: '王强', login: 'w', ...account } })
    const praised = await asked('w')
    await praised.says('5分')
    await praised.says('王师傅特别专业，手艺好，必须表扬')
    expect(await noticesOf(praised, 'praise')).toMatchObject([
      { toStaffId: 'w', text: expect.stringContaining('手艺好') },
    ])
    const blamed = await asked('w')
    await blamed.says('5分')
    await blamed.says('态度太差了，骂人')
    blamed.hears(/已经告诉负责人/)
    expect(await noticesOf(blamed, 'low-rating')).toMatchObject([
      { needsAck: true, text: expect.stringContaining('骂人') },
    ])
    expect((await blamed.tickets())[0]).toMatchObject({ status: 'resolved', rating: 5 })
  })

  it.each(['谢谢', '谢谢啊，辛苦了', '好的谢谢', 'thank you!'])(
    '%s is no score of an aspect',
    async thanks => {
      const talk = await asked()
      await talk.says('5分')
      talk.hears(/再请教一句/)
      await talk.says(thanks)
      talk.hearsNot(/记下了|Noted/)
      const { id } = await callbackOf(talk)
      const rated = await client().callbackEvent.findMany({ where: { callbackId: id, type: 'aspect-rated' } })
      expect(rated).toEqual([])
      await talk.says('4')
      talk.hears(/记下了|Noted/)
    },
  )

  it('each aspect shows how many were asked about it and how many answered', async () => {
    const since = company.clock.now()
    for (const second of ['4', '', '', '']) {
      const talk = await asked()
      await talk.says('5分')
      talk.hears(/再请教一句/)
      if (second !== '') await talk.says(second)
    }
    const until = new Date(company.clock.now().getTime() + hourMs)
    const filter = { since, until, communities: undefined, timezone: 'Asia/Shanghai' }
    const rows = await loadFigures(company.database.client, filter)
    const aspects = rows.filter(({ dimension }) => dimension === 'aspect')
    expect(sum(aspects, 'asked')).toBe(4)
    expect(sum(aspects, 'answered')).toBe(1)
    expect(aspects.filter(({ n }) => n === 0).every(({ responseRate }) => responseRate === 0)).toBe(true)
    const events = await client().callbackEvent.findMany({ where: { at: { gt: since } } })
    expect(events.filter(({ type }) => type === 'aspect-asked')).toHaveLength(4)
    expect(events.filter(({ type }) => type === 'aspect-rated')).toHaveLength(1)
  })
})

const client = () => company.database.client
const sum = (rows: readonly FigureRow[], of: 'asked' | 'answered') =>
  rows.reduce((total, row) => total + row[of], 0)

describe('unasked verdicts in words', () => {
  it.each([
    ['修得非常好，给王强师傅点赞', 5, 1],
    ['师傅修得又快又好，非常满意', 5, 1],
    ['The plumber did an excellent job, very professional', 5, 1],
  ])('%s is taken after the work was done, and nothing is asked', async (words, score, praises) => {
    const talk = await resolved('w')
    await talk.says(words)
    talk.hears(/5分好评|5 out of 5|five/i)
    expect(await callbackOf(talk)).toMatchObject({ status: 'answered', score })
    expect((await talk.tickets())[0]).toMatchObject({ rating: score, status: 'resolved' })
    expect(await noticesOf(talk, 'praise')).toHaveLength(praises)
    await talk.waits(3 * hourMs)
    talk.hearsNot(/您满意吗/)
  })

  it.each(['谢谢师傅', '师傅什么时候再来修一下灯', '保安小李态度真好', '好的', '修好了'])(
    '%s is none, and the question comes in its time',
    async words => {
      const talk = await resolved('w')
      await talk.says(words)
      expect((await talk.tickets())[0]?.rating).toBeNull()
    },
  )
})

describe('another trouble beside "not fixed"', () => {
  it.each([
    '没修好，而且厕所也堵了',
    '没修好，还有厕所堵了',
    '还在漏，另外卧室的灯也不亮了',
    'not fixed, and the toilet is blocked too',
  ])('%s: the work is open again, and the other has its ticket', async words => {
    const talk = await asked()
    await talk.says(words)
    talk.hears(/已经重新打开并提高了优先级|open again with a higher priority/)
    if ((await talk.tickets()).length < 2) await talk.says('3栋1单元502')
    const [first, second, third] = await talk.tickets()
    expect(first).toMatchObject({ status: 'reopened', priority: 'high', rating: 1 })
    expect(second).toMatchObject({ description: expect.stringMatching(/厕所|灯|toilet/) })
    expect(third).toBeUndefined()
  })

  it('after a score too', async () => {
    const talk = await asked()
    await talk.says('5分')
    await talk.waits(18 * hourMs)
    await talk.says('其实没修好，而且厕所也堵了')
    if ((await talk.tickets()).length < 2) await talk.says('3栋1单元502')
    const [first, second] = await talk.tickets()
    expect(first).toMatchObject({ status: 'reopened', rating: 1 })
    expect(second?.description).toContain('厕所也堵了')
  })
})

describe('a photo or voice message while the question waits', () => {
  it.each([
    ['a photo alone', '', 'photo'],
    ['a photo with words that are no verdict', '你看看修成什么样', 'photo'],
    ['a voice message nobody can hear', '', 'voice'],
  ])(
    '%s is kept with callback and ticket, seen by a person, and the verdict is asked for',
    async (...given) => {
      const [, words, kind] = given
      const talk = await asked()
      await (kind === 'photo' ? talk.sendsPhoto(words) : talk.sendsVoice(''))
      talk.hears(/收到，谢谢您，已附在工单 LL\d+ 上.*1–5分/).hearsNot(/什么问题|什么事|自动客服助手/)
      const [ticket] = await talk.tickets()
      expect(await client().attachment.findMany({ where: { ticketId: ticket?.id ?? '' } })).toMatchObject([
        { kind },
      ])
      expect(ticket?.events.filter(({ note }) => note.includes('['))).toMatchObject([{ by: 'resident' }])
      const callback = await callbackOf(talk)
      expect(callback.status).toBe('asked')
      const where = { callbackId: callback.id, type: 'commented' }
      expect(await client().callbackEvent.findMany({ where })).toMatchObject([
        { note: expect.stringContaining(words) },
      ])
      expect(await noticesOf(talk, 'callback-file')).toHaveLength(1)
      await talk.says('4分')
      expect(await callbackOf(talk)).toMatchObject({ status: 'answered', score: 4 })
    },
  )

  it('beside a verdict it is kept with it, and of another trouble it goes with that', async () => {
    const talk = await asked()
    await talk.sendsPhoto('根本没修好')
    talk.hears(/已经重新打开并提高了优先级/).hearsNot(/已附在/)
    const [ticket] = await talk.tickets()
    expect(await client().attachment.count({ where: { ticketId: ticket?.id ?? '' } })).toBe(1)
    const other = await asked()
    await other.sendsPhoto('3栋的电梯又停了，门都打不开')
    const [, lift] = await other.tickets()
    expect(await client().attachment.count({ where: { ticketId: lift?.id ?? '' } })).toBe(1)
  })
})
