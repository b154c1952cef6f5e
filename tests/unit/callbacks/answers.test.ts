import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../src/callbacks/answer.ts'
import { createAnswerGuesser } from '../../../src/callbacks/guess-answer.ts'
import { type HearParts, hearCallbackAnswer } from '../../../src/dialog/hear-callback-answer.ts'
import { createOfflineUnderstander } from '../../../src/dialog/understand/create-offline-understander.ts'
import { createBuiltinEmbedder } from '../../../src/llm/builtin-embedder.ts'
import { createMessageScorer } from '../../../src/sentiment/create-message-scorer.ts'
import { createSentenceSense } from '../../../src/shared/sentence-sense.ts'
import { printLine } from '../../support/print-line.ts'

interface Row {
  text: string
  means: 'rating' | 'opt-out' | 'new-problem' | 'other'
  /** Absent where only that the fault is there still was labelled. */
  score?: number
  notFixed?: boolean
  opensNew?: boolean
  /** What was asked about, and in which words it was reported. */
  category?: string
  about?: string
}

const read = (path: string): Row[] =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map(line => toRow(JSON.parse(line)))

/** Some writers label "not fixed" without a score. */
const toRow = ({
  means,
  score,
  ...row
}: Omit<Row, 'means' | 'score'> & { means: string; score?: number | null }): Row =>
  means === 'not-fixed'
    ? { ...row, means: 'rating', notFixed: true }
    : ({ ...row, means, ...(score ? { score } : {}) } as Row)

/** What the older files were asked about; in others a row may say it, and where it does not, nothing is known of it. */
const leak = { category: 'plumbing', about: '厨房水槽下面漏水' }
const aboutLeak =
  /answers\.(dev|held|fresh|blind|sealed|unseen|final|last)\.jsonl$|answers\/(first|second|third)\.jsonl$/

async function createReader(withEmbedder: boolean): Promise<HearParts> {
  const sense = createSentenceSense(withEmbedder ? await createBuiltinEmbedder(() => {}) : undefined)
  return {
    understander: await createOfflineUnderstander(sense),
    scoreMessage: await createMessageScorer({ sense }),
    guessAnswer: createAnswerGuesser(sense),
  }
}

async function judge(path: string, parts: HearParts) {
  const now = new Date('2026-11-27T02:00:00Z')
  const wrong: string[] = []
  const counts = { ...noCounts }
  const matter = aboutLeak.test(path) ? leak : { category: '' }
  for (const row of read(path)) {
    const { category = matter.category, about = 'about' in matter ? matter.about : undefined } = row
    const heard = { category, about, text: row.text, language: 'zh-CN' as const, now }
    const { answer } = await hearCallbackAnswer(parts, heard)
    if (row.means === 'rating') countRating(counts, row, answer)
    else countOther(counts, row, answer)
    const got = answer.kind === 'rating' ? write(answer.score, answer.isUnsolved) : write(answer.kind)
    const want = write(row.means === 'rating' ? row.score : row.means, row.notFixed)
    if (got !== want) wrong.push(`${row.text} → ${got}, expected ${want}`)
  }
  return { counts, wrong }
}

const noCounts = {
  rated: 0,
  within: 0,
  exact: 0,
  taken: 0,
  unsolved: 0,
  unsolvedMissed: 0,
  others: 0,
  othersRight: 0,
}
type Counts = typeof noCounts

function countRating(counts: Counts, row: Row, answer: Answer): void {
  const rating = answer.kind === 'rating' ? answer : undefined
  if (row.notFixed) counts.unsolved += 1
  if (row.notFixed && !rating?.isUnsolved) counts.unsolvedMissed += 1
  if (row.score === undefined) return
  counts.rated += 1
  if (rating && Math.abs(rating.score - (row.score ?? 0)) <= 1) counts.within += 1
  if (rating && rating.score === row.score) counts.exact += 1
}

function countOther(counts: Counts, row: Row, answer: Answer): void {
  counts.others += 1
  // A verdict beside a new problem is taken too, as long as the problem is not lost.
  const tellsBoth = answer.kind === 'rating' && answer.rest !== undefined && row.means === 'new-problem'
  // So are points beside the wish to be asked no more, as long as that is heard.
  const endsAll = answer.kind === 'rating' && answer.wantsNoMore === true && row.means === 'opt-out'
  if (answer.kind === row.means || tellsBoth || endsAll) counts.othersRight += 1
  else if (answer.kind === 'rating') counts.taken += 1
}

/** A reading in a word; the mark says that the trouble is there still. */
const write = (what: number | string | undefined, isUnsolved = false) => `${what}${isUnsolved ? '!' : ''}`

/** `LINLI_ANSWERS` names a further file, by its path in the repository. */
const files = [
  'tests/fixtures/callbacks/answers.dev.jsonl',
  'tests/fixtures/callbacks/answers.held.jsonl',
  'tests/fixtures/callbacks/answers.fresh.jsonl',
  'tests/fixtures/callbacks/answers.blind.jsonl',
  'tests/fixtures/callbacks/answers.kept.jsonl',
  'tests/fixtures/callbacks/answers.sealed.jsonl',
  'tests/fixtures/callbacks/answers.unseen.jsonl',
  'tests/fixtures/callbacks/answers.final.jsonl',
  'tests/fixtures/callbacks/answers.last.jsonl',
  ...['first', 'second', 'third'].map(name => `training/corpus/answers/${name}.jsonl`),
  ...(process.env['LINLI_ANSWERS'] ? [process.env['LINLI_ANSWERS']] : []),
]

const bar = { within: 0.95, exact: 0.9, taken: 0 }

/** What is reached where the bar is not: it must not fall again. */
const floors: Record<string, { within?: number; exact?: number; taken?: number }> = {
  'answers.dev.jsonl': { exact: 0.85 },
  'answers.held.jsonl': { exact: 0.85 },
  // Who asks for the name to thank somebody is read as praise, there and twice below.
  'answers.blind.jsonl': { taken: 1 },
  'answers.kept.jsonl': { within: 0.9, exact: 0.8, taken: 5 },
}

describe.each([
  ['with the embedder', true],
  ['by words alone', false],
])('answers to callbacks %s', (form, withEmbedder) => {
  it('are rated right nine times of ten, and what is no answer is not taken for one', async () => {
    const parts = await createReader(withEmbedder)
    for (const path of files) {
      const { counts, wrong } = await judge(path, parts)
      printLine(
        `${path} ${form}: ${JSON.stringify(counts)}${wrong.length > 0 ? `\n  ${wrong.join('\n  ')}` : ''}`,
      )
      expectEnough(path, counts, withEmbedder)
    }
  }, 120_000)
})

/** Words alone may fall a little short. */
function expectEnough(path: string, counts: Counts, withEmbedder: boolean): void {
  const { within, exact, taken } = { ...bar, ...floors[path.split('/').at(-1) ?? ''] }
  const slack = withEmbedder ? { share: 0, taken: 0 } : { share: 0.03, taken: 1 }
  expect.soft(counts.within / counts.rated, `${path} within one`).toBeGreaterThanOrEqual(within - slack.share)
  expect.soft(counts.exact / counts.rated, `${path} exact`).toBeGreaterThanOrEqual(exact - slack.share)
  expect.soft(counts.taken, `${path} taken for ratings`).toBeLessThanOrEqual(taken + slack.taken)
}
