import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKnowledgeBase, type LoadedKnowledgeBase } from '../../src/knowledge/create-knowledge-base.ts'
import { listGaps } from '../../src/knowledge/gaps/list-gaps.ts'
import { recordQuestions } from '../../src/knowledge/gaps/record-question.ts'
import { addNotice, removeNotice } from '../../src/knowledge/notices.ts'
import { readDocument } from '../../src/knowledge/read-document.ts'
import { syncDocuments } from '../../src/knowledge/sync-documents.ts'
import { silentLog } from '../../src/shared/log.ts'
import { openMemoryDatabase } from '../support/databases.ts'
import { createTestDesk, type TestDesk } from '../support/desk.ts'
import { FakeClock } from '../support/fake-clock.ts'

const clock = new FakeClock()
let desk: TestDesk
let knowledge: LoadedKnowledgeBase

beforeAll(async () => {
  const database = await openMemoryDatabase(clock)
  await database.client.community.create({
    data: { id: 'fenglin', name: '枫林渡', timezone: 'Asia/Shanghai', createdAt: clock.now() },
  })
  const file = readDocument(
    'parking.md',
    '# 停车规定\n\n第1条 访客停车每小时5元。\n\n第2条 月租车位每月300元。\n',
  )
  await database.transaction(tx => syncDocuments(tx, [file], clock.now()))
  knowledge = await createKnowledgeBase({ database, log: silentLog, clock })
  desk = await createTestDesk({ clock, database, changes: { knowledge } })
})
afterAll(() => desk.close())

const question = (text: string, communityId?: string) => ({
  text,
  language: 'zh-CN' as const,
  now: clock.now(),
  earlier: [],
  ...(communityId !== undefined && { communityId }),
})

async function answerTo(text: string, communityId?: string): Promise<string> {
  const answer = await knowledge.answer(question(text, communityId))
  return answer.kind === 'answered' ? answer.text : ''
}

async function send(
  name: string,
  content: string | Uint8Array<ArrayBuffer>,
  fields: Record<string, string> = {},
) {
  const form = new FormData()
  form.set('file', new File([content], name))
  for (const [key, value] of Object.entries(fields)) form.set(key, value)
  const { headers } = await desk.signIn('manager')
  const { 'Content-Type': _json, ...others } = headers
  const response = await desk.app.request('/api/knowledge/documents', {
    method: 'POST',
    body: form,
    headers: others,
  })
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown> & { error?: { message: string } },
  }
}

describe('a document sent to the desk', () => {
  it('answers at once, and the next of its name replaces it and is listed as its second version', async () => {
    const first = await send(
      '泳池.md',
      '# 泳池规则\n\n第1条 泳池开放时间为12:00–21:00。\n\n第2条 门票28元。\n',
    )
    expect(first).toMatchObject({ status: 200, body: { change: 'added', title: '泳池规则', clauses: 2 } })
    expect(await answerTo('泳池开放时间')).toContain('12:00–21:00')

    const second = await send(
      '泳池.md',
      '# 泳池规则\n\n第1条 泳池开放时间为13:00–20:00。\n\n第2条 门票28元。\n',
    )
    expect(second.body).toMatchObject({ change: 'changed', documentId: first.body['documentId'] })
    expect(await answerTo('泳池开放时间')).toContain('13:00–20:00')
    expect(await answerTo('泳池开放时间')).not.toContain('12:00')

    const response = await desk.ask(`/api/knowledge/documents/${first.body['documentId']}/versions`)
    const { items } = (await response.json()) as { items: object[] }
    expect(items).toMatchObject([
      { version: 2, passages: 2, added: 1, removed: 1 },
      { version: 1, passages: 2, added: 2, removed: 0 },
    ])
  })

  it('of a community goes before the company’s for its residents only, from the day it says', async () => {
    const dates = { communityId: 'fenglin', effectiveOn: '2026-11-23', expiresOn: '2026-11-30' }
    const own = await send('停车.md', '# 停车规定\n\n第1条 访客停车每小时3元。\n', dates)
    expect(own.status).toBe(200)
    expect(await answerTo('访客停车每小时多少钱', 'fenglin')).toContain('3元')
    expect(await answerTo('访客停车每小时多少钱')).toContain('5元')
    await clock.advance(8 * 24 * 60 * 60 * 1000)
    expect(await answerTo('访客停车每小时多少钱', 'fenglin')).toContain('5元')
    await clock.advance(-8 * 24 * 60 * 60 * 1000)
  })

  it.each([
    ['nothing in it', 'a.md', '', 415, '文件是空的'],
    [
      'a format nobody reads',
      'a.bin',
      new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0, 0]),
      415,
      '不是认识的格式',
    ],
    ['more than forty megabytes', 'a.txt', 'a'.repeat(41 * 1024 * 1024), 413, 'at most'],
  ])('with %s is refused with a reason and changes nothing', async (...row) => {
    const [, name, content, status, reason] = row
    const before = await desk.database.client.knowledgePassage.count()
    const refused = await send(name, content)
    expect(refused.status).toBe(status)
    expect(refused.body.error?.message).toContain(reason)
    expect(await desk.database.client.knowledgePassage.count()).toBe(before)
    expect(await answerTo('月租车位多少钱')).toContain('300元')
  })

  it('needs a manager, a community that exists and days in order', async () => {
    const { headers } = await desk.signIn('technician')
    const refused = await desk.app.request('/api/knowledge/documents', {
      method: 'POST',
      body: new FormData(),
      headers: { Cookie: headers['Cookie'] ?? '', 'X-CSRF-Token': headers['X-CSRF-Token'] ?? '' },
    })
    expect(refused.status).toBe(403)
    expect(
      (await send('b.md', '# 乙\n\n第1条 内容。', { communityId: 'nowhere' })).body.error?.message,
    ).toContain('nowhere')
    const wrong = await send('b.md', '# 乙\n\n第1条 内容。', {
      effectiveOn: '2026-12-02',
      expiresOn: '2026-12-01',
    })
    expect(wrong.body.error?.message).toContain('2026-12-01')
    expect((await send('b.md', '# 乙', { effectiveOn: 'tomorrow' })).body.error?.message).toContain(
      'YYYY-MM-DD',
    )
  })

  it('can be taken away; a file of the folder cannot', async () => {
    const sent = await send('门禁.md', '# 门禁卡办法\n\n第1条 补办门禁卡收费25元。\n')
    expect(await answerTo('补办门禁卡收费多少')).toContain('25元')
    const gone = await desk.ask(`/api/knowledge/documents/${sent.body['documentId']}`, { method: 'DELETE' })
    expect(await gone.json()).toEqual({ removed: '门禁卡办法' })
    expect(await answerTo('补办门禁卡收费多少')).toBe('')
    const { id } = await desk.database.client.knowledgeDocument.findUniqueOrThrow({
      where: { source: 'parking.md' },
    })
    const kept = await desk.ask(`/api/knowledge/documents/${id}`, { method: 'DELETE' })
    expect(kept.status).toBe(409)
    expect((await desk.ask('/api/knowledge/documents/none', { method: 'DELETE' })).status).toBe(404)
  })
})

describe('a gap', () => {
  it('is closed by the clause written for it, which survives the next import of the folder', async () => {
    const parts = { database: desk.database, embedder: undefined }
    const nothing = { kind: 'not-in-documents' as const, nearest: [] }
    await recordQuestions(parts, [{ question: question('摩托车停车收费吗'), answer: nothing }])
    const [gap] = await listGaps(desk.database, 10)
    const body = JSON.stringify({ document: '停车规定', text: '摩托车停车每月收费60元，停在北侧车棚。' })
    const path = `/api/knowledge/gaps/${gap?.id}/clause`
    const written = await desk.ask(path, { method: 'POST', body })
    expect(await written.json()).toEqual({ document: '停车规定', clause: '第3条' })
    expect(await listGaps(desk.database, 10)).toEqual([])
    expect(await answerTo('摩托车停车收费多少钱')).toContain('60元，停在北侧车棚。（《停车规定》第3条）')

    const file = readDocument('parking.md', '# 停车规定\n\n第1条 访客停车每小时6元。\n')
    await desk.database.transaction(tx => syncDocuments(tx, [file], clock.now()))
    await knowledge.reload()
    expect(await answerTo('摩托车停车收费多少钱')).toContain('60元')
    expect(await answerTo('访客停车每小时多少钱')).toContain('6元')
    expect((await desk.ask(path, { method: 'POST', body })).status).toBe(404)
  })

  it('can be dismissed once', async () => {
    const parts = { database: desk.database, embedder: undefined }
    await recordQuestions(parts, [
      { question: question('物业老板多大了'), answer: { kind: 'not-in-documents', nearest: [] } },
    ])
    const [gap] = await listGaps(desk.database, 10)
    const path = `/api/knowledge/gaps/${gap?.id}/dismiss`
    expect((await desk.ask(path, { method: 'POST' })).status).toBe(200)
    expect((await desk.ask(path, { method: 'POST' })).status).toBe(404)
  })
})

describe('a notice', () => {
  const notice = {
    id: 'b1',
    title: '停水通知',
    text: '11月24日9:00–15:00，1至6栋因水箱清洗停水，请提前储水。',
    language: 'zh-CN' as const,
    expiresOn: '2026-11-24',
  }

  it('answers until its last day, beside another of the same title, and can be taken back', async () => {
    const other = {
      ...notice,
      id: 'b2',
      text: '11月26日8:00–10:00，9栋因换阀停水。',
      expiresOn: '2026-11-26',
    }
    await desk.database.transaction(async tx => {
      await addNotice(tx, notice, clock.now())
      await addNotice(tx, other, clock.now())
    })
    await knowledge.reload()
    expect(await answerTo('1栋水箱清洗几点停水')).toContain('9:00–15:00')
    expect(await answerTo('9栋换阀几点停水')).toContain('8:00–10:00')
    await clock.advance(2 * 24 * 60 * 60 * 1000)
    expect(await answerTo('1栋水箱清洗几点停水')).not.toContain('9:00–15:00')
    expect(await answerTo('9栋换阀几点停水')).toContain('8:00–10:00')
    expect(await desk.database.transaction(tx => removeNotice(tx, 'b2', clock.now()))).toBe(true)
    expect(await desk.database.transaction(tx => removeNotice(tx, 'b2', clock.now()))).toBe(false)
    await knowledge.reload()
    expect(await answerTo('9栋换阀几点停水')).toBe('')
  })
})
