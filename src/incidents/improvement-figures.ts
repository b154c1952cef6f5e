/** A ticket's history as the figures need it. */
export interface CourseEvent {
  type: string
  at: Date
  note: string
}

/** How it went with the tickets of one place and category in one stretch of time. */
export interface ImprovementFigures {
  from: string
  to: string
  tickets: number
  reopened: number
  /** From received to first resolved; the middle one; null with none resolved. */
  medianHours: number | null
  /** Mean of the last score of each, 1–5; null with none. */
  rating: number | null
}

/** Computes the figures from the events of tickets, and from nothing else. */
export function computeFigures(
  courses: readonly (readonly CourseEvent[])[],
  stretch: { from: Date; to: Date },
): ImprovementFigures {
  const hours = courses.flatMap(events => hoursToResolve(events) ?? []).toSorted((a, b) => a - b)
  const scores = courses.flatMap(events => lastScore(events) ?? [])
  return {
    from: stretch.from.toISOString(),
    to: stretch.to.toISOString(),
    tickets: courses.length,
    reopened: courses.flat().filter(event => event.type === 'reopened').length,
    medianHours: round(middle(hours)),
    rating: scores.length === 0 ? null : round(scores.reduce((sum, score) => sum + score, 0) / scores.length),
  }
}

function hoursToResolve(events: readonly CourseEvent[]): number | undefined {
  const from = events.find(event => event.type === 'received')
  const to = events.find(event => event.type === 'resolved')
  return from && to && (to.at.getTime() - from.at.getTime()) / 3_600_000
}

function lastScore(events: readonly CourseEvent[]): number | undefined {
  const rated = events.findLast(event => event.type === 'rated')
  const score = rated && Number.parseInt(rated.note, 10)
  return score && score >= 1 && score <= 5 ? score : undefined
}

function middle(sorted: readonly number[]): number | null {
  if (sorted.length === 0) return null
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2
}

const round = (value: number | null) => value && Math.round(value * 10) / 10
