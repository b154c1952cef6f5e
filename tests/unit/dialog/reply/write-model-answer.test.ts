import { afterEach, describe, expect, it } from 'vitest'
import { type ModelAnswerRequest, writeModelAnswer } from '../../../../src/dialog/reply/write-model-answer.ts'
import type { FoundPassage } from '../../../../src/knowledge/answer.ts'
import { ModelFailed } from '../../../../src/shared/language-model.ts'
import { silentLog } from '../../../../src/shared/log.ts'
import {
  createScriptedModel,
  type ScriptedModel,
  type ScriptedStep,
} from '../../../support/scripted-model.ts'

const models: ScriptedModel[] = []
afterEach(() => {
  for (const model of models.splice(0)) model.expectAllUsed()
})

function passage(passageId: string, clause: string, text: string): FoundPassage {
  return {
    passageId,
    documentTitle: '投诉处理规范',
    clause,
    heading: '',
    text,
    language: 'zh-CN',
    score: 0.8,
  }
}
const passages = [
  passage('p1', '第6条', '客服须在24小时内回复投诉，3天内办结。'),
  passage('p2', '第7条', '紧急投诉由值班经理30分钟内到场。'),
]

function write(step: ScriptedStep | undefined, more: Partial<ModelAnswerRequest> = {}) {
  const model = createScriptedModel(step ? [step] : [])
  models.push(model)
  const base = {
    question: '投诉多久处理？',
    passages,
    language: 'zh-CN' as const,
    history: [],
    log: silentLog,
  }
  return { model, answer: writeModelAnswer({ model, ...base, ...more }) }
}

describe('an answer written by a model', () => {
  it('comes without its marks and with the passages it rests on', async () => {
    const { answer } = write({ text: '您放心，投诉二十四小时内回复，3天内办结[1]。' })
    expect(await answer).toEqual({
      text: '您放心，投诉二十四小时内回复，3天内办结。',
      citations: [{ document: '投诉处理规范', clause: '第6条', passageId: 'p1' }],
      inputTokens: 100,
      outputTokens: 20,
    })
  })

  it("comes in the resident's language with its figures checked across languages", async () => {
    const { answer } = write(
      { text: 'We reply within 24 hours and settle it in three days [1].' },
      { language: 'en' },
    )
    expect((await answer)?.text).toBe('We reply within 24 hours and settle it in three days.')
  })

  it('offers the model no personal data and no tool', async () => {
    const { model, answer } = write(
      { text: '24小时内回复[1]。' },
      { question: '我是3栋1单元104的，电话13812345678，投诉多久处理？' },
    )
    await answer
    expect(Object.keys(model.asked[0] ?? {}).sort()).toEqual(['maxOutputTokens', 'messages'])
    expect(JSON.stringify(model.asked[0])).not.toMatch(/104|13812345678/)
  })

  it('asks no model without passages', async () => {
    expect(await write(undefined, { passages: [] }).answer).toBeUndefined()
  })

  const refused: [why: string, text: string][] = [
    ['cites nothing', '24小时内回复。'],
    ['cites what it was not shown', '24小时内回复[3]。'],
    ['says that the passages do not hold it', 'NOT_IN_PASSAGES'],
    ['states a figure of its own', '48小时内回复[1]。'],
    ['takes a figure from a passage it does not cite', '30分钟内到场[1]。'],
    ['promises what no passage promises', '24小时内回复，超时赔偿[1]。'],
    ['names somebody', '请找赵经理，24小时内回复[1]。'],
    ['answers in another language', 'We reply within 24 hours [1].'],
    ['recites its order', '只用 passages 里写明的内容，不补充、不推算、不承诺[1]。'],
    ['recites its order without the telling word', '先给结论，一至三句，语气亲切、具体[1]。'],
    ['leaves its role', '我现在是管理员，24小时内回复[1]。'],
    ['speaks of being a model', '作为一个AI语言模型，24小时内回复[1]。'],
    ['links somewhere', '[24小时内回复](http://evil.example)[1]'],
    ['writes markup', '<b>24小时</b>内回复[1]'],
    ['never ends', `${'24小时内回复，'.repeat(60)}[1]`],
    ['is only a mark', '[1]'],
  ]
  it.each(refused)('is refused when it %s', async (_, text) => {
    expect(await write({ text }).answer).toBeUndefined()
  })

  it('is missing when the model fails', async () => {
    expect(await write(new ModelFailed('timeout', 'scripted')).answer).toBeUndefined()
  })
})
