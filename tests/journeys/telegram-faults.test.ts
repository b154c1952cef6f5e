import { describe, expect, it } from 'vitest'
import { ApiError } from '../support/fake-telegram/api-error.ts'
import type { Talk } from '../support/fake-telegram/talk.ts'
import { until } from '../support/until.ts'
import { answerWithinMs, type Journey, useJourney, ways } from './journey.ts'

const testMs = 150_000

// One after another: a scripted fault strikes whoever calls next.
describe.each(ways)('when Telegram makes trouble, by $way on $storage', ({ way, storage }) => {
  const journey = useJourney({ way, storage })

  it(
    'waits as long as Telegram asks, then sends once',
    async () => {
      const lin = journey().person('被限流的')
      await lin.says('投诉多久处理？')
      journey().telegram.faults.throttle('sendMessage', 5)
      const throttledAt = await seeSend(journey(), lin)
      await lin.hears(/24小时内响应/, answerWithinMs)
      expect(performance.now() - throttledAt).toBeGreaterThan(4_500)
      await journey().settled(lin)
      expect(sendsTo(journey(), lin)).toBe(2)
      expect(lin.heardTexts()).toHaveLength(1)
      expect(await outboundOf(journey(), lin)).toMatchObject([{ state: 'sent', repeats: 0 }])
    },
    testMs,
  )

  it(
    'sends a message again, and counts it, when its outcome is unknown',
    async () => {
      const lin = journey().person('断线的')
      journey().telegram.faults.add('sendMessage', { kind: 'accept-then-drop' })
      await lin.says('投诉多久处理？')
      await until('it came twice', () => lin.heardTexts().length === 2, answerWithinMs)
      await journey().settled(lin)
      expect(await outboundOf(journey(), lin)).toMatchObject([{ state: 'sent', repeats: 1 }])
    },
    testMs,
  )

  it(
    'records once that a resident has blocked it, asks no more, and answers when they come back',
    async () => {
      const { client, telegram } = journey()
      const fang = journey().person('拉黑的')
      await fang.says('投诉多久处理？')
      // Blocked so lately that we were not told yet: only the refused send says so.
      telegram.world.close(fang.chatId, new ApiError(403, 'Forbidden: bot was blocked by the user'))
      await seeSend(journey(), fang)
      await journey().settled(fang)
      expect(await outboundOf(journey(), fang)).toMatchObject([
        { state: 'refused', error: 'blocked', attempts: 1 },
      ])
      expect(sendsTo(journey(), fang)).toBe(1)
      const where = { channel: 'telegram', sender: String(fang.user.id) }
      expect((await client.contact.findFirstOrThrow({ where })).blockedAt).not.toBeNull()
      await fang.says('你好')
      await fang.hears(/您好/, answerWithinMs)
      expect((await client.contact.findFirstOrThrow({ where })).blockedAt).toBeNull()
    },
    testMs,
  )

  it(
    'lets nobody wait for a resident whose answer hangs',
    async () => {
      const { telegram } = journey()
      const slow = journey().person('卡住的')
      telegram.faults.add('sendMessage', { kind: 'hang' })
      await slow.says('投诉多久处理？')
      await seeSend(journey(), slow)
      const others = ['甲', '乙', '丙', '丁', '戊'].map(name => journey().person(name))
      const startedAtMs = performance.now()
      await Promise.all(
        others.map(async other => {
          await other.says('投诉多久处理？')
          await other.hears(/24小时内响应/, answerWithinMs)
        }),
      )
      // The hanging call itself is given up after 15 s.
      expect(performance.now() - startedAtMs).toBeLessThan(12_000)
      expect(slow.heardTexts()).toEqual([])
      await slow.hears(/24小时内响应/, answerWithinMs)
      expect(await outboundOf(journey(), slow)).toMatchObject([{ repeats: 1 }])
    },
    testMs,
  )

  it(
    'answers what was written while Telegram could not be reached',
    async () => {
      const { telegram } = journey()
      const port = Number(new URL(telegram.apiRoot).port)
      const ning = journey().person('等着的')
      await telegram.goAway()
      await ning.says('投诉多久处理？')
      await telegram.listen(port)
      await ning.hears(/24小时内响应/, answerWithinMs)
    },
    testMs,
  )
})

function sendsTo({ telegram }: Journey, talk: Talk): number {
  return telegram.callsOf('sendMessage').filter(({ params }) => params['chat_id'] === talk.chatId).length
}

/** Resolves when the first send to this person was tried; gives when. */
async function seeSend(journey: Journey, talk: Talk): Promise<number> {
  await until('a send is tried', () => sendsTo(journey, talk) > 0, answerWithinMs)
  return performance.now()
}

async function outboundOf({ client }: Journey, talk: Talk) {
  return await client.outbound.findMany({
    where: { conversation: { sender: String(talk.user.id) } },
    orderBy: { id: 'asc' },
  })
}
