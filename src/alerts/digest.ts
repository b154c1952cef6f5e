import type { AlertTexts } from '../i18n/texts.ts'

/** What a digest is written from: this week beside the week before. */
export interface DigestFacts {
  from: string
  to: string
  messages: number
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
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: the digest is written top to bottom
export function writeDigest(
  facts: DigestFacts,
  { texts, isMasked }: { texts: AlertTexts; isMasked: boolean },
): string {
  const words = texts.digest
  const name = (category: string) => texts.category[category] ?? category
  const moved = facts.topics.toSorted((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before))
  const list = (title: string, rows: readonly string[]) =>
    `${title}：${rows.length > 0 ? rows.join('、') : words.none}`
  const bullets = (title: string, rows: readonly string[]) =>
    rows.length > 0 ? [`${title}：`, ...rows.map(row => `· ${row}`)] : [`${title}：${words.none}`]
  const topicRows = (pick: (topic: { now: number; before: number }) => boolean) =>
    moved
      .filter(pick)
      .slice(0, mostTopics)
      .map(topic => words.topic({ ...topic, category: name(topic.category) }))
  return [
    words.title(facts),
    words.mood({ messages: facts.messages, discontent: facts.discontent, praise: facts.positive }),
    list(
      words.up,
      topicRows(topic => topic.now > topic.before),
    ),
    list(
      words.down,
      topicRows(topic => topic.now < topic.before),
    ),
    ...bullets(
      words.places,
      facts.places.map(row =>
        words.place({
          place: row.place,
          hours: `${row.hourFrom}:00–${row.hourFrom + 3}:00`,
          category: name(row.category),
          count: row.count,
        }),
      ),
    ),
    ...bullets(
      words.alerts(facts.alerts.length),
      facts.alerts.map(alert =>
        words.alert({
          ...alert,
          topic: isMasked ? withoutQuote(alert.topic) : alert.topic,
          status: words.status[alert.status] ?? alert.status,
        }),
      ),
    ),
    ...(isMasked
      ? [`${words.unanswered}：${facts.unanswered.length}`, `${words.praise}：${facts.praiseCount}`]
      : [
          ...bullets(
            words.unanswered,
            facts.unanswered.map(({ question, count }) => `${question}（${count}）`),
          ),
          ...bullets(`${words.praise} ${facts.praiseCount}`, facts.praise),
        ]),
  ].join('\n')
}

/** What an alert is about without the words of the resident. */
export function withoutQuote(topic: string): string {
  return topic.replace(/[：:]\s*“[\s\S]*$/u, '')
}
