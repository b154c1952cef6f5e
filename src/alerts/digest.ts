import type { AlertTexts } from '../i18n/texts.ts'

/** What a digest is written from: this week beside the week before. */
export interface DigestFacts {
  from: string
  to: string
  /** Written in groups. */
  messages: number
  /** Written to the service in private. */
  talks: number
  discontent: number
  positive: number
  /** Discontent words by category, this week and the week before. */
  topics: readonly { category: string; now: number; before: number }[]
  /** Where and when words of a category gathered, most first. */
  places: readonly { place: string; hourFrom: number; category: string; count: number }[]
  alerts: readonly { at: string; place: string; topic: string; people: number; status: string }[]
  /** Questions that the documents do not answer, most asked first. */
  unanswered: readonly { question: string; count: number }[]
  praise: readonly string[]
  praiseCount: number
}

const mostTopics = 5

/**
 * Writes the digest of a week. It names nobody; for an observer (`isMasked`) it holds no words of residents at all,
 * only figures.
 */
export function writeDigest(
  facts: DigestFacts,
  { texts, isMasked }: { texts: AlertTexts; isMasked: boolean },
): string {
  const words = texts.digest
  const voices = isMasked
    ? [`${words.unanswered}：${facts.unanswered.length}`, `${words.praise}：${facts.praiseCount}`]
    : writeVoices(facts, texts)
  return [
    words.title(facts),
    words.mood({
      messages: facts.messages,
      talks: facts.talks,
      discontent: facts.discontent,
      praise: facts.positive,
    }),
    ...writeTopics(facts, texts),
    ...writePlaces(facts, texts),
    ...writeAlerts(facts, { texts, isMasked }),
    ...voices,
  ].join('\n')
}

function bullets(title: string, rows: readonly string[], none: string): string[] {
  return rows.length > 0 ? [`${title}：`, ...rows.map(row => `· ${row}`)] : [`${title}：${none}`]
}

const nameOf = (category: string, texts: AlertTexts) => texts.category[category] ?? category

/** What is spoken of more than last week, and what less. */
function writeTopics({ topics }: DigestFacts, texts: AlertTexts): string[] {
  const words = texts.digest
  const moved = topics.toSorted((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before))
  const write = (title: string, direction: number) => {
    const rows = moved
      .filter(topic => Math.sign(topic.now - topic.before) === direction)
      .slice(0, mostTopics)
      .map(topic => words.topic({ ...topic, category: nameOf(topic.category, texts) }))
    return `${title}：${rows.length > 0 ? rows.join('、') : words.none}`
  }
  return [write(words.up, 1), write(words.down, -1)]
}

function writePlaces({ places }: DigestFacts, texts: AlertTexts): string[] {
  const words = texts.digest
  const rows = places.map(({ place, hourFrom, category, count }) => {
    const hours = `${hourFrom}:00–${hourFrom + 3}:00`
    return words.place({ place, hours, category: nameOf(category, texts), count })
  })
  return bullets(words.places, rows, words.none)
}

function writeAlerts(
  { alerts }: DigestFacts,
  { texts, isMasked }: { texts: AlertTexts; isMasked: boolean },
): string[] {
  const words = texts.digest
  const rows = alerts.map(alert => {
    const topic = isMasked ? withoutQuote(alert.topic) : alert.topic
    return words.alert({ ...alert, topic, status: words.status[alert.status] ?? alert.status })
  })
  return bullets(words.alerts(alerts.length), rows, words.none)
}

/** Words of residents. */
function writeVoices({ unanswered, praise, praiseCount }: DigestFacts, texts: AlertTexts): string[] {
  const words = texts.digest
  const asked = unanswered.map(({ question, count }) => `${question}（${count}）`)
  return [
    ...bullets(words.unanswered, asked, words.none),
    ...bullets(`${words.praise} ${praiseCount}`, praise, words.none),
  ]
}

/** What an alert is about without the words of the resident. */
export function withoutQuote(topic: string): string {
  return topic.replace(/[：:]\s*“[\s\S]*$/u, '')
}
