import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
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
  const counts = { rated: 0, within: 0, exact: 0, taken: 0, unsolvedMissed: 0, others: 0, othersRight: 0 }
  for (const row of rows) {
    const { answer } = await hearCallbackAnswer(parts, {
      text: row.text,
      category: 'plumbing',
      language: 'zh-CN',
      now,
    })
    const got = answer.kind === 'rating' ? answer.score : answer.kind
    if (row.means === 'rating') {
      counts.rated += 1
      if (answer.kind === 'rating' && Math.abs(answer.score - (row.score ?? 0)) <= 1) counts.within += 1
      if (answer.kind === 'rating' && answer.score === row.score) counts.exact += 1
      if (row.notFixed && !(answer.kind === 'rating' && answer.isUnsolved)) counts.unsolvedMissed += 1
    } else {
      counts.others += 1
      if (answer.kind === row.means) counts.othersRight += 1
      if (answer.kind === 'rating' && row.means !== 'other') counts.taken += 1
    }
    const want = row.means === 'rating' ? row.score : row.means
    const isUnsolved = answer.kind === 'rating' && answer.isUnsolved
    if (got !== want || isUnsolved !== (row.notFixed ?? false))
      wrong.push(`${row.text} → ${got}${isUnsolved ? '!' : ''}, expected ${want}${row.notFixed ? '!' : ''}`)
  }
  return { counts, wrong }
}

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
