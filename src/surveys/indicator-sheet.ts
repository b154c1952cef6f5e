import { LinliError } from '../shared/errors.ts'

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

/** More than any such sheet has, and than a chart can show. */
const mostIndicators = 200

/**
 * Reads a third party's sheet: a row of headings, one row an indicator, of several levels the deepest. Scores of one (per cent), ten or
 * a hundred become scores of five. Rejects with `bad-request` naming what was expected.
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
  const read = createRowReader(head)
  const found = rows.slice(headAt + 1).flatMap((row, index) => read(row, headAt + index + 2))
  if (found.length === 0)
    throw new LinliError('bad-request', 'Expected at least one indicator below the headings.')
  if (found.length > mostIndicators) {
    throw new LinliError(
      'bad-request',
      `Expected at most ${mostIndicators} indicators; there are ${found.length}.`,
    )
  }
  return toFives(found)
}

/** Gives what reads one row: nothing of an empty one or a total. `line` is its number in the sheet. */
function createRowReader(head: readonly SheetCell[]) {
  const at = Object.fromEntries(
    Object.keys(columns).map(key => [key, findColumn(head, key as keyof typeof columns)]),
  )
  const cellOf = (row: readonly SheetCell[], key: string) =>
    at[key] === undefined || at[key] < 0 ? null : (row[at[key]] ?? null)
  const textOf = (row: readonly SheetCell[], key: string) => String(cellOf(row, key) ?? '').trim()
  const numberOf = (row: readonly SheetCell[], key: string) => {
    const cell = cellOf(row, key)
    const value = typeof cell === 'number' ? cell : Number.parseFloat(String(cell ?? '').replace('%', ''))
    return Number.isFinite(value) ? value : null
  }
  let dimension = ''
  return (row: readonly SheetCell[], line: number): Indicator[] => {
    // Merged cells leave all but the first empty.
    dimension = textOf(row, 'dimension') || dimension
    const name = textOf(row, 'name')
    const perceived = numberOf(row, 'perceived')
    const isEmpty = name === '' && perceived === null
    if (isEmpty || isTotal.test(name) || isTotal.test(textOf(row, 'dimension'))) return []
    const n = numberOf(row, 'n')
    return [
      {
        ...{ dimension, expected: numberOf(row, 'expected'), n: n === null ? null : Math.round(n) },
        ...checkRow({ name, perceived }, line),
      },
    ]
  }
}

function checkRow({ name, perceived }: { name: string; perceived: number | null }, line: number) {
  if (name === '') {
    throw new LinliError('bad-request', `Row ${line}: expected the name of an indicator beside its score.`)
  }
  if (perceived === null || perceived < 0 || perceived > 100) {
    throw new LinliError('bad-request', `Row ${line}: expected a score from 0 to 100 for “${name}”.`)
  }
  return { name, perceived }
}

const isTotal = /^(合计|总计|平均|total|average)/i

/** Each column on its own scale where they are plainly not of one: importance to five beside satisfaction to a hundred. */
function toFives(rows: readonly Indicator[]): Indicator[] {
  const perceivedScale = scaleOf(rows.map(({ perceived }) => perceived))
  const expectations = rows.flatMap(({ expected }) => (expected === null ? [] : [expected]))
  const expectedScale = expectations.length > 0 ? scaleOf(expectations) : perceivedScale
  const [less = 5, more = 5] = [perceivedScale, expectedScale].toSorted((a, b) => a - b)
  const isOne = more / less < 5
  const toFive = (value: number, scale: number) => roundScore((value / (isOne ? more : scale)) * 5)
  return rows.map(row => ({
    ...row,
    perceived: toFive(row.perceived, perceivedScale),
    expected: row.expected === null ? null : toFive(row.expected, expectedScale),
  }))
}

/** What a column counts to. Cells of per cent hold parts of one. */
function scaleOf(values: readonly number[]): number {
  const most = Math.max(...values)
  return most > 10 ? 100 : most > 5 ? 10 : most > 1 ? 5 : 1
}

const roundScore = (value: number) => Math.round(value * 1_000) / 1_000

/** 「一级指标」 names the dimension, 「期望得分」 what was expected: the plainer words come last. */
const before: Partial<Record<keyof typeof columns, (keyof typeof columns)[]>> = {
  name: ['dimension', 'expected', 'perceived', 'n'],
  perceived: ['expected', 'n'],
}

function findColumn(row: readonly SheetCell[], key: keyof typeof columns): number {
  const found = row.flatMap((cell, at) =>
    typeof cell === 'string' &&
    columns[key].test(cell) &&
    !(before[key] ?? []).some(other => columns[other].test(cell))
      ? [{ cell, at }]
      : [],
  )
  // Of 「二级指标」 and 「三级指标」 the deeper one is what was scored.
  const deepest = key === 'name' ? found.findLast(({ cell }) => /[二三四]级/.test(cell)) : undefined
  return (deepest ?? found[0])?.at ?? -1
}
