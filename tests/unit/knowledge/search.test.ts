import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyseQuestion, matchesExpectation } from '../../../src/knowledge/analyse-question.ts'
import { createBm25Index } from '../../../src/knowledge/bm25-index.ts'
import { createGraphIndex, withTemporaryFolder } from '../../../src/knowledge/build-index.ts'
import { translateQuestion } from '../../../src/knowledge/english-glossary.ts'
import { extractIndexTerms } from '../../../src/knowledge/extract-terms.ts'
import { normaliseText } from '../../../src/knowledge/normalise-text.ts'
import { createPassageIndex } from '../../../src/knowledge/passage-index.ts'
import { resolveFollowUp, splitQuestion } from '../../../src/knowledge/prepare-question.ts'
import {
  canBuildGraph,
  createExactIndex,
  openGraph,
  writeGraph,
} from '../../../src/knowledge/vector-index.ts'

describe('normalising', () => {
  it.each([
    ['晚上九點半還能去哪兒扔', '晚上9:30还能去哪儿扔'],
    ['ＷｉＦｉ 密碼', 'wifi 密码'],
    ['禮拜天十四天', '周日14天'],
    ['两百元', '200元'],
    ['周一', '周一'],
    ['一般', '一般'],
  ])('spells %s as %s', (text, normalised) => {
    expect(normaliseText(text)).toBe(normalised)
  })

  it('changes nothing a second time', () => {
    fc.assert(
      fc.property(fc.string(), text => normaliseText(normaliseText(text)) === normaliseText(text)),
      { numRuns: 200 },
    )
  })
})

describe('BM25', () => {
  const index = createBm25Index(
    ['床垫清运费每张40元', '沙发清运费30元', '泳池水温26度'].map(extractIndexTerms),
  )

  it('gives the text with the rare word the highest score and strangers none', () => {
    const scores = index.score(extractIndexTerms('床垫清运'))
    expect(scores[0]).toBeGreaterThan(scores[1] ?? 0)
    expect(scores[2]).toBe(0)
  })

  it('finds a number as a whole, not as a part of another', () => {
    expect(index.score(['40'])[0]).toBeGreaterThan(0)
    expect(index.score(['4'])[0]).toBe(0)
  })
})

describe('vectors', () => {
  it('finds the nearest exactly, best first', () => {
    const index = createExactIndex(Float32Array.from([1, 0, 0, 0, 0, 1, 0, 0, 0.6, 0.8, 0, 0]), 4)
    expect(index.search(Float32Array.from([0, 1, 0, 0]), 2).map(found => found.position)).toEqual([1, 2])
  })

  it('finds nearly always the same with a graph as exactly', async () => {
    const dimensions = 16
    const count = 4200
    const vectors = Float32Array.from({ length: count * dimensions }, (_, i) => Math.sin(i * 12.9898) * 0.25)
    const exact = createExactIndex(vectors, dimensions)
    if (!canBuildGraph()) return
    const graph = await withTemporaryFolder(async folder => {
      writeGraph(vectors, dimensions, join(folder, 'graph'))
      return await openGraph(join(folder, 'graph'), dimensions, count)
    })
    const queries = Array.from({ length: 40 }, (_, q) => vectors.slice(q * 1600, q * 1600 + dimensions))
    const same = queries.filter(
      query => exact.search(query, 1)[0]?.position === graph.search(query, 1)[0]?.position,
    )
    expect(same.length).toBeGreaterThanOrEqual(38)
  })
})

describe('reading a question', () => {
  it.each([
    ['洗空调多少钱', ['money'], '100元/台'],
    ['几点关门', ['clock'], '9:00–21:00'],
    ['丢哪个颜色的桶', ['colour'], '灰色'],
  ])('expects of %s the shape %j', (question, types, answer) => {
    const analysed = analyseQuestion(question)
    expect(analysed.expects).toEqual(expect.arrayContaining(types))
    expect(matchesExpectation(analysed, answer)).toBe(true)
    expect(matchesExpectation(analysed, '请保持安静')).toBe(false)
  })

  it('takes no answer in another unit than the one asked for', () => {
    const analysed = analyseQuestion('一分钟能充多少公里')
    expect(matchesExpectation(analysed, '最长使用90分钟')).toBe(false)
  })

  it('splits two questions and leaves one alone', () => {
    expect(splitQuestion('打球怎么收费，一天最多能约多久')).toHaveLength(2)
    expect(splitQuestion('出差想把卡停一停，最长停几天')).toHaveLength(1)
  })

  it('understands a follow-up by the question before it', () => {
    expect(resolveFollowUp('那周末呢？', ['健身房工作日几点开门？'])).toBe('健身房工作日几点开门，周末呢？')
    expect(resolveFollowUp('装修押金多少钱', ['健身房几点开门'])).toBe('装修押金多少钱')
    expect(resolveFollowUp('那周末呢？', [])).toBe('那周末呢？')
  })

  it('puts an English question into Chinese words and says which it does not know', () => {
    const { chinese, unknown } = translateQuestion('Does the gym have a rowing machine?')
    expect(chinese).toContain('健身房')
    expect(unknown).toEqual(['rowing', 'machine'])
  })
})

describe('a passage taken out of a graph', () => {
  it.skipIf(!canBuildGraph())(
    'is found neither by meaning nor by its words, and breaks nothing',
    async () => {
      const texts = ['访客停车每小时5元', '访客停车每小时6元', '泳池水温26度', '快递柜免费存放18小时']
      const dimensions = 4
      const vectors = new Float32Array(texts.length * dimensions)
      for (const at of texts.keys()) vectors[at * dimensions + at] = 1
      const graph = await createGraphIndex(vectors, dimensions)
      const index = createPassageIndex(
        texts.map((text, at) => ({
          passageId: `${at}`,
          documentTitle: '',
          language: 'zh-CN' as const,
          communityId: undefined,
          effectiveOn: undefined,
          expiresOn: undefined,
          clause: '',
          heading: '',
          text,
        })),
        graph,
      )
      index.remove(0)
      const found = index.search({
        terms: extractIndexTerms('访客停车每小时5元'),
        vector: vectors.slice(0, dimensions),
        limit: 4,
        mayShow: () => true,
      })
      expect(found[0]?.passage.text).toBe('访客停车每小时6元')
      expect(found.map(candidate => candidate.passage.passageId)).not.toContain('0')
    },
  )
})
