import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createLineJudge } from '../src/alerts/judge-line.ts'
import { createBuiltinEmbedder } from '../src/llm/builtin-embedder.ts'
import { createMessageScorer } from '../src/sentiment/create-message-scorer.ts'
import { normaliseText } from '../src/shared/normalise-text.ts'
import { createSentenceSense } from '../src/shared/sentence-sense.ts'
import { percentile } from './drive-talks.ts'
import { type Subject, startSubject } from './start-subject.ts'
import { type Loopback, startLoopback } from './telegram-loopback.ts'
import { nameMachine, type Row, writeTable } from './write-table.ts'

// `npm run bench -- --only=groups`, `--quick` for a look: 500 groups that write 2,000 messages a day each, to one process on the embedded
// database; how long after the angry words staff hear of them; and how many messages a second can be scored.

const isQuick = process.argv.includes('--quick')
const size = isQuick ? { seconds: 10, bursts: 6, lines: 6_000 } : { seconds: 60, bursts: 20, lines: 20_000 }
const groups = 500
const perDay = 2_000
const meanRate = (groups * perDay) / 86_400
const staffChat = -999_999

/** What groups say: the days of the fixtures, whose small talk is drawn from a list and whose events are told line by line. */
const talk = ['days', 'days.fresh'].flatMap(name =>
  readFileSync(new URL(`../tests/fixtures/alerts/${name}.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => (JSON.parse(line) as { text: string }).text),
)
/** Nothing of a day that upset people: what is said in five hundred groups at an ordinary hour. */
const smallTalk = talk.filter(text => createLineJudge()(text).service < 0.1)

const angry = [
  '电梯又坏了，这个月第几次了',
  '打物业电话没人接，什么服务',
  '收电梯费的时候没见它坏，骗子',
  '物业太不负责任了，二十层天天爬',
  '电梯坏了三天没人管，必须给个说法',
]

interface Load {
  cpuShare: number
  rssMb: number
  longestGapMs: number
}

/** Small talk in all groups at an even rate. */
async function chatter(loopback: Loopback, subject: Subject, perSecond: number): Promise<Load> {
  const before = await subject.usage()
  const begunMs = performance.now()
  const endMs = begunMs + size.seconds * 1_000
  let said = 0
  while (performance.now() < endMs) {
    const due = Math.floor(((performance.now() - begunMs) / 1_000) * perSecond)
    for (; said < due; said++) {
      const group = 1 + ((said * 37) % groups)
      loopback.sayInGroup(
        -group,
        group * 1_000 + ((said * 7) % 60),
        `${smallTalk[(said * 13) % smallTalk.length]}`,
      )
    }
    await wait(20)
  }
  await wait(3_000)
  const tookMs = performance.now() - begunMs
  const after = await subject.usage()
  return {
    cpuShare: (after.cpuMs - before.cpuMs) / tookMs,
    rssMb: after.rssMb,
    longestGapMs: after.longestGapMs,
  }
}

/**
 * Five people of one group get angry within a second, while all others go on. Gives the time from the fourth of them, before whom nothing
 * may be alerted, to the notice in the staff room; Infinity where none came within 15 s.
 */
async function timeAlert(loopback: Loopback, burst: number): Promise<number> {
  const group = -(2_000 + burst * 10)
  let fourthMs = 0
  const heard = new Promise<number>(resolve => {
    loopback.onSend = (chat, text) => {
      if (chat === staffChat && text.includes('电梯')) resolve(performance.now())
    }
  })
  for (const [index, text] of angry.entries()) {
    if (index === 3) fourthMs = performance.now()
    loopback.sayInGroup(group, 5_000_000 + burst * 10 + index, text)
    await wait(200)
  }
  const at = await Promise.race([heard, wait(15_000).then(() => Number.POSITIVE_INFINITY)])
  return at - fourthMs
}

async function timeAlerts(loopback: Loopback): Promise<number[]> {
  const delays: number[] = []
  let isOver = false
  const around = async () => {
    for (let said = 0; !isOver; said++) {
      loopback.sayInGroup(
        -(1 + (said % groups)),
        9_000_000 + said,
        smallTalk[said % smallTalk.length] ?? '早',
      )
      await wait(1_000 / meanRate)
    }
  }
  const background = around()
  for (let burst = 0; burst < size.bursts; burst++) {
    delays.push(await timeAlert(loopback, burst))
    // The room of the staff takes twenty messages a minute.
    await wait(3_200)
  }
  isOver = true
  await background
  return delays.toSorted((a, b) => a - b)
}

/** How many messages a second one thread scores: mood, and whom a line blames; with vectors for the lines that words leave open. */
async function timeScoring(): Promise<{
  perSecond: number
  perCore: number
  openShare: number
  byWords: number
}> {
  const embedder = await createBuiltinEmbedder(() => {})
  const sense = createSentenceSense(embedder)
  const judge = createLineJudge({ vectorOf: said => sense.vectorOf(said) })
  const score = await createMessageScorer({ sense })
  // Nobody writes the same line twice: each gets a word of its own, so that no vector is at hand.
  const texts = Array.from(
    { length: size.lines },
    (_, index) => `${talk[(index * 7) % talk.length]}${makeWord(index)}`,
  )
  let open = 0
  const before = process.cpuUsage()
  const begun = performance.now()
  for (let from = 0; from < texts.length; from += 100) {
    const batch = texts.slice(from, from + 100)
    const wanted = batch.filter(text => judge.isOpen(text))
    open += wanted.length
    await sense.prepare(wanted.map(normaliseText))
    for (const text of batch) {
      score(text)
      judge(text)
    }
  }
  const seconds = (performance.now() - begun) / 1_000
  const { user, system } = process.cpuUsage(before)
  const words = createLineJudge()
  const again = performance.now()
  for (const text of texts) words(text)
  return {
    perSecond: texts.length / seconds,
    perCore: texts.length / ((user + system) / 1e6),
    openShare: open / texts.length,
    byWords: texts.length / ((performance.now() - again) / 1_000),
  }
}

const syllables = [...'啊呀呢吧哦嗯唉哎哈嘿']
const makeWord = (index: number) => [...String(index)].map(digit => syllables[Number(digit)] ?? '').join('')

async function measure(folder: string): Promise<Row[]> {
  const loopback = await startLoopback()
  const knowledgeDir = fileURLToPath(new URL('../knowledge-base/', import.meta.url))
  const options = { kind: 'linli', dataDir: join(folder, 'data'), knowledgeDir } as const
  const subject = await startSubject({
    ...options,
    token: loopback.token,
    apiRoot: loopback.apiRoot,
    staffChat,
    groups: [
      ...Array.from({ length: groups }, (_, index) => -(index + 1)),
      ...Array.from({ length: size.bursts * 10 }, (_, index) => -(2_000 + index)),
    ],
  })
  try {
    await chatter(loopback, subject, meanRate)
    const mean = await chatter(loopback, subject, meanRate)
    const evening = await chatter(loopback, subject, meanRate * 3)
    const delays = await timeAlerts(loopback)
    return [
      ...describeLoad(`${groups} groups × ${perDay} messages a day, ${meanRate.toFixed(1)}/s`, mean),
      ...describeLoad('the same at three times that, as of an evening', evening),
      {
        what: `${delays.length} outbursts: angry words to the notice in the staff room, p50 / longest`,
        value: `${(percentile(delays, 0.5) / 1_000).toFixed(1)} / ${((delays.at(-1) ?? 0) / 1_000).toFixed(1)} s`,
        budget: '5 s',
        holds: (delays.at(-1) ?? 0) < 5_000,
      },
    ]
  } finally {
    await subject.stop()
    await loopback.stop()
  }
}

function describeLoad(name: string, { cpuShare, rssMb, longestGapMs }: Load): Row[] {
  return [
    { what: `${name}: share of one core`, value: `${(cpuShare * 100).toFixed(1)} %` },
    {
      what: `${name}: memory / longest event-loop gap`,
      value: `${rssMb.toFixed(0)} MB / ${longestGapMs.toFixed(0)} ms`,
    },
  ]
}

const scoring = await timeScoring()
const rows: Row[] = [
  {
    what: `messages scored a second, mood and blame (${(scoring.openShare * 100).toFixed(0)} % of them with a vector)`,
    value: `${scoring.perCore.toFixed(0)}/s a core (its processor time); ${scoring.perSecond.toFixed(0)}/s by the clock`,
    budget: '2,000/s',
    holds: scoring.perCore >= 2_000,
  },
  { what: 'blame by words alone', value: `${scoring.byWords.toFixed(0)}/s` },
]
const folder = mkdtempSync(join(tmpdir(), 'linli-groups-'))
try {
  rows.push(...(await measure(folder)))
  console.log(writeTable(rows))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(`\n${nameMachine()}`)
