import { readLocalMoment } from '../shared/local-time.ts'
import type { Rate } from './rate.ts'

/** How many were discontent in one hour of one place. */
export interface HourCount {
  /** Beginning of the hour. */
  hour: Date
  people: number
}

/** Half a person an hour, known no better than from two hours: what is believed of a group that nobody has watched yet. */
export const coldRate: Rate = { shape: 1, steps: 2 }

/** How many hours the knowledge of the wider circle is worth in the narrower one. */
const borrowed = 4
/** An evening of alarm is learnt as a bad evening, not as the usual one. */
const mostPeople = 6

interface Sum {
  people: number
  hours: number
}

/** The usual discontent of a group by weekday and hour: each cell leans on its hour of any day, that on the whole group. */
export interface Baseline {
  usualAt(at: Date): Rate
}

/**
 * Learns the baseline of one place from its hours, quiet ones included. `hours` counts how many hours of each weekday and hour
 * were watched; with none the cold rate holds.
 */
export function learnBaseline(
  counts: readonly HourCount[],
  watched: { from: Date; to: Date },
  timezone: string,
): Baseline {
  const cells = new Map<string, Sum>()
  const add = (key: string, people: number, hours: number) => {
    const sum = cells.get(key) ?? { people: 0, hours: 0 }
    cells.set(key, { people: sum.people + people, hours: sum.hours + hours })
  }
  const hourMs = 3_600_000
  const weeks = Math.max(0, (watched.to.getTime() - watched.from.getTime()) / (7 * 24 * hourMs))
  for (const { hour, people } of counts) {
    const { weekday, clock } = cellOf(hour, timezone)
    const counted = Math.min(people, mostPeople)
    add(`${weekday}:${clock}`, counted, 0)
    add(`${clock}`, counted, 0)
    add('all', counted, 0)
  }
  const lean = (wider: Rate, key: string, hours: number): Rate => {
    const { people } = cells.get(key) ?? { people: 0 }
    const mean = wider.shape / wider.steps
    const worth = Math.min(borrowed, wider.steps)
    return { shape: mean * worth + people, steps: worth + hours }
  }
  return {
    usualAt: at => {
      const { weekday, clock } = cellOf(at, timezone)
      const all = lean(coldRate, 'all', weeks * 168)
      return lean(lean(all, `${clock}`, weeks * 7), `${weekday}:${clock}`, weeks)
    },
  }
}

function cellOf(at: Date, timezone: string): { weekday: number; clock: number } {
  const { weekday, minute } = readLocalMoment(at, timezone)
  return { weekday, clock: Math.floor(minute / 60) }
}
