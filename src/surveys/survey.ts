import { z } from 'zod'
import { normaliseText } from '../shared/normalise-text.ts'

const text = z.string().trim().min(1).max(300)
const option = z.string().trim().min(1).max(60)
const options = z
  .array(option)
  .min(2)
  .max(8)
  .refine(names => new Set(names.map(normaliseText)).size === names.length, {
    message: 'Expected options that all differ.',
  })

/** `pair`: what was expected and what was got, 1 to 5 each, as SERVQUAL asks. */
export const surveyQuestionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single'), text, options }),
  z.strictObject({ kind: z.literal('multi'), text, options }),
  z.strictObject({ kind: z.literal('score'), text }),
  z.strictObject({ kind: z.literal('pair'), text }),
  z.strictObject({ kind: z.literal('text'), text }),
])
export type SurveyQuestion = z.infer<typeof surveyQuestionSchema>

export const newSurveySchema = z.strictObject({
  title: text,
  questions: z.array(surveyQuestionSchema).min(1).max(10),
  /** Whose households; absent: all. */
  audience: z
    .strictObject({
      communityId: z.string().min(1).max(80).optional(),
      buildings: z.array(z.string().min(1).max(20)).max(200).optional(),
    })
    .default({}),
})
export type NewSurvey = z.infer<typeof newSurveySchema>

/** `chosen`: places in the options, from 0. */
export type SurveyValue =
  | { chosen: number[] }
  | { score: number }
  | { expected: number; perceived: number }
  | { text: string }

export interface QuestionResult {
  kind: SurveyQuestion['kind']
  text: string
  /** How many answered this question. */
  n: number
  options?: { name: string; count: number }[]
  mean?: number | null
  expected?: number | null
  perceived?: number | null
  /** Perceived less expected; below 0 the service falls short. */
  gap?: number | null
  texts?: string[]
}

/** Counts the answers of one question; every figure comes with its n. */
export function countAnswers(question: SurveyQuestion, values: readonly SurveyValue[]): QuestionResult {
  const { kind, text: asked } = question
  const base = { kind, text: asked, n: values.length }
  switch (kind) {
    case 'single':
    case 'multi':
      return {
        ...base,
        options: question.options.map((name, at) => ({
          name,
          count: values.filter(value => 'chosen' in value && value.chosen.includes(at)).length,
        })),
      }
    case 'score':
      return { ...base, mean: meanOf(values.flatMap(value => ('score' in value ? [value.score] : []))) }
    case 'pair': {
      const pairs = values.flatMap(value => ('expected' in value ? [value] : []))
      const expected = meanOf(pairs.map(pair => pair.expected))
      const perceived = meanOf(pairs.map(pair => pair.perceived))
      const gap = expected === null || perceived === null ? null : round(perceived - expected)
      return { ...base, expected, perceived, gap }
    }
    case 'text':
      return { ...base, texts: values.flatMap(value => ('text' in value ? [value.text] : [])).slice(-200) }
  }
}

const round = (value: number) => Math.round(value * 1_000) / 1_000
const meanOf = (values: number[]) =>
  values.length === 0 ? null : round(values.reduce((sum, value) => sum + value, 0) / values.length)
