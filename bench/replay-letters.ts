import { readFileSync } from 'node:fs'
import { addLine, assess, type WatchedLine } from '../src/alerts/group-window.ts'
import { createLineJudge } from '../src/alerts/judge-line.ts'
import type { Rate } from '../src/alerts/rate.ts'
import { readTopic } from '../src/alerts/topic-lexicon.ts'
import { normaliseText } from '../src/shared/normalise-text.ts'
import { createPoisson } from './change-detectors.ts'

/**
 * `npx tsx bench/replay-letters.ts messages.jsonl`: citizens' letters with times, played through the judge of lines and the
 * gamma–Poisson detector on weekly counts of distinct writers by category, as if they were the messages of one large community.
 * Prints what would have been alerted, with the letters' ids, so that a person can read and judge them.
 */
interface Letter {
  id: number
  user: string
  title: string
  time: string
  text: string
}
const letters = readFileSync(process.argv[2] ?? '', 'utf8')
  .split('\n')
  .filter(Boolean)
  .map(line => JSON.parse(line) as Letter)
  .toSorted((a, b) => a.time.localeCompare(b.time))
const judge = createLineJudge()
const weekMs = 7 * 86_400_000
const first = Date.parse(`${letters[0]?.time}+08:00`)
const ofProperty = letters.filter(({ title, text }) => /物业|小区|业主/u.test(title + text))
console.log(
  `${letters.length} letters from ${letters[0]?.time} to ${letters.at(-1)?.time}; ${ofProperty.length} speak of a property company, an estate or owners`,
)
const angry = ofProperty.filter(({ title }) => judge.isAngry(title))
console.log(`${angry.length} of their titles are read as anger at the service`)

// As a group: letters stand hours apart, so the spike of twenty minutes never happens.
let window: WatchedLine[] = []
let most = 0
for (const letter of letters) {
  const atMs = Date.parse(`${letter.time}+08:00`)
  window = addLine(window, {
    id: String(letter.id),
    atMs,
    person: letter.user,
    conversationId: '',
    chat: '',
    text: letter.title,
    judgement: judge(letter.title),
  })
  most = Math.max(most, assess(window, atMs).people.length)
}
console.log(`most discontent people within twenty minutes: ${most}`)

const detector = createPoisson({ prior: { shape: 1, steps: 1 }, chance: 2e-3, memory: 52 })
const weeks = Math.ceil((Date.parse(`${letters.at(-1)?.time}+08:00`) - first) / weekMs)
const found: string[] = []
const months = new Map<string, number>()
const categories = [...new Set(ofProperty.flatMap(({ title }) => readTopic(normaliseText(title)) ?? []))]
for (const category of categories) {
  let state: Rate = detector.start()
  const own = ofProperty.filter(({ title }) => readTopic(normaliseText(title)) === category)
  for (let week = 0; week < weeks; week++) {
    const inside = own.filter(
      letter => Math.floor((Date.parse(`${letter.time}+08:00`) - first) / weekMs) === week,
    )
    const people = new Set(inside.map(({ user }) => user)).size
    const next = detector.step(state, people)
    if (next.score > 1 && people >= 4) {
      const month = (inside[0]?.time ?? '').slice(0, 7)
      months.set(month, (months.get(month) ?? 0) + 1)
      found.push(
        `${inside[0]?.time.slice(0, 10)} ${category}: ${people} writers, usual ${(state.shape / state.steps).toFixed(2)} a week; ${inside.map(({ id, title }) => (process.argv[3] === '--titles' ? `\n    ${id} ${title}` : id)).join(' ')}`,
      )
    }
    state = next.state
  }
}
console.log(
  `${found.length} alerts in ${weeks} weeks, ${(found.length / (weeks / 4.345)).toFixed(2)} a month; months with any: ${months.size}`,
)
for (const line of found.toSorted()) console.log(line)
