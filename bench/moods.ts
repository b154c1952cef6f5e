import { readFileSync } from 'node:fs'
import { recogniseDanger } from '../src/dialog/understand/recognise-danger.ts'
import { createBuiltinEmbedder } from '../src/llm/builtin-embedder.ts'
import { createMessageScorer } from '../src/sentiment/create-message-scorer.ts'
import { fearInDanger } from '../src/sentiment/fear-in-danger.ts'
import type { MessageScore } from '../src/sentiment/score-message.ts'
import { normaliseText } from '../src/shared/normalise-text.ts'
import { createSentenceSense } from '../src/shared/sentence-sense.ts'
import { trainNaiveBayes } from '../training/naive-bayes.ts'
import { readOlderRows, readWrittenRows } from '../training/talk-rows.ts'

/**
 * `npx tsx bench/moods.ts [FILE…]`: sentiment, emotion and anger at the service of single messages, by the scorer, by naive Bayes
 * trained on the same corpus, and by a keyword list, on messages that nothing was trained on (tests/fixtures/understanding/
 * fresh-messages-b, c and d unless files are named). Accuracy and macro F1 over the labels.
 */
interface Row {
  text: string
  sentiment: string
  emotion: string
  angry_at_service: boolean
}
type Reader = (text: string) => { sentiment: string; emotion: string; service: string }

const files =
  process.argv.length > 2
    ? process.argv.slice(2)
    : ['b', 'c', 'd'].map(
        name => new URL(`../tests/fixtures/understanding/fresh-messages-${name}.jsonl`, import.meta.url),
      )
const rows = files.flatMap(file =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as Row),
)

const sense = createSentenceSense(await createBuiltinEmbedder(() => {}))
await sense.prepare(rows.map(row => normaliseText(row.text)))
const isDanger = (text: string) => recogniseDanger(text) !== undefined
const score = fearInDanger(await createMessageScorer({ sense, isDanger }), isDanger)
const scorer: Reader = text => {
  const { sentiment, emotion, angryAtService }: MessageScore = score(text)
  return { sentiment, emotion, service: angryAtService ? 'service' : 'not' }
}

const corpus = [...readWrittenRows(), ...readOlderRows()]
const train = (head: 'sentiment' | 'emotion' | 'service') => {
  const known = corpus.flatMap(({ text, labels }) => (labels[head] ? [{ text, label: labels[head] }] : []))
  return trainNaiveBayes(known, [...new Set(known.map(({ label }) => label))])
}
const [bySentiment, byEmotion, byService] = [train('sentiment'), train('emotion'), train('service')]
const bayes: Reader = text => {
  const said = normaliseText(text)
  return { sentiment: bySentiment(said), emotion: byEmotion(said), service: byService(said) }
}

const words: [RegExp, string, string][] = [
  [/谢谢|感谢|辛苦|点赞|满意|真好|不错|表扬|给力|贴心|👍/u, 'positive', 'pleased'],
  [
    /垃圾|投诉|差|不负责|没人管|气死|恶心|骗|坑|无语|离谱|受够|凭什么|不作为|敷衍|太慢|黑心|生气/u,
    'negative',
    'angry',
  ],
  [/怕|急|担心|害怕|慌|危险|救/u, 'negative', 'anxious'],
  [/难过|伤心|失望|哭|唉|去世/u, 'negative', 'sad'],
]
const keywords: Reader = text => {
  const [, sentiment = 'neutral', emotion = 'neutral'] = words.find(([says]) => says.test(text)) ?? []
  return { sentiment, emotion, service: emotion === 'angry' ? 'service' : 'not' }
}

function measure(pairs: readonly { told: string; wanted: string }[]): { right: number; macro: number } {
  const labels = [...new Set(pairs.map(({ wanted }) => wanted))]
  const f1 = labels.map(label => f1Of(pairs, label))
  return {
    right: pairs.filter(({ told, wanted }) => told === wanted).length / pairs.length,
    macro: f1.reduce((sum, value) => sum + value, 0) / f1.length,
  }
}

function f1Of(pairs: readonly { told: string; wanted: string }[], label: string): number {
  const hits = pairs.filter(({ told, wanted }) => told === label && wanted === label).length
  const all =
    pairs.filter(({ told }) => told === label).length + pairs.filter(({ wanted }) => wanted === label).length
  return all === 0 ? 0 : (2 * hits) / all
}

console.log(
  `${rows.length} messages, ${rows.filter(row => row.angry_at_service).length} angry at the service`,
)
console.log('| reader | sentiment: right / macro F1 | emotion: right / macro F1 | anger at the service: F1 |')
console.log('|---|---|---|---|')
const show = ({ right, macro }: { right: number; macro: number }) =>
  `${(right * 100).toFixed(1)} % / ${macro.toFixed(3)}`
for (const [name, read] of [
  ['scorer (src/sentiment)', scorer],
  ['naive Bayes', bayes],
  ['keyword list', keywords],
] as const) {
  const told = rows.map(row => ({ row, read: read(row.text) }))
  const sentiment = measure(
    told.map(({ row, read: said }) => ({ told: said.sentiment, wanted: row.sentiment })),
  )
  const emotion = measure(told.map(({ row, read: said }) => ({ told: said.emotion, wanted: row.emotion })))
  const service = told.map(({ row, read: said }) => ({
    told: said.service,
    wanted: row.angry_at_service ? 'service' : 'not',
  }))
  console.log(`| ${name} | ${show(sentiment)} | ${show(emotion)} | ${f1Of(service, 'service').toFixed(3)} |`)
}
