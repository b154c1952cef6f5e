import type { AlertTexts } from '../i18n/texts.ts'
import { readLocalMoment } from '../shared/local-time.ts'
import { normaliseText } from '../shared/normalise-text.ts'
import { readTopic } from './topic-lexicon.ts'

/** A line that an alert rests on. */
export interface Quote {
  text: string
  at: Date
  person: string
  weight: number
  /** Written to the service alone: staff who do not read talks must not read it either. */
  isPrivate?: boolean
}

export interface AlertFacts {
  community: string
  building: string
  group: string
  topic: string
  category: string
  sinceAt: Date
  people: number
  messages: number
  quotes: readonly Quote[]
  suggestion: string
  draft: string
  incident: string
  /** How often it rang so far. */
  level: number
  nowMs: number
}

const isSaidInGroup = ({ isPrivate }: Quote) => !isPrivate

const mostQuotes = 5
const longestQuote = 40

/** The notice to staff about a group: topic, place, since when, how many, the strongest words said in groups, what to do. Names nobody. */
export function writeGroupAlert(facts: AlertFacts, texts: AlertTexts, timezone: string): string {
  return texts.alert({
    place: texts.place(facts),
    topic: facts.topic,
    since: writeClock(facts.sinceAt, timezone),
    people: facts.people,
    messages: facts.messages,
    trend: writeTrend(facts.quotes, facts.nowMs),
    quotes: chooseQuotes(facts.quotes.filter(isSaidInGroup)),
    suggestion: facts.suggestion,
    draft: facts.draft,
    incident: facts.incident,
    rung: facts.level,
  })
}

/** What it is called: the category, and the strongest word of a group that names it. */
export function writeTopic(category: string, quotes: readonly Quote[], texts: AlertTexts): string {
  const [best] = quotes.filter(isSaidInGroup).toSorted((a, b) => b.weight - a.weight)
  return texts.topic({
    category: texts.category[category] ?? category,
    quote: best ? shorten(best.text, 24) : '',
  })
}

/** Whether an alert that hardly anybody named so is better called by another category: two people or more name that one, and more than the old. */
export function isClearer(
  quotes: readonly Pick<Quote, 'text' | 'person'>[],
  { old, next }: { old: string; next: string },
): boolean {
  const namedBy = (category: string) =>
    new Set(
      quotes.filter(({ text }) => readTopic(normaliseText(text)) === category).map(({ person }) => person),
    ).size
  // How staff behave is said of every matter.
  if (old === next || next === 'staff') return false
  return (old === 'staff' || namedBy(old) < 2) && namedBy(next) >= 2
}

/** The strongest word of each person, oldest first. */
function chooseQuotes(quotes: readonly Quote[]): string[] {
  const seen = new Set<string>()
  const chosen = quotes
    .toSorted((a, b) => b.weight - a.weight)
    .filter(({ person, text }) => {
      if (text === '' || seen.has(person)) return false
      seen.add(person)
      return true
    })
    .slice(0, mostQuotes)
  return chosen
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ text }) => shorten(text, longestQuote))
}

const bars = '▁▂▃▄▅▆▇█'
const trendSteps = 12
const trendStepMs = 5 * 60_000

/** Discontent words in steps of five minutes over the last hour, as a row of bars. */
export function writeTrend(quotes: readonly { at: Date }[], nowMs: number): string {
  const counts = Array.from({ length: trendSteps }, () => 0)
  for (const { at } of quotes) {
    const step = trendSteps - 1 - Math.floor((nowMs - at.getTime()) / trendStepMs)
    if (step >= 0 && step < trendSteps) counts[step] = (counts[step] ?? 0) + 1
  }
  const most = Math.max(1, ...counts)
  return counts.map(count => bars[Math.round((count / most) * (bars.length - 1))]).join('')
}

export function writeClock(at: Date, timezone: string): string {
  const { minute } = readLocalMoment(at, timezone)
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

function shorten(text: string, length: number): string {
  const characters = [...text.replace(/\s+/gu, ' ').trim()]
  return characters.length > length ? `${characters.slice(0, length).join('')}…` : characters.join('')
}
