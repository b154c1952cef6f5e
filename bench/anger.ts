import { readFileSync } from 'node:fs'
import { createLineJudge } from '../src/alerts/judge-line.ts'
import { createBuiltinEmbedder } from '../src/llm/builtin-embedder.ts'
import { createMessageScorer } from '../src/sentiment/create-message-scorer.ts'
import { normaliseText } from '../src/shared/normalise-text.ts'
import { createSentenceSense } from '../src/shared/sentence-sense.ts'
import { readAngerRows } from '../training/make-anger.ts'
import { trainNaiveBayes } from '../training/naive-bayes.ts'

/**
 * `npx tsx bench/anger.ts [FILE]`: anger at the service on lines that nothing was trained on, beside naive Bayes and a keyword
 * list; then how many messages a second are scored by words alone.
 */
const file = process.argv[2] ?? new URL('../tests/fixtures/alerts/anger.held.jsonl', import.meta.url)
const rows = readFileSync(file, 'utf8')
  .split('\n')
  .filter(line => line.trim() !== '')
  .map(line => JSON.parse(line) as { text: string; angryAtService?: boolean; angry_at_service?: boolean })
  .map(row => ({ text: row.text, wanted: row.angryAtService ?? row.angry_at_service ?? false }))

const embedder = await createBuiltinEmbedder(() => {})
const sense = createSentenceSense(embedder)
await sense.prepare(rows.map(row => normaliseText(row.text)))
const whole = createLineJudge({ vectorOf: said => sense.vectorOf(said) })
const plain = createLineJudge()
const scorer = await createMessageScorer({ sense })
const seen = readAngerRows()
const bayes = trainNaiveBayes(seen, ['service', 'elsewhere', 'none'])
const keywords = /垃圾|投诉|差|不负责|没人管|气死|恶心|骗|坑|无语|离谱|受够|凭什么|不作为|敷衍|太慢|黑心/

const table: [string, (text: string) => boolean][] = [
  ['head with the embedder', text => whole.isAngry(text)],
  ['head, words alone', text => plain.isAngry(text)],
  ['mood scorer (src/sentiment)', text => scorer(text).angryAtService],
  ['either, with the embedder', text => whole.isAngry(text) || scorer(text).angryAtService],
  ['naive Bayes', text => bayes(normaliseText(text)) === 'service'],
  ['keyword list', text => keywords.test(text)],
]
console.log(`${rows.length} lines, ${rows.filter(row => row.wanted).length} angry at the service`)
console.log('| reader | precision | recall | F1 |\n|---|---|---|---|')
for (const [name, says] of table) {
  const told = rows.filter(row => says(row.text))
  const right = told.filter(row => row.wanted).length
  const precision = right / Math.max(1, told.length)
  const recall = right / Math.max(1, rows.filter(row => row.wanted).length)
  const f1 = (2 * precision * recall) / Math.max(1e-9, precision + recall)
  console.log(`| ${name} | ${precision.toFixed(3)} | ${recall.toFixed(3)} | ${f1.toFixed(3)} |`)
}

const texts = Array.from({ length: 20_000 }, (_, index) => `${rows[index % rows.length]?.text ?? ''}${index}`)
const begun = performance.now()
for (const text of texts) plain(text)
const seconds = (performance.now() - begun) / 1000
console.log(`whom a line blames, by words alone: ${Math.round(texts.length / seconds)} messages/s`)
const begunMood = performance.now()
for (const text of texts.slice(0, 5_000)) scorer(text)
console.log(
  `mood of a message (src/sentiment): ${Math.round(5_000 / ((performance.now() - begunMood) / 1000))} messages/s`,
)
