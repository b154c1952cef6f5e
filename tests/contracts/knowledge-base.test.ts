import { expect, it } from 'vitest'
import type { KnowledgeQuestion } from '../../src/knowledge/answer.ts'
import { createKnowledgeBase } from '../../src/knowledge/create-knowledge-base.ts'
import type { Embedder } from '../../src/knowledge/embedder.ts'
import { readDocument } from '../../src/knowledge/read-document.ts'
import { syncDocuments } from '../../src/knowledge/sync-documents.ts'
import { silentLog } from '../../src/shared/log.ts'
import { describeDatabases } from '../support/databases.ts'
import { FakeClock } from '../support/fake-clock.ts'

const clock = new FakeClock()
const complaints = '# 投诉处理标准\n\n第1条 任何渠道都可以投诉。\n\n第3条 投诉24小时内响应，3日内解决。\n'
const pool = '---\ntitle: 泳池规则\ncommunity: fenglin\n---\n\n第1条 泳池开放时间为12:00–21:00。\n'
const old = '---\ntitle: 旧停车办法\nexpiresOn: 2026-01-01\n---\n\n第1条 临时停车每小时99元。\n'
const files = [readDocument('a.md', complaints), readDocument('pool.md', pool), readDocument('old.md', old)]

const ask = (text: string, more: Partial<KnowledgeQuestion> = {}): KnowledgeQuestion => ({
  text,
  language: 'zh-CN',
  now: clock.now(),
  earlier: [],
  ...more,
})

/** Counts what it embeds; each vector is made of the characters of the text. */
function createCountingEmbedder(): Embedder & { embedded: string[] } {
  const embedded: string[] = []
  return {
    name: 'characters',
    dimensions: 64,
    embedded,
    async embed(texts) {
      embedded.push(...texts)
      return texts.map(text => {
        const vector = new Float32Array(64)
        for (const character of text) vector[(character.codePointAt(0) ?? 0) % 64] = 1
        const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1
        return vector.map(value => value / length)
      })
    },
  }
}

describeDatabases((_name, open) => {
  const openWith = async () => {
    const database = await open()
    await database.transaction(tx => syncDocuments(tx, files, clock.now()))
    return database
  }

  it('writes only what changed when documents are synchronised again', async () => {
    const database = await openWith()
    const changed = readDocument('a.md', complaints.replace('3日', '2日'))
    const result = await database.transaction(tx =>
      syncDocuments(tx, [changed, ...files.slice(1, 2)], clock.now()),
    )
    expect(result).toEqual({ added: 0, changed: 1, removed: 1, unchanged: 1 })
    const rows = await database.client.knowledgePassage.findMany({ where: { clause: '第3条' } })
    expect(rows.map(row => row.text)).toEqual(['投诉24小时内响应，2日内解决。'])
  })

  it('does nothing at all for documents that did not change', async () => {
    const database = await openWith()
    const before = await database.client.knowledgePassage.findMany({ orderBy: { id: 'asc' } })
    const result = await database.transaction(tx => syncDocuments(tx, files, clock.now()))
    expect(result).toEqual({ added: 0, changed: 0, removed: 0, unchanged: 3 })
    expect(await database.client.knowledgePassage.findMany({ orderBy: { id: 'asc' } })).toEqual(before)
  })

  it('embeds a passage once and finds its vector again after a restart', async () => {
    const database = await openWith()
    const first = createCountingEmbedder()
    await createKnowledgeBase({ database, embedder: first, log: silentLog, clock })
    expect(first.embedded).toHaveLength(4)
    const second = createCountingEmbedder()
    const again = await createKnowledgeBase({ database, embedder: second, log: silentLog, clock })
    expect(second.embedded).toHaveLength(0)
    expect(again.stats()).toMatchObject({
      documents: 3,
      passages: 4,
      vectors: 'exact',
      embedder: 'characters',
    })
  })

  it('answers with the clause and names it, without any model', async () => {
    const knowledge = await createKnowledgeBase({ database: await openWith(), log: silentLog, clock })
    const found = await knowledge.search(ask('投诉多久响应'), 2)
    expect(found[0]).toMatchObject({ documentTitle: '投诉处理标准', clause: '第3条' })
    expect(found.length).toBeLessThanOrEqual(2)
  })

  it('never shows another community’s rule or one that has expired', async () => {
    const knowledge = await createKnowledgeBase({ database: await openWith(), log: silentLog, clock })
    const titles = async (more: Partial<KnowledgeQuestion>) => {
      const found = await knowledge.search(ask('泳池开放时间 临时停车每小时', more), 10)
      return found.map(passage => passage.documentTitle)
    }
    expect(await titles({ communityId: 'other' })).not.toContain('泳池规则')
    expect(await titles({ communityId: 'fenglin' })).toContain('泳池规则')
    expect(await titles({ communityId: 'fenglin' })).not.toContain('旧停车办法')
  })

  it('meets new documents after a reload', async () => {
    const database = await openWith()
    const knowledge = await createKnowledgeBase({ database, log: silentLog, clock })
    const parking = readDocument('p.md', '# 停车规定\n\n第2条 访客车辆免费停放4小时。\n')
    await database.transaction(tx => syncDocuments(tx, [...files, parking], clock.now()))
    expect(knowledge.stats().documents).toBe(3)
    await knowledge.reload()
    expect((await knowledge.search(ask('访客车辆免费停多久'), 1))[0]?.documentTitle).toBe('停车规定')
  })

  it('goes on by words alone when the model fails', async () => {
    const failing: Embedder = {
      name: 'broken',
      dimensions: 64,
      embed: () => Promise.reject(new Error('gone')),
    }
    const knowledge = await createKnowledgeBase({
      database: await openWith(),
      embedder: failing,
      log: silentLog,
      clock,
    })
    expect(knowledge.stats().vectors).toBe('none')
    expect((await knowledge.search(ask('投诉多久响应'), 1))[0]?.clause).toBe('第3条')
  })
})
