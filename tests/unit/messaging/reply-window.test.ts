import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutReply } from '../../../src/messaging/enqueue-reply.ts'
import { judgeWindow } from '../../../src/messaging/reply-window.ts'

const window = { hours: 48, messages: 5 }
const now = new Date('2026-11-27T12:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const judge = (sentSince: number, isImportant: boolean, hours = 1) =>
  judgeWindow(window, { lastWordAt: hoursAgo(hours), sentSince }, { isImportant, now })

describe('a reply window of five messages in 48 hours', () => {
  it('keeps two messages for a person and the result', () => {
    expect([0, 1, 2].map(sent => judge(sent, false).kind)).toEqual(['open', 'open', 'open'])
    expect(judge(3, false)).toEqual({ kind: 'closed', reason: 'reserved' })
    expect([3, 4].map(sent => judge(sent, true).kind)).toEqual(['open', 'open'])
    expect(judge(5, true)).toEqual({ kind: 'closed', reason: 'used' })
  })

  it('is over a minute before the platform says so, and never open for who never wrote', () => {
    expect(judge(0, true, 47.9).kind).toBe('open')
    expect(judge(0, true, 48)).toEqual({ kind: 'closed', reason: 'over' })
    const never = judgeWindow(window, { sentSince: 0 }, { isImportant: true, now })
    expect(never).toEqual({ kind: 'closed', reason: 'over' })
  })

  it('lets no sequence of messages send a sixth', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 30 }), wishes => {
        let sent = 0
        for (const isImportant of wishes) if (judge(sent, isImportant).kind === 'open') sent += 1
        expect(sent).toBeLessThanOrEqual(5)
      }),
    )
  })
})

describe('one answer in one message', () => {
  const long = `${'第一段很长。'.repeat(200)}\n（AI自动回复）`

  it('cuts what is too long and keeps the label of an automatic answer', () => {
    const pieces = cutReply({ textLimit: 680, inOnePiece: true }, { text: long })
    expect(pieces).toHaveLength(1)
    expect(pieces[0]?.text.length).toBeLessThanOrEqual(680)
    expect(pieces[0]?.text).toMatch(/……\n（AI自动回复）$/)
    expect(pieces[0]?.content.whole).toBe(long)
    expect(cutReply({ textLimit: 680 }, { text: long }).length).toBeGreaterThan(1)
  })

  it('leaves what fits as it is', () => {
    expect(cutReply({ textLimit: 680, inOnePiece: true }, { text: '好的' })[0]).toMatchObject({
      text: '好的',
      content: {},
    })
  })
})
