import { dateOfDay, localDayAt, weekdayOfDay } from '../shared/zoned-time.ts'

/** One thing that happened to a callback, with what the callback is about. */
export interface CountedEvent {
  callbackId: string
  at: Date
  type: string
  note: string
  data: Record<string, unknown>
  communityId: string | null
  category: string
  team: string
  staffId: string | null
  subject: string
}

export const dimensions = ['total', 'community', 'category', 'team', 'staff', 'aspect', 'week'] as const
export type Dimension = (typeof dimensions)[number]

/** Satisfaction of one group. No share stands without the count it was made of. */
export interface FigureRow {
  dimension: Dimension
  /** Id of the community or staff member, the category, the aspect, or the Monday that begins the week (YYYY-MM-DD). */
  key: string
  /** How many were asked. */
  asked: number
  /** How many of those answered with a score. */
  answered: number
  /** Answered ÷ asked; null where nobody was asked. */
  responseRate: number | null
  /** Scores counted, unasked ones too. */
  n: number
  /** Mean of the scores, 1 to 5; null where n is 0. */
  mean: number | null
  /** Share of 4 and 5; null where n is 0. */
  satisfied: number | null
  /** How many scores of 1, 2, 3, 4 and 5. */
  scores: [number, number, number, number, number]
  /** Aspects only: how often words alone praised or blamed it. */
  praised: number
  blamed: number
}

/** What the events of one callback come to. */
interface Folded {
  first: CountedEvent
  askedAt: Date | undefined
  score: number | undefined
  /** Those that were asked about, with the score where there is one. */
  aspects: Map<string, number | undefined>
  words: Record<string, boolean>
}

/** Counts satisfaction by every dimension out of the events alone; of several scores of one callback the last counts. */
export function countFigures(events: readonly CountedEvent[], timezone: string): FigureRow[] {
  const book = new Map<string, Folded>()
  for (const event of events) fold(book, event)
  const rows = new Map<string, FigureRow>()
  for (const callback of book.values()) {
    for (const [dimension, key] of keysOf(callback, timezone)) {
      count(rowOf(rows, dimension, key), callback.askedAt !== undefined, callback.score)
    }
    for (const [aspect, score] of callback.aspects) count(rowOf(rows, 'aspect', aspect), true, score)
    for (const [aspect, isGood] of Object.entries(callback.words)) {
      const row = rowOf(rows, 'aspect', aspect)
      if (isGood) row.praised += 1
      else row.blamed += 1
    }
  }
  return [...rows.values()].map(withShares).toSorted(inOrder)
}

function fold(book: Map<string, Folded>, event: CountedEvent): void {
  const known = book.get(event.callbackId)
  const folded = known ?? {
    first: event,
    askedAt: undefined,
    score: undefined,
    aspects: new Map(),
    words: {},
  }
  if (!known) book.set(event.callbackId, folded)
  switch (event.type) {
    case 'asked':
      folded.askedAt = event.at
      break
    case 'listed':
      folded.askedAt = undefined
      break
    case 'put-off':
      // It was on its way and did not arrive.
      if (/^(withheld|refused|failed):/.test(event.note)) folded.askedAt = undefined
      break
    case 'rated':
      folded.score = Number(event.data['score'])
      folded.words = (event.data['aspects'] ?? {}) as Record<string, boolean>
      break
    case 'aspect-asked':
      folded.aspects.set(String(event.data['aspect']), undefined)
      break
    case 'aspect-rated':
      folded.aspects.set(String(event.data['aspect']), Number(event.data['score']))
  }
}

function keysOf({ first, askedAt }: Folded, timezone: string): [Dimension, string][] {
  const { communityId, category, team, staffId, subject } = first
  const keys: [Dimension, string][] = [
    ['total', ''],
    ['category', subject === 'ticket' ? category : subject],
    ['week', mondayOf(askedAt ?? first.at, timezone)],
  ]
  if (communityId) keys.push(['community', communityId])
  if (team !== '') keys.push(['team', team])
  if (staffId) keys.push(['staff', staffId])
  return keys
}

function mondayOf(at: Date, timezone: string): string {
  const day = localDayAt(timezone, at.getTime())
  return dateOfDay(day - weekdayOfDay(day) + 1)
}

function rowOf(rows: Map<string, FigureRow>, dimension: Dimension, key: string): FigureRow {
  const id = `${dimension}:${key}`
  const known = rows.get(id)
  if (known) return known
  const shares = { responseRate: null, mean: null, satisfied: null }
  const counts = { asked: 0, answered: 0, n: 0, praised: 0, blamed: 0 }
  const row: FigureRow = { dimension, key, ...counts, ...shares, scores: [0, 0, 0, 0, 0] }
  rows.set(id, row)
  return row
}

function count(row: FigureRow, isAsked: boolean, score: number | undefined): void {
  if (isAsked) row.asked += 1
  if (score === undefined) return
  if (isAsked) row.answered += 1
  row.n += 1
  const at = score - 1
  row.scores[at] = (row.scores[at] ?? 0) + 1
}

function withShares(row: FigureRow): FigureRow {
  const sum = row.scores.reduce((total, times, at) => total + times * (at + 1), 0)
  return {
    ...row,
    responseRate: row.asked === 0 ? null : round(row.answered / row.asked),
    mean: row.n === 0 ? null : round(sum / row.n),
    satisfied: row.n === 0 ? null : round((row.scores[3] + row.scores[4]) / row.n),
  }
}

const round = (value: number) => Math.round(value * 1_000) / 1_000

function inOrder(a: FigureRow, b: FigureRow): number {
  const byDimension = dimensions.indexOf(a.dimension) - dimensions.indexOf(b.dimension)
  return (
    byDimension ||
    (a.dimension === 'week' ? a.key.localeCompare(b.key) : b.n - a.n || a.key.localeCompare(b.key))
  )
}
