import { z } from 'zod'
import { LinliError } from '../shared/errors.ts'
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

export interface Indicator {
  dimension: string
  name: string
  /** On a scale of five. */
  expected: number | null
  perceived: number
  n: number | null
}

type SheetCell = string | number | boolean | Date | null

const columns = {
  dimension: /维度|一级|大类|dimension/i,
  name: /指标|题目|项目|名称|indicator|item/i,
  expected: /期望|重要|expect|importance/i,
  perceived: /感知|满意|得分|评分|实际|percei|score|satisf/i,
  n: /样本|人数|份数|^n$|sample/i,
} as const

/**
 * Reads a third party's sheet: a row of headings, one row an indicator. Scores of ten or a hundred become scores of five. Rejects with
 * `bad-request` naming what was expected.
 */
export function readIndicatorSheet(rows: readonly (readonly SheetCell[])[]): Indicator[] {
  const headAt = rows.findIndex(row => findColumn(row, 'name') >= 0 && findColumn(row, 'perceived') >= 0)
  const head = rows[headAt]
  if (!head) {
    throw new LinliError(
      'bad-request',
      'Expected a row of headings with an indicator (指标) and a score (满意度 or 得分).',
    )
  }
  const at = Object.fromEntries(
    Object.keys(columns).map(key => [key, findColumn(head, key as keyof typeof columns)]),
  )
  const cellOf = (row: readonly SheetCell[], key: string) =>
    at[key] === undefined || at[key] < 0 ? null : (row[at[key]] ?? null)
  const numberOf = (row: readonly SheetCell[], key: string) => {
    const cell = cellOf(row, key)
    const value = typeof cell === 'number' ? cell : Number.parseFloat(String(cell ?? '').replace('%', ''))
    return Number.isFinite(value) ? value : null
  }
  let dimension = ''
  const found = rows.slice(headAt + 1).flatMap((row, index) => {
    // Merged cells leave all but the first empty.
    dimension = String(cellOf(row, 'dimension') ?? '').trim() || dimension
    const name = String(cellOf(row, 'name') ?? '').trim()
    if (name === '' || /^(合计|总计|平均|total|average)/i.test(name)) return []
    const perceived = numberOf(row, 'perceived')
    if (perceived === null || perceived < 0 || perceived > 100) {
      throw new LinliError(
        'bad-request',
        `Row ${headAt + index + 2}: expected a score from 0 to 100 for “${name}”.`,
      )
    }
    return [{ dimension, name, expected: numberOf(row, 'expected'), perceived, n: numberOf(row, 'n') }]
  })
  if (found.length === 0)
    throw new LinliError('bad-request', 'Expected at least one indicator below the headings.')
  const most = Math.max(...found.flatMap(({ expected, perceived }) => [expected ?? 0, perceived]))
  const scale = most > 10 ? 100 : most > 5 ? 10 : 5
  const toFive = (value: number) => round((value / scale) * 5)
  return found.map(row => ({
    ...row,
    perceived: toFive(row.perceived),
    expected: row.expected === null ? null : toFive(row.expected),
    n: row.n === null ? null : Math.round(row.n),
  }))
}

/** 「一级指标」 names the dimension, 「期望得分」 what was expected: the plainer words come last. */
const before: Partial<Record<keyof typeof columns, (keyof typeof columns)[]>> = {
  name: ['dimension', 'expected', 'perceived', 'n'],
  perceived: ['expected', 'n'],
}

function findColumn(row: readonly SheetCell[], key: keyof typeof columns): number {
  return row.findIndex(
    cell =>
      typeof cell === 'string' &&
      columns[key].test(cell) &&
      !(before[key] ?? []).some(other => columns[other].test(cell)),
  )
}
