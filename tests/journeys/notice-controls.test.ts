import { beforeAll, describe, expect, it } from 'vitest'
import type { BroadcastView } from '../../src/desk/contract.ts'
import { buildTown, countArrivals } from '../support/broadcast-town.ts'
import { apiToken } from '../support/start-linli.ts'
import { until } from '../support/until.ts'
import { useJourney } from './journey.ts'

const testMs = 120_000
const waitMs = 40_000
const size = { households: 120, groups: 0 }

describe('a notice that is being sent', () => {
  const journey = useJourney({ way: 'polling', storage: 'PGlite', env: { DEMO: '0' } })

  beforeAll(async () => {
    const { telegram, linli } = journey()
    await buildTown(linli.product.database, telegram, { ...size, now: new Date() })
  }, testMs)

  async function ask<T = BroadcastView>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${journey().linli.url}/api/${path}`, {
      method,
      headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return (await response.json()) as T
  }

  const read = (id: string) => ask('GET', `broadcasts/${id}`)
  const arrived = () => [...countArrivals(journey().telegram, size).values()]
  const total = () => arrived().reduce((sum, times) => sum + times, 0)

  async function begin(text: string): Promise<string> {
    const { id } = await ask('POST', 'broadcasts', {
      ...{ kind: 'outage', urgent: true, asksReceipt: false },
      wording: { 'zh-CN': { title: '停水通知', text } },
    })
    await ask('POST', `broadcasts/${id}/submit`, {})
    await ask('POST', `broadcasts/${id}/start`, {})
    return id
  }

  /** What was in hand when it was stopped may still go; after that nothing does. */
  async function standsStill(): Promise<number> {
    await new Promise(resolve => setTimeout(resolve, 1_500))
    const before = total()
    await new Promise(resolve => setTimeout(resolve, 2_000))
    expect(total()).toBe(before)
    return before
  }

  it(
    'is paused and goes on where it was, each household once',
    async () => {
      const id = await begin('明天停水（一）')
      await until('it has begun', () => total() > 5, waitMs)
      expect((await ask('POST', `broadcasts/${id}/pause`, {})).state).toBe('paused')
      expect(await standsStill()).toBeLessThan(size.households)
      expect((await read(id)).progress.waiting).toBeGreaterThan(0)
      expect((await ask('POST', `broadcasts/${id}/resume`, {})).state).toBe('sending')
      await until('it is done', async () => (await read(id)).state === 'done', waitMs)
      expect(arrived().every(times => times === 1)).toBe(true)
    },
    testMs,
  )

  it(
    'waits while its channel is stopped by the kill switch, and goes on when it is let go',
    async () => {
      const before = total()
      const id = await begin('明天停水（二）')
      await until('it has begun', () => total() > before + 5, waitMs)
      const policy = { needsApproval: true, urgentNeedsApproval: false }
      await ask('PUT', 'settings/broadcasts', { ...policy, stoppedChannels: ['telegram'] })
      expect(await standsStill()).toBeLessThan(before + size.households)
      expect((await read(id)).state).toBe('sending')
      // What is begun meanwhile says why nobody can be reached.
      const other = await ask('POST', 'broadcasts', {
        wording: { 'zh-CN': { title: '提示', text: '请关窗' } },
      })
      const preview = await ask<{ count: object }>('POST', `broadcasts/${other.id}/preview`)
      expect(preview.count).toMatchObject({ reachable: 0, unreachable: { 'channel-off': size.households } })
      await ask('PUT', 'settings/broadcasts', { ...policy, stoppedChannels: [] })
      await until('it is done', async () => (await read(id)).state === 'done', waitMs)
      expect(total()).toBe(before + size.households)
    },
    testMs,
  )

  it(
    'is stopped for good: who has not got it does not get it, and it cannot go on',
    async () => {
      const before = total()
      const id = await begin('明天停水（三）')
      await until('it has begun', () => total() > before + 5, waitMs)
      expect((await ask('POST', `broadcasts/${id}/stop`, {})).state).toBe('stopped')
      const after = await standsStill()
      const { progress } = await read(id)
      expect(progress.stopped).toBe(size.households - (after - before))
      expect(progress.stopped).toBeGreaterThan(0)
      const refused = await ask<{ error: { code: string } }>('POST', `broadcasts/${id}/resume`, {})
      expect(refused.error.code).toBe('conflict')
    },
    testMs,
  )
})
