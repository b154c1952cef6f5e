import { describe, expect, it } from 'vitest'
import { listTemplates, questionIn, titleIn } from '../../../src/surveys/survey-templates.ts'

const [template] = listTemplates('2026-11-27')
const questions = template?.questions ?? []

describe('the quarterly survey', () => {
  it('asks five pairs and is named for its quarter', () => {
    expect(template?.title).toBe('2026年第4季度服务质量调查')
    expect(questions.map(({ kind }) => kind)).toEqual(Array(5).fill('pair'))
  })
  it('has every question in both languages, there and back', () => {
    for (const question of questions) {
      const english = questionIn(question, 'en')
      expect(english.text).toMatch(/^[A-Z][\x20-\x7e]+$/)
      expect(questionIn(english, 'zh-CN')).toEqual(question)
      expect(questionIn(question, 'zh-CN')).toEqual(question)
    }
  })
  it('has its title in both languages', () => {
    expect(titleIn('2027年第1季度服务质量调查', 'en')).toBe('Service quality survey, quarter 1 of 2027')
    expect(titleIn('Service quality survey, quarter 1 of 2027', 'zh-CN')).toBe('2027年第1季度服务质量调查')
  })
  it('leaves what managers wrote as it is', () => {
    expect(titleIn('2027年业主问卷', 'en')).toBe('2027年业主问卷')
    const own = { kind: 'score' as const, text: '环境怎么样' }
    expect(questionIn(own, 'en')).toEqual(own)
  })
})
