import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../src/callbacks/read-answer.ts'
import { hearCallbackAnswer } from '../../../src/dialog/hear-callback-answer.ts'
import { createOfflineUnderstander } from '../../../src/dialog/understand/create-offline-understander.ts'
import { createMessageScorer } from '../../../src/sentiment/create-message-scorer.ts'
import { printLine } from '../../support/print-line.ts'

interface Row {
  text: string
  means: 'rating' | 'opt-out' | 'new-problem' | 'other'
  score?: number
  notFixed?: boolean
  opensNew?: boolean
}

const read = (name: string): Row[] =>
  readFileSync(new URL(`../../fixtures/callbacks/${name}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Row)

/** All were asked about a leak under the kitchen sink. */
async function judge(rows: Row[]) {
  const parts = { understander: await createOfflineUnderstander(), scoreMessage: await createMessageScorer() }
  const now = new Date('2026-11-27T02:00:00Z')
  const wrong: string[] = []
  const counts = { ...noCounts }
  for (const row of rows) {
    const { answer } = await hearCallbackAnswer(parts, {
      text: row.text,
      category: 'plumbing',
      language: 'zh-CN',
      now,
    })
    if (row.means === 'rating') countRating(counts, row, answer)
    else countOther(counts, row, answer)
    const got = answer.kind === 'rating' ? write(answer.score, answer.isUnsolved) : write(answer.kind)
    const want = write(row.means === 'rating' ? row.score : row.means, row.notFixed)
    if (got !== want) wrong.push(`${row.text} → ${got}, expected ${want}`)
  }
  return { counts, wrong }
}

const noCounts = { rated: 0, within: 0, exact: 0, taken: 0, unsolvedMissed: 0, others: 0, othersRight: 0 }
type Counts = typeof noCounts

function countRating(counts: Counts, row: Row, answer: Answer): void {
  counts.rated += 1
  const rating = answer.kind === 'rating' ? answer : undefined
  if (rating && Math.abs(rating.score - (row.score ?? 0)) <= 1) counts.within += 1
  if (rating && rating.score === row.score) counts.exact += 1
  if (row.notFixed && !rating?.isUnsolved) counts.unsolvedMissed += 1
}

function countOther(counts: Counts, row: Row, answer: Answer): void {
  counts.others += 1
  if (answer.kind === row.means) counts.othersRight += 1
  if (answer.kind === 'rating' && row.means !== 'other') counts.taken += 1
}

/** A reading in a word; the mark says that the trouble is there still. */
const write = (what: number | string | undefined, isUnsolved = false) => `${what}${isUnsolved ? '!' : ''}`

describe('answers to callbacks', () => {
  it.each(
    ['answers.dev.jsonl', 'answers.held.jsonl', 'answers.fresh.jsonl'].filter(
      name => name !== process.env['LINLI_SKIP_HELD'],
    ),
  )(
    '%s',
    async name => {
      const { counts, wrong } = await judge(read(name))
      printLine(`${name}: ${JSON.stringify(counts)}${wrong.length > 0 ? `\n  ${wrong.join('\n  ')}` : ''}`)
      expect(counts.within / counts.rated).toBeGreaterThanOrEqual(0.95)
      expect(counts.exact / counts.rated).toBeGreaterThanOrEqual(0.9)
      expect(counts.taken).toBe(0)
    },
    60_000,
  )
})
