import { readFileSync } from 'node:fs'

/** One labelled message for the mood models. */
export interface MoodRow {
  text: string
  sentiment: string
  emotion: string
  service: string
}

const sentiments: Record<string, string> = { n: 'negative', u: 'neutral', p: 'positive' }
const emotions: Record<string, string> = { a: 'angry', x: 'anxious', s: 'sad', u: 'neutral', p: 'pleased' }

/** Gives the labelled messages of `training/corpus/mood.txt`. */
export function readMoodRows(): MoodRow[] {
  return readLines('mood.txt').map(line => ({
    text: line.slice(4),
    ...readMood(line),
  }))
}

/** A natural sentence with everything that is known of it. */
export interface SpokenRow extends MoodRow {
  category?: string
  act: string
}

/** Gives the sentences of `training/corpus/spoken.txt`; a line `= category act mood` labels those below it. */
export function readSpokenRows(): SpokenRow[] {
  let labels: Omit<SpokenRow, 'text'> | undefined
  return readLines('spoken.txt').flatMap(line => {
    if (!line.startsWith('= ')) return labels ? [{ ...labels, text: line }] : []
    const [category = '-', act = 'report', mood = 'uu0'] = line.slice(2).split(' ')
    labels = { act, ...readMood(mood), ...(category === '-' ? {} : { category }) }
    return []
  })
}

const readMood = (mood: string): Omit<MoodRow, 'text'> => ({
  sentiment: sentiments[mood[0] ?? ''] ?? 'neutral',
  emotion: emotions[mood[1] ?? ''] ?? 'neutral',
  service: mood[2] === '1' ? 'service' : 'not',
})

function readLines(name: string): string[] {
  const text = readFileSync(new URL(`./corpus/${name}`, import.meta.url), 'utf8')
  return text.split('\n').filter(line => line.trim() !== '')
}
