import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Company, openWakefulCompany, type Talk } from '../support/talk.ts'

const hourMs = 3_600_000
let company: Company

beforeAll(async () => {
  company = await openWakefulCompany()
}, 60_000)
afterAll(async () => await company?.close())

/** A repair that was reported, done, and asked about two hours later. */
async function asked(): Promise<Talk> {
  const talk = company.resident()
  await talk.says('3栋1单元502厨房水管漏水了')
  await talk.staffResolve()
  await talk.waits(2 * hourMs + 60_000)
  await talk.hears(/这次处理您满意吗/)
  return talk
}

const callbackOf = async (talk: Talk) =>
  await company.database.client.callback.findFirstOrThrow({
    where: { conversationId: (await talk.conversation())?.id ?? '' },
  })

describe('words after "how did it go?"', () => {
  it('a verdict beside a new trouble: both are taken, and nobody is reminded', async () => {
    const talk = await asked()
    await talk.says('修好了，不过卧室灯又坏了')
    await talk.says('3栋1单元502')
    expect((await talk.tickets()).map(({ category }) => category)).toEqual(['plumbing', 'electrical'])
    expect(await callbackOf(talk)).toMatchObject({ status: 'answered', score: 4 })
    await talk.waits(48 * hourMs)
    talk.hearsNot(/方便的话打个分吧/)
  })

  it('a new trouble alone settles the question without a rating or a reminder; a late score is taken', async () => {
    const talk = await asked()
    await talk.says('卧室灯坏了', '3栋1单元502')
    expect(await callbackOf(talk)).toMatchObject({ status: 'unanswered', reason: 'new-problem', score: null })
    await talk.waits(48 * hourMs)
    talk.hearsNot(/方便的话打个分吧/)
    await talk.says('水管那个给4分')
    expect(await callbackOf(talk)).toMatchObject({ status: 'answered', score: 4 })
  })

  it('after the wish for no more questions a score is still taken, and nothing more is asked', async () => {
    const talk = await asked()
    await talk.says('别烦我')
    await talk.says('刚才点错了，其实应该给2分')
    expect(await callbackOf(talk)).toMatchObject({ status: 'answered', score: 2 })
    const other = await asked()
    await other.says('别烦我')
    await other.says('算了，给5分吧')
    expect(await callbackOf(other)).toMatchObject({ status: 'answered', score: 5 })
    other.hearsNot(/再请教一句/)
  })

  it('what merely sounds bad brings people in and opens nothing again', async () => {
    const { id, askedIn } = await callbackOf(await asked())
    const { takeAnswer } = await import('../../src/callbacks/take-answer.ts')
    const guess = { score: 1, comment: '喵', isUnsolved: true, isGuess: true as const, aspects: {} }
    await company.app.runWork(work =>
      takeAnswer(work, id, { ...guess, by: 'resident', askedIn: askedIn ?? '' }),
    )
    const callback = await company.database.client.callback.findUniqueOrThrow({ where: { id } })
    const number = callback.ticketNumber ?? ''
    const where = { number }
    expect(await company.database.client.ticket.findUnique({ where })).toMatchObject({ status: 'resolved' })
    const notices = await company.database.client.staffNotice.count({
      where: { kind: 'low-rating', ticketNumber: number },
    })
    expect(notices).toBe(1)
  })

  it('「不要再给我发消息了」 ends what we send of our own accord, asked or not', async () => {
    for (const words of ['不要再给我发消息了', '别再给我发信息', 'please stop sending me messages']) {
      const talk = company.resident()
      await talk.says('3栋1单元502厨房水管漏水了')
      await talk.staffResolve()
      await talk.says(words)
      talk.hears(/以后不再给您发|no more/i)
      await talk.waits(3 * hourMs)
      talk.hearsNot(/您满意吗|how .* went/i)
    }
  })
})
