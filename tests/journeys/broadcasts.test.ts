import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BroadcastView } from '../../src/desk/contract.ts'
import { ApiError } from '../support/fake-telegram/api-error.ts'
import type { Talk } from '../support/fake-telegram/talk.ts'
import { apiToken } from '../support/start-linli.ts'
import { until } from '../support/until.ts'
import { answerWithinMs, useJourney } from './journey.ts'

const testMs = 150_000
const place = { communityId: 'lake', building: '3', unit: '2' }

describe('notices', () => {
  const journey = useJourney({ way: 'polling', storage: 'PGlite', env: { DEMO: '0' } })
  let wang: Talk
  let li: Talk

  beforeAll(async () => {
    const { client } = journey()
    const at = { createdAt: new Date() }
    await client.community.create({ data: { id: 'lake', name: '东湖花园', ...at } })
    for (const [room, code] of [
      ['501', 'AAAA2222'],
      ['502', 'BBBB3333'],
      ['601', 'CCCC4444'],
    ] as const) {
      await client.household.create({ data: { id: room, room, bindCode: code, ...place, ...at } })
    }
    wang = await bound('王女士', 'AAAA2222')
    li = await bound('李先生', 'BBBB3333')
  }, testMs)
  afterAll(() => journey().telegram.faults.clear())

  async function bound(name: string, code: string): Promise<Talk> {
    const talk = journey().person(name)
    await talk.says(`绑定 ${code}`)
    await talk.hears(/绑定成功/, answerWithinMs)
    return talk
  }

  async function ask<T>(method: string, path: string, body?: object): Promise<{ status: number; body: T }> {
    const response = await fetch(`${journey().linli.url}/api/${path}`, {
      method,
      headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: response.status, body: (await response.json()) as T }
  }

  const wording = {
    title: '停水通知',
    text: '{name}您好：因水管检修，{household}明天9点至17点停水，请提前储水。',
  }
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()

  /** A notice that goes out at any hour of the day. */
  async function send(changes: object = {}): Promise<BroadcastView> {
    const draft = {
      ...{ kind: 'outage', wording: { 'zh-CN': wording }, urgent: true, holdsUntil: inHours(30) },
      audience: { communityId: 'lake' },
      ...changes,
    }
    const { body: begun } = await ask<BroadcastView>('POST', 'broadcasts', draft)
    expect((await ask('POST', `broadcasts/${begun.id}/submit`, {})).status).toBe(200)
    const { body } = await ask<BroadcastView>('POST', `broadcasts/${begun.id}/start`, {})
    return body
  }

  const read = async (id: string) => (await ask<BroadcastView>('GET', `broadcasts/${id}`)).body
  const finished = (id: string) =>
    until(
      'it is done',
      async () => {
        const view = await read(id)
        return view.state === 'done' ? view : undefined
      },
      answerWithinMs,
    )

  it(
    'reach each household once, and say who cannot be reached and why',
    async () => {
      const { id } = await send()
      await wang.hears(/王女士您好：因水管检修，3栋2单元501明天9点/, answerWithinMs)
      await li.hears(/李先生您好：因水管检修，3栋2单元502明天9点/, answerWithinMs)
      const { progress } = await finished(id)
      expect(progress).toMatchObject({ total: 3, sent: 2, unreachable: 1, failed: 0 })
      const { body } = await ask<{ items: { label: string; reason: string }[] }>(
        'GET',
        `broadcasts/${id}/recipients?state=unreachable`,
      )
      expect(body.items).toMatchObject([{ label: '3栋2单元601', reason: 'no-contact' }])
      await wang.presses('收到')
      await until('the receipt counts', async () => (await read(id)).progress.receipts === 1, answerWithinMs)
      await ask('POST', `broadcasts/${id}/recall`, {})
      await until(
        'it is taken back',
        () => !wang.heardTexts().some(text => text.includes('请提前储水')),
        answerWithinMs,
      )
    },
    testMs,
  )

  it(
    'answer questions while they hold, by their corrected words, and not after they end',
    async () => {
      const { id } = await send()
      await finished(id)
      await until('it answers', async () => /9点/.test(await answerTo(li, '明天几点停水？')), answerWithinMs)
      const corrected = { ...wording, text: '{name}您好：停水改为明天13点至15点，请提前储水。' }
      await ask('POST', `broadcasts/${id}/correct`, { wording: { 'zh-CN': corrected } })
      await until(
        'the message is corrected',
        () => li.heardTexts().some(text => /更正.*停水通知[\s\S]*13点至15点/.test(text)),
        answerWithinMs,
      )
      const answer = await until(
        'it answers anew',
        async () => {
          const text = await answerTo(li, '明天几点停水？')
          return /13点/.test(text) ? text : undefined
        },
        answerWithinMs,
      )
      expect(answer).not.toMatch(/9点至17点/)
      const { client } = journey()
      await client.timer.updateMany({
        where: { kind: 'broadcast-end', subject: id },
        data: { dueAt: new Date(), wakeAt: new Date() },
      })
      await until(
        'it has ended',
        async () => (await client.knowledgeDocument.count({ where: { source: { contains: id } } })) === 0,
        answerWithinMs,
      )
      const after = await until(
        'it answers no more',
        async () => {
          const text = await answerTo(li, '明天几点停水？')
          return /13点|9点/.test(text) ? undefined : text
        },
        answerWithinMs,
      )
      expect(after).not.toMatch(/停水改为/)
    },
    testMs,
  )

  async function answerTo(talk: Talk, question: string): Promise<string> {
    const before = talk.heardTexts().length
    await talk.says(question)
    await until('an answer', () => talk.heardTexts().length > before, answerWithinMs)
    return talk.heardTexts().at(-1) ?? ''
  }

  it(
    'show what became of each group: gone out of it, no right, moved, unknown',
    async () => {
      const { telegram, newId } = journey()
      const groups = ['在的', '移出的', '禁言的', '升级的'].map(title => {
        const id = -newId()
        return { title, id, group: telegram.group({ id, title, kind: 'group' }) }
      })
      for (const { title, id } of groups) {
        await ask('POST', 'groups', { channel: 'telegram', chat: String(id), title, communityId: 'lake' })
      }
      const [, removed, muted, moving] = groups
      removed?.group.removesBot()
      const muteError = 'Bad Request: not enough rights to send text messages to the chat'
      telegram.world.close(muted?.id ?? 0, new ApiError(400, muteError))
      telegram.world.migrate(moving?.id ?? 0)
      const audience = { communityId: 'lake', households: 'none', groups: 'all' }
      const { id } = await send({ audience })
      const { progress } = await finished(id)
      expect(progress).toMatchObject({ total: 4, sent: 2, failed: 2 })
      const { body } = await ask<{ items: { title: string; state: string; chat: string }[] }>('GET', 'groups')
      const states = Object.fromEntries(body.items.map(({ title, state }) => [title, state]))
      expect(states).toEqual({ 在的: 'active', 移出的: 'removed', 禁言的: 'no-right', 升级的: 'active' })
      expect(body.items.find(({ title }) => title === '升级的')?.chat).toMatch(/^-100/)
      // Next time it is known beforehand.
      const again = await ask<BroadcastView>('POST', 'broadcasts', {
        wording: { 'zh-CN': wording },
        audience,
      })
      const preview = await ask<{ count: object }>('POST', `broadcasts/${again.body.id}/preview`)
      expect(preview.body.count).toMatchObject({ reachable: 2, unreachable: { removed: 1, 'no-right': 1 } })
    },
    testMs,
  )

  it(
    'are not repeated where it is not known whether they arrived',
    async () => {
      const { telegram } = journey()
      telegram.faults.add('sendMessage', { kind: 'accept-then-drop' })
      const { id } = await send({
        audience: { communityId: 'lake', households: 'chosen', householdIds: ['501'] },
      })
      const { progress } = await finished(id)
      expect(progress).toMatchObject({ total: 1, sent: 0, unknown: 1 })
      const times = wang.heardTexts().filter(text => text.includes('因水管检修')).length
      expect(times).toBe(1)
    },
    testMs,
  )
})
