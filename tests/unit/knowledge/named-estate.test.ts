import { beforeAll, describe, expect, it } from 'vitest'
import { answerQuestion, type Library } from '../../../src/knowledge/answer-question.ts'
import { readEstate } from '../../../src/knowledge/named-estate.ts'
import { repairTypos } from '../../../src/knowledge/repair-typos.ts'
import { createBuiltinEmbedder } from '../../../src/llm/builtin-embedder.ts'
import { loadFolder } from '../../support/knowledge-questions.ts'

let library: Library

beforeAll(async () => {
  library = await loadFolder('tests/fixtures/knowledge/seventh', await createBuiltinEmbedder())
}, 60_000)

const ask = (text: string) =>
  answerQuestion(library, {
    text,
    language: 'zh-CN',
    earlier: [],
    now: new Date('2026-11-23T04:00:00Z'),
  })

describe('the documents of two estates', () => {
  it.each([
    ['澜汀雅苑会所使用指南', '澜汀'],
    ['望潮里小区停车管理细则', '望潮'],
    ['智能快递柜使用须知', undefined],
    ['幼儿园接送规定', undefined],
    ['社区花园认领办法', undefined],
  ])('the title %s names %s', (title, name) => {
    expect(readEstate(title)).toBe(name)
  })

  it('answer of the estate that is asked about', async () => {
    const answer = await ask('澜汀的健身房几点开门')
    expect(answer.kind === 'answered' && answer.text).toContain('06:30–22:30')
  })

  it.each(['栖岭那边健身房几点开门', '澜汀遛狗的绳子要多长', '隔壁观湖壹号的停车费贵不贵'])(
    'do not answer of another: %s',
    async question => {
      expect(await ask(question)).toMatchObject({ kind: 'not-in-documents' })
    },
  )

  it('quote of several clauses no more than 300 characters', async () => {
    for (const question of ['搬家电梯费多少钱', '会议室多少钱一小时，要押金吗', '充电占位费怎么收']) {
      const answer = await ask(question)
      const quoted = answer.kind === 'answered' ? answer.text.replace(/（《[^）]*）/g, '') : ''
      expect(quoted.length).toBeGreaterThan(0)
      expect(quoted.replace(/\n/g, '').length).toBeLessThanOrEqual(300)
    }
  })
})

describe('slips of the keyboard', () => {
  it.each([
    ['搬加要提前几天', '搬家要提前几天'],
    ['给车冲电', '给车充电'],
    ['物业肺怎么交', '物业费怎么交'],
    ['健生房几点开门', '健身房几点开门'],
    ['灭火起压力', '灭火器压力'],
  ])('%s is read as %s', (typed, meant) => {
    expect(repairTypos(library.index, typed)).toBe(meant)
  })

  it.each(['A栋货梯是哪年装的', '领养了只狗', '柜子里的衣服还在不在', '毛毯洗不洗', '澜汀的水箱'])(
    'are not seen in %s',
    typed => {
      expect(repairTypos(library.index, typed)).toBe(typed)
    },
  )
})
