import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { KnowledgeQuestion } from '../../src/knowledge/answer.ts'
import { createKnowledgeBase } from '../../src/knowledge/create-knowledge-base.ts'
import type { Embedder } from '../../src/knowledge/embedder.ts'
import { importPaths, syncFolder } from '../../src/knowledge/import/import-documents.ts'
import { watchFolder } from '../../src/knowledge/import/watch-folder.ts'
import { canBuildGraph } from '../../src/knowledge/vector-index.ts'
import { silentLog } from '../../src/shared/log.ts'
import { describeDatabases } from '../support/databases.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { waitUntil } from '../support/wait-until.ts'

const clock = new FakeClock()
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-documents-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const put = (name: string, text: string) => writeFile(join(folder, name), text)
const ask = (text: string, more: Partial<KnowledgeQuestion> = {}): KnowledgeQuestion => ({
  text,
  language: 'zh-CN',
  now: new Date('2026-11-23T02:00:00Z'),
  earlier: [],
  ...more,
})

/** Vectors made of the characters of a text; counts what it is given. */
function createCharacterEmbedder(name = 'characters') {
  const embedded: string[] = []
  const embed: Embedder['embed'] = async texts => {
    embedded.push(...texts)
    return texts.map(text => {
      const vector = new Float32Array(32)
      for (const character of text) vector[(character.codePointAt(0) ?? 0) % 32] = 1
      const length = Math.hypot(...vector) || 1
      return vector.map(value => value / length)
    })
  }
  return { name, dimensions: 32, embed, embedded }
}

describeDatabases((_name, open) => {
  const prepare = async () => {
    const database = await open()
    await syncFolder(database, folder, clock.now())
    return database
  }

  it('takes in one changed sentence, leaves the rest untouched, and gives the new answer', async () => {
    for (let order = 0; order < 40; order++) {
      await put(
        `rule-${order}.md`,
        `# 第${order}号楼规定\n\n第1条 ${order}号楼门禁卡补办收费${order + 10}元。\n\n第2条 其他按公告执行。\n`,
      )
    }
    await put('parking.md', '# 停车规定\n\n第1条 访客停车每小时5元。\n\n第2条 月租车位每月300元。\n')
    const database = await prepare()
    const embedder = createCharacterEmbedder()
    const knowledge = await createKnowledgeBase({ database, embedder, log: silentLog, clock })
    const rows = await database.client.knowledgePassage.findMany({
      where: { text: { not: { contains: '访客' } } },
    })
    embedder.embedded.length = 0

    await put('parking.md', '# 停车规定\n\n第1条 访客停车每小时6元。\n\n第2条 月租车位每月300元。\n')
    const { result } = await syncFolder(database, folder, clock.now())
    expect(result).toEqual({ added: 0, changed: 1, removed: 0, unchanged: 40 })
    expect(await knowledge.reload()).toEqual({ added: 1, removed: 1, kept: 81 })

    expect(embedder.embedded.filter(text => text.includes('｜'))).toHaveLength(1)
    const after = await database.client.knowledgePassage.findMany({
      where: { text: { not: { contains: '访客' } } },
    })
    expect(new Set(after.map(row => row.id))).toEqual(new Set(rows.map(row => row.id)))
    const found = await knowledge.search(ask('访客停车每小时多少钱'), 5)
    expect(found[0]?.text).toBe('访客停车每小时6元。')
    expect(found.map(passage => passage.text)).not.toContain('访客停车每小时5元。')
  })

  it('keeps what a file said before it could no longer be read, and drops what was deleted', async () => {
    await put('a.md', '# 装修规定\n\n第6条 装修时间为8:00至18:00。\n')
    await put('b.md', '# 停车规定\n\n第1条 访客停车每小时5元。\n')
    const database = await prepare()
    await put('a.md', '')
    await rm(join(folder, 'b.md'))
    const { outcomes, result } = await syncFolder(database, folder, clock.now())
    expect(outcomes).toMatchObject([{ kind: 'failed', source: 'a.md', reason: 'empty' }])
    expect(result).toMatchObject({ removed: 1 })
    const rows = await database.client.knowledgePassage.findMany()
    expect(rows.map(row => row.text)).toEqual(['装修时间为8:00至18:00。'])
  })

  it('never drops imported files because a folder does not hold them', async () => {
    await put('imported.csv', '问题,答案\n健身房几点开门,早上7点\n')
    const database = await open()
    const first = await importPaths(
      database,
      [join(folder, 'imported.csv'), join(folder, 'missing.md')],
      clock.now(),
    )
    expect(first.outcomes).toMatchObject([{ kind: 'read' }, { kind: 'failed', reason: 'unreadable' }])
    await mkdir(join(folder, 'company'))
    await syncFolder(database, join(folder, 'company'), clock.now())
    expect(await database.client.knowledgeDocument.count()).toBe(1)
    const again = await importPaths(database, [join(folder, 'imported.csv')], clock.now())
    expect(again).toMatchObject({ outcomes: [], result: { unchanged: 1 } })
  })

  describe('rules in several versions', () => {
    const rule = (front: string, price: string) =>
      `---\n${front}\n---\n\n# 停车规定\n\n第1条 访客停车每小时${price}。\n`

    it('a community’s own goes before the company’s, for its residents only', async () => {
      await put('company.md', rule('owner: 总部', '5元'))
      await put('fenglin.md', rule('community: fenglin', '8元'))
      const knowledge = await createKnowledgeBase({ database: await prepare(), log: silentLog, clock })
      const texts = async (communityId: string) =>
        (await knowledge.search(ask('访客停车每小时多少钱', { communityId }), 5)).map(passage => passage.text)
      expect(await texts('fenglin')).toEqual(['访客停车每小时8元。'])
      expect(await texts('other')).toEqual(['访客停车每小时5元。'])
    })

    it('one comes into force at midnight of the community’s zone and replaces the one before', async () => {
      await put('old.md', rule('effectiveOn: 2025-01-01', '5元'))
      await put('new.md', rule('effectiveOn: 2026-12-01', '6元'))
      const knowledge = await createKnowledgeBase({ database: await prepare(), log: silentLog, clock })
      const texts = async (now: string) =>
        (await knowledge.search(ask('访客停车每小时多少钱', { now: new Date(now) }), 5)).map(
          passage => passage.text,
        )
      // 23:59 and 00:00 in Shanghai; both still November in UTC.
      expect(await texts('2026-11-30T15:59:00Z')).toEqual(['访客停车每小时5元。'])
      expect(await texts('2026-11-30T16:00:00Z')).toEqual(['访客停车每小时6元。'])
    })
  })

  it('watches the folder and waits until a file stands still', async () => {
    await put('parking.md', '# 停车规定\n\n第1条 访客停车每小时5元。\n')
    const database = await prepare()
    const knowledge = await createKnowledgeBase({ database, log: silentLog, clock })
    let runs = 0
    const watch = watchFolder({ folder, database, knowledge, clock, log: silentLog, onTaken: () => runs++ })
    try {
      await waitUntil(() => clock.sleeping > 0 || undefined)
      await put('parking.md', '# 停车规定\n\n第1条 访客停车每小时6元，当日最高30元。\n')
      await clock.advance(1_500)
      await waitUntil(() => clock.sleeping > 0 || undefined)
      expect(runs).toBe(0)
      await clock.advance(1_500)
      await waitUntil(() => runs === 1 || undefined)
      const [found] = await knowledge.search(ask('访客停车每小时多少钱'), 1)
      expect(found?.text).toBe('访客停车每小时6元，当日最高30元。')
    } finally {
      await watch.stop()
    }
  })

  it.runIf(canBuildGraph())(
    'finds a large library again on disk, meets what changed, and survives damage',
    async () => {
      const large = (from: number) =>
        Array.from(
          { length: 4200 },
          (_, order) =>
            `第${order + 1}条 第${from + order}号储物柜押金${order % 97}元，钥匙在${order % 13}号岗亭领取。`,
        ).join('\n\n')
      await put('lockers.md', `# 储物柜\n\n${large(0)}\n`)
      await put('small.md', '# 访客\n\n第1条 访客停车每小时5元。\n')
      const database = await prepare()
      const indexDir = join(folder, 'index')
      const openBase = async (embedder: Embedder) => {
        const knowledge = await createKnowledgeBase({ database, embedder, log: silentLog, clock, indexDir })
        return knowledge
      }
      const first = await openBase(createCharacterEmbedder())
      await first.settle()
      expect(first.stats()).toMatchObject({ passages: 4201, vectors: 'graph' })
      expect((await readdir(indexDir)).sort()).toEqual([
        'graph.bin',
        'manifest.json',
        'rows.json',
        'words.bin',
      ])

      await put('small.md', '# 访客\n\n第1条 访客停车每小时7元。\n')
      await syncFolder(database, folder, clock.now())
      const embedder = createCharacterEmbedder()
      const second = await openBase(embedder)
      expect(second.stats()).toMatchObject({ passages: 4201, vectors: 'graph' })
      expect(embedder.embedded).toEqual(['访客｜访客停车每小时7元。'])
      expect((await second.search(ask('访客停车每小时多少钱'), 1))[0]?.text).toContain('7元')

      const graph = await readFile(join(indexDir, 'graph.bin'))
      graph.fill(255, 5000, 9000)
      await writeFile(join(indexDir, 'graph.bin'), graph)
      const third = await openBase(createCharacterEmbedder())
      expect(third.stats().passages).toBe(4201)
      expect((await third.search(ask('访客停车每小时多少钱'), 1))[0]?.text).toContain('7元')
      await third.settle()
      expect(third.stats().vectors).toBe('graph')

      const other = createCharacterEmbedder('other')
      const fourth = await openBase(other)
      await fourth.settle()
      expect(other.embedded).toHaveLength(4201)
      expect(fourth.stats()).toMatchObject({ vectors: 'graph', embedder: 'other' })
    },
    120_000,
  )
})
