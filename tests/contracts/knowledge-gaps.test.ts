import { expect, it } from 'vitest'
import type { KnowledgeAnswer, KnowledgeQuestion } from '../../src/knowledge/answer.ts'
import { closeGap, listClauseUse, listDueReviews, listGaps } from '../../src/knowledge/gaps/list-gaps.ts'
import { countRating } from '../../src/knowledge/gaps/rate-answer.ts'
import { recordQuestions } from '../../src/knowledge/gaps/record-question.ts'
import { readDocument } from '../../src/knowledge/read-document.ts'
import { syncDocuments } from '../../src/knowledge/sync-documents.ts'
import { describeDatabases } from '../support/databases.ts'

const now = new Date('2026-11-23T02:00:00Z')
const ask = (text: string): KnowledgeQuestion => ({ text, language: 'zh-CN', now, earlier: [] })
const cited = { document: '停车规定', clause: '第1条', passageId: 'p1' }
const answered: KnowledgeAnswer = { kind: 'answered', text: '每小时5元。', citations: [cited] }
const unanswered: KnowledgeAnswer = { kind: 'not-in-documents', nearest: [cited] }

describeDatabases((_name, open) => {
  it('puts unanswered questions of one meaning together, counts them, and keeps no phone', async () => {
    const parts = { database: await open(), embedder: undefined }
    await recordQuestions(parts, [{ question: ask('泳池可以包场办生日会吗'), answer: unanswered }])
    await recordQuestions(parts, [{ question: ask('泳池可以包场过生日吗'), answer: unanswered }])
    await recordQuestions(parts, [
      { question: ask('小区有没有充气泵，打我电话13812345678'), answer: unanswered },
    ])
    const gaps = await listGaps(parts.database, 10)
    expect(gaps.map(gap => gap.count)).toEqual([2, 1])
    expect(gaps[0]?.wordings).toEqual(['泳池可以包场办生日会吗', '泳池可以包场过生日吗'])
    expect(JSON.stringify(gaps)).not.toContain('13812345678')
  })

  it('lists a gap no more once its clause is written, and counts afresh if it comes again', async () => {
    const parts = { database: await open(), embedder: undefined }
    await recordQuestions(parts, [{ question: ask('泳池可以包场吗'), answer: unanswered }])
    const [gap] = await listGaps(parts.database, 10)
    expect(await closeGap(parts.database, gap?.id ?? '', 'written')).toBe(true)
    expect(await closeGap(parts.database, gap?.id ?? '', 'written')).toBe(false)
    expect(await listGaps(parts.database, 10)).toEqual([])
    await recordQuestions(parts, [{ question: ask('泳池可以包场吗'), answer: unanswered }])
    expect(await listGaps(parts.database, 10)).toMatchObject([{ count: 1 }])
  })

  it('counts for each clause how often it was asked for, answered, and disputed', async () => {
    const parts = { database: await open(), embedder: undefined }
    await recordQuestions(parts, [{ question: ask('停车多少钱'), answer: answered }])
    await recordQuestions(parts, [{ question: ask('停车多少钱一天'), answer: answered }])
    await recordQuestions(parts, [{ question: ask('车位能买吗'), answer: unanswered }])
    await parts.database.transaction(tx => countRating(tx, [cited], { isHelpful: false, now }))
    expect(await listClauseUse(parts.database, 10)).toMatchObject([
      { document: '停车规定', clause: '第1条', asked: 3, answered: 2, disputed: 1 },
    ])
  })

  it('lists documents whose yearly review is due, the longest due first', async () => {
    const database = await open()
    const files = ['2026-12-01', '2026-03-01', '2026-11-23'].map((day, order) =>
      readDocument(
        `${order}.md`,
        `---\nreviewOn: ${day}\nowner: 客服部\n---\n\n# 规定${order}\n\n第1条 内容。\n`,
      ),
    )
    await database.transaction(tx => syncDocuments(tx, files, now))
    expect((await listDueReviews(database, '2026-11-23')).map(due => due.title)).toEqual(['规定1', '规定2'])
  })
})
