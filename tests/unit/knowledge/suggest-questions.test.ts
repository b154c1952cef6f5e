import { beforeAll, describe, expect, it } from 'vitest'
import type { Library } from '../../../src/knowledge/answer-question.ts'
import { answerQuestion } from '../../../src/knowledge/answer-question.ts'
import type { KnowledgePassage } from '../../../src/knowledge/knowledge-passage.ts'
import { createSuggester, listSuggestions, wordQuestion } from '../../../src/knowledge/suggest-questions.ts'
import { createBuiltinEmbedder } from '../../../src/llm/builtin-embedder.ts'
import { loadFolder } from '../../support/knowledge-questions.ts'

const now = new Date('2026-11-23T04:00:00Z')
const question = { text: '', language: 'zh-CN' as const, now, earlier: [] }

function passage(id: string, text: string, heading = '收费'): KnowledgePassage {
  return {
    passageId: id,
    documentTitle: '说明',
    language: 'zh-CN',
    communityId: undefined,
    effectiveOn: undefined,
    expiresOn: undefined,
    clause: '',
    heading,
    text,
  }
}

describe('what may be asked next', () => {
  it.each([
    ['疏通地漏：价格 50元', '疏通地漏多少钱？'],
    ['儿童乐园每周四消毒。', '儿童乐园有什么规定？'],
    ['充满后30分钟未挪车，收占位费0.5元/分钟。', undefined],
    ['开放时间9:00–21:00。', '开放时间是什么时候？'],
    ['须提前2天预约。', undefined],
    ['逾期从次日起每日按万分之三计违约金并由业主自行承担全部后果的', undefined],
  ])('names the matter of %s', (text, wording) => {
    expect(wordQuestion(passage('a', text))).toBe(wording)
  })

  it('comes from the same section, the nearest first, and not from what was quoted', () => {
    const passages = [
      passage('a', '疏通马桶：价格 80元'),
      passage('b', '疏通地漏：价格 50元'),
      passage('c', '空调挂机清洗：价格 90元/台'),
      passage('d', '服务热线8:00–21:00。', '时限'),
    ]
    expect(listSuggestions(passages, ['b']).map(({ wording }) => wording)).toEqual([
      '空调挂机清洗多少钱？',
      '疏通马桶多少钱？',
    ])
  })

  describe('in a library', () => {
    let library: Library
    beforeAll(async () => {
      library = await loadFolder('tests/fixtures/knowledge/fifth', await createBuiltinEmbedder())
    }, 60_000)

    it('is only what the documents answer, and answered as promised', async () => {
      const first = await answerQuestion(library, { ...question, text: '通马桶多少钱' })
      const cited = first.kind === 'answered' ? first.citations.map(({ passageId }) => passageId) : []
      const asked = { ...question, text: '通马桶多少钱' }
      const suggested = await createSuggester().suggest(library, asked, cited)
      expect(suggested.length).toBeGreaterThan(0)
      for (const text of suggested) {
        const answer = await answerQuestion(library, { ...question, text })
        expect(answer.kind).toBe('answered')
      }
    })

    it('is nothing where nothing was quoted', async () => {
      expect(await createSuggester().suggest(library, question, [])).toEqual([])
    })
  })
})
