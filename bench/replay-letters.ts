import { readFileSync } from 'node:fs'
import { addLine, assess, type WatchedLine } from '../src/alerts/group-window.ts'
import { createLineJudge } from '../src/alerts/judge-line.ts'
import { readTopic } from '../src/alerts/topic-lexicon.ts'
import { normaliseText } from '../src/shared/normalise-text.ts'
import { createCountChart } from './change-detectors.ts'

/**
 * `npx tsx bench/replay-letters.ts messages.jsonl`: citizens' letters with times, played through the judge of lines and the
 * chart of the watch on weekly counts of distinct writers by category, as if they were the messages of one large community.
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

const weeks = Math.ceil((Date.parse(`${letters.at(-1)?.time}+08:00`) - first) / weekMs)
const categories = [...new Set(ofProperty.flatMap(({ title }) => readTopic(normaliseText(title)) ?? []))]

/** Weeks in which more people wrote about a category than is usual, by the chart of the watch over weeks. */
function replay(least: number): string[] {
  const detector = createCountChart({ prior: { shape: 1, steps: 1 }, limit: 3, least: 0, memory: 52 })
  return categories.flatMap(category => {
    const own = ofProperty.filter(({ title }) => readTopic(normaliseText(title)) === category)
    let state = detector.start()
    return Array.from({ length: weeks }, (_, week) => {
      const inside = own.filter(
        letter => Math.floor((Date.parse(`${letter.time}+08:00`) - first) / weekMs) === week,
      )
      const people = new Set(inside.map(({ user }) => user)).size
      const next = detector.step(state, people)
      const usual = (state.rate.shape / state.rate.steps).toFixed(2)
      state = next.state
      return next.score > 1 && people >= least ? [describe(category, { inside, people, usual })] : []
    }).flat()
  })
}

function describe(
  category: string,
  { inside, people, usual }: { inside: readonly Letter[]; people: number; usual: string },
): string {
  const show = ({ id, title }: Letter) => (process.argv[3] === '--titles' ? `\n    ${id} ${title}` : id)
  return `${inside[0]?.time.slice(0, 10)} ${category}: ${people} writers, usual ${usual} a week; ${inside.map(show).join(' ')}`
}

for (const least of [4, 3]) {
  const found = replay(least)
  console.log(
    `\nat least ${least} writers in a week: ${found.length} alerts in ${weeks} weeks, ${(found.length / (weeks / 4.345)).toFixed(2)} a month`,
  )
  for (const line of found.toSorted()) console.log(line)
}
