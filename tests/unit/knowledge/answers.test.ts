import { beforeAll, describe, expect, it } from 'vitest'
import { answerQuestion, type Library } from '../../../src/knowledge/answer-question.ts'
import type { Embedder } from '../../../src/knowledge/embedder.ts'
import { readFileBytes } from '../../../src/knowledge/import/read-file.ts'
import { createBuiltinEmbedder } from '../../../src/llm/builtin-embedder.ts'
import {
  askAll,
  embedPassages,
  type JudgedRow,
  loadFolder,
  readFolderPassages,
  readQuestions,
} from '../../support/knowledge-questions.ts'

const fixtures = 'tests/fixtures/knowledge'
let embedder: Embedder | undefined
let demo: Library

const ask = (text: string, language: 'zh-CN' | 'en' = 'zh-CN', earlier: string[] = []) =>
  answerQuestion(demo, { text, language, earlier, now: new Date('2026-11-23T04:00:00Z') })

beforeAll(async () => {
  embedder = await createBuiltinEmbedder()
  demo = await loadFolder('knowledge-base', embedder)
}, 60_000)

function countRight(rows: JudgedRow[]): { answered: number; refused: number } {
  const share = (chosen: JudgedRow[]) => chosen.filter(row => row.isRight).length / chosen.length
  return {
    answered: share(rows.filter(({ row }) => !row.unanswerable)),
    refused: share(rows.filter(({ row }) => row.unanswerable)),
  }
}

describe('the demo standards', () => {
  it('answer how long a complaint takes with both deadlines and the clause', async () => {
    const answer = await ask('投诉多久处理？')
    expect(answer).toMatchObject({ kind: 'answered' })
    if (answer.kind !== 'answered') return
    expect(answer.text).toContain('24小时内响应，3日内解决')
    expect(answer.text).toContain('《投诉处理标准》第3条')
    expect(answer.citations[0]).toMatchObject({ document: '投诉处理标准', clause: '第3条' })
  })

  it('answer most questions and refuse most that they do not cover', async () => {
    const { answered, refused } = countRight(
      await askAll(demo, await readQuestions(`${fixtures}/demo.questions.jsonl`)),
    )
    expect(answered).toBeGreaterThanOrEqual(embedder ? 0.75 : 0.65)
    expect(refused).toBeGreaterThanOrEqual(embedder ? 0.8 : 0.7)
  })

  it('answer an English question in English', async () => {
    const answer = await ask('How long does it take to resolve a complaint?', 'en')
    expect(answer.kind === 'answered' && answer.text).toContain('within 3 days')
  })

  it('offer no figure where they say nothing', async () => {
    expect(await ask('去年一共收到多少投诉')).toMatchObject({ kind: 'not-in-documents' })
  })
})

describe('documents of other buildings, which the gate was fitted on', () => {
  it('answer most questions and refuse most near ones', async () => {
    const library = await loadFolder(`${fixtures}/unfamiliar`, embedder)
    const { answered, refused } = countRight(
      await askAll(library, await readQuestions(`${fixtures}/unfamiliar.questions.jsonl`)),
    )
    expect(answered).toBeGreaterThanOrEqual(embedder ? 0.78 : 0.6)
    expect(refused).toBeGreaterThanOrEqual(embedder ? 0.8 : 0.7)
  })

  it('are quoted word for word and in at most 300 characters', async () => {
    const library = await loadFolder(`${fixtures}/unfamiliar`, embedder)
    const texts = (await readFolderPassages(`${fixtures}/unfamiliar`)).map(passage => passage.text).join('\n')
    for (const { answer } of await askAll(
      library,
      await readQuestions(`${fixtures}/unfamiliar.questions.jsonl`),
    )) {
      if (answer.kind !== 'answered') continue
      const quotes = answer.text
        .replace(/^Our documents say \(in Chinese\): /, '')
        .split('\n')
        .map(line => line.slice(0, line.lastIndexOf('（《')).replace(/。$/, ''))
      for (const quote of quotes) expect(texts).toContain(quote)
      expect(quotes.join('').length).toBeLessThanOrEqual(300)
    }
  })
})

describe('a document that breaks off', () => {
  const raw = `物業管理方案
目錄
一、服務(wù)標準
1.1 投訴處理............1
1.2 維修管理............3
1.3 數字化規劃..........5
目錄
一、服務(wù)標準
1.1 投訴處理............1
1.2 維修管理............3
1.3 數字化規劃..........5
一、服務(wù)標準
1.1 投訴處理?投訴由客服(fú)受理，24小時(shí)內(nèi)響應(yīng)，三日內(nèi)解決。維護??蛻絷P(guān)系是管家的職責。
1.2 維修管理?維修人員兩小時(shí)內(nèi)上門，收費按公示價格執行，修後兩天內(nèi)回訪。
1.3 數字化規劃?數字化規劃由總部統一進行，先明確轉型目標，再確定重點領域，包括智慧社區管理、客戶服務(wù)、數據分`

  it('says so when asked about the section that is cut off, and not elsewhere', async () => {
    const outcome = await readFileBytes('方案.txt', new TextEncoder().encode(raw))
    if (outcome.kind === 'failed') throw new Error(outcome.reason)
    const { file, report } = outcome
    expect(report.cutOffAt).toContain('数字化规划')
    expect(report.skipped.find(({ kind }) => kind === 'contents')?.count).toBe(10)
    const library = await embedPassages(
      file.passages.map(({ hash: _hash, ...passage }) => ({
        passageId: `${passage.position}`,
        documentTitle: file.title,
        language: file.language,
        communityId: undefined,
        effectiveOn: undefined,
        expiresOn: undefined,
        ...passage,
      })),
      embedder,
    )
    const now = new Date('2026-11-23T04:00:00Z')
    const about = async (text: string) => {
      const answer = await answerQuestion(library, { text, language: 'zh-CN', now, earlier: [] })
      return answer.kind === 'answered' ? answer.text : ''
    }
    const cut = await about('数字化规划的重点领域有哪些')
    expect(cut).toContain('客户服务、数据分……')
    expect(cut).toContain('这份文件到这里就中断了')
    const whole = await about('投诉多久解决')
    expect(whole).toContain('24小时内响应，三日内解决')
    expect(whole).not.toContain('中断')
  })
})
