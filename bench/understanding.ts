import { readFileSync } from 'node:fs'
import { createOfflineUnderstander } from '../src/dialog/understand/create-offline-understander.ts'
import { createBuiltinEmbedder } from '../src/llm/builtin-embedder.ts'
import { createMessageScorer } from '../src/sentiment/create-message-scorer.ts'
import { createSentenceSense } from '../src/shared/sentence-sense.ts'

const readRows = (half: string): string[] =>
  readFileSync(new URL(`../tests/fixtures/understanding/dialogues.${half}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .flatMap(line =>
      (JSON.parse(line) as { turns: { user: string | string[] }[] }).turns.flatMap(turn => turn.user),
    )

const percentile = (sorted: number[], share: number) => sorted[Math.floor(sorted.length * share)] ?? 0

const rssBefore = process.memoryUsage().rss
const startedAt = performance.now()
const embedder = process.argv.includes('--without-sense') ? undefined : await createBuiltinEmbedder()
const sense = embedder && createSentenceSense(embedder)
const understander = await createOfflineUnderstander(sense)
const startUpMs = performance.now() - startedAt
const score = await createMessageScorer()
const messages = [...readRows('tuned'), ...readRows('held-out')]
const ask = (text: string) =>
  understander.understand({ messages: [text], now: new Date(), language: 'zh-CN', tickets: [], history: [] })
for (const text of messages) await ask(text)
const timesMs: number[] = []
for (let round = 0; round < 3; round++) {
  for (const message of messages) {
    // A text seen before has its vector at hand: each round says it anew.
    const text = `${message}${'。'.repeat(round + 1)}`
    const from = performance.now()
    await ask(text)
    timesMs.push(performance.now() - from)
  }
}
const sorted = timesMs.toSorted((a, b) => a - b)
const scoredFrom = performance.now()
for (let round = 0; round < 10; round++) for (const text of messages) score(text)
const perSecond = (messages.length * 10) / ((performance.now() - scoredFrom) / 1000)
console.log(
  `understanding: ${sorted.length} messages, median ${percentile(sorted, 0.5).toFixed(2)} ms, p99 ${percentile(sorted, 0.99).toFixed(2)} ms, longest ${(sorted.at(-1) ?? 0).toFixed(1)} ms`,
)
console.log(
  `start-up ${startUpMs.toFixed(0)} ms, memory +${((process.memoryUsage().rss - rssBefore) / 1e6).toFixed(0)} MB (whole run)`,
)
console.log(`message scoring: ${perSecond.toFixed(0)} messages/s`)
