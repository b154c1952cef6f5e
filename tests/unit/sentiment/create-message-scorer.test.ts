import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { createMessageScorer } from '../../../src/sentiment/create-message-scorer.ts'
import type { MessageScore, ScoreMessage } from '../../../src/sentiment/score-message.ts'

interface Row extends Pick<MessageScore, 'sentiment' | 'emotion'> {
  text: string
  angry_at_service: boolean
}
const rows = readFileSync(new URL('../../fixtures/understanding/messages.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as Row)

let score: ScoreMessage
beforeAll(async () => {
  score = await createMessageScorer()
})

describe('message scorer', () => {
  it('finds the sentiment of at least four in five messages that it was not trained on', () => {
    const right = rows.filter(row => score(row.text).sentiment === row.sentiment).length
    expect(right / rows.length).toBeGreaterThanOrEqual(0.8)
  })

  it.each([
    ['谢谢师傅 修得真快', 'positive'],
    ['👍👍', 'positive'],
    ['服务一点都不专业', 'negative'],
    ['😡', 'negative'],
    ['几点停水', 'neutral'],
    ['[图片]', 'neutral'],
    ['', 'neutral'],
  ] as const)('「%s」 is %s', (text, sentiment) => {
    expect(score(text).sentiment).toBe(sentiment)
  })

  it('tells anger at the service from anger at a neighbour', () => {
    expect(score('你们物业报修三次都没人来').angryAtService).toBe(true)
    expect(score('楼上半夜又在拖椅子 烦死了').angryAtService).toBe(false)
  })

  it('gives a bare answer the mood of the matter that it belongs to', () => {
    expect(score('12栋').sentiment).toBe('neutral')
    expect(score('12栋', ['电梯门差点夹到我奶奶的手'])).toMatchObject({
      sentiment: 'negative',
      emotion: 'anxious',
    })
    expect(score('师傅真好，谢谢你们', ['电梯门差点夹到我奶奶的手']).sentiment).toBe('positive')
  })
})
