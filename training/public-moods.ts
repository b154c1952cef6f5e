import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MoodRow } from './corpus.ts'

interface Source {
  name: string
  file: string
  read: (text: string) => MoodRow[]
}

const fromEmotion: Record<string, [string, string]> = {
  angry: ['negative', 'angry'],
  fear: ['negative', 'anxious'],
  sad: ['negative', 'sad'],
  happy: ['positive', 'pleased'],
  neutral: ['neutral', 'neutral'],
  anger: ['negative', 'angry'],
  sadness: ['negative', 'sad'],
  worried: ['negative', 'anxious'],
  depress: ['negative', 'sad'],
  grateful: ['positive', 'pleased'],
  relaxed: ['positive', 'pleased'],
  disgust: ['negative', 'angry'],
}

const row = (text: string, mood: [string, string]): MoodRow => ({
  text,
  sentiment: mood[0],
  emotion: mood[1],
  service: '',
})

function readWeibo(text: string): MoodRow[] {
  const items = JSON.parse(text) as { content: string; label: string }[]
  return items.flatMap(({ content, label }) => {
    const mood = fromEmotion[label]
    return mood ? [row(content, mood)] : []
  })
}

function readDrama(text: string): MoodRow[] {
  return text.split('\n').flatMap(line => {
    const cells = line.split(',')
    const mood = fromEmotion[cells[15] ?? '']
    return mood ? [row(cells.slice(17).join(','), mood)] : []
  })
}

function readReviews(text: string): MoodRow[] {
  return text.split('\n').flatMap(line => {
    const match = /^[^,]+,([01]),(.{4,80})$/.exec(line)
    if (!match) return []
    return [row(match[2] ?? '', match[1] === '1' ? ['positive', 'pleased'] : ['negative', 'angry'])]
  })
}

/** The sets that may be trained on but not carried along; their folder is named by `TRAINING_DATA_DIR`. */
const sources: readonly Source[] = [
  { name: 'SMP2020-EWECT, everyday posts', file: 'smp2020_ewect/usual_eval_labeled.json', read: readWeibo },
  {
    name: 'SMP2020-EWECT, epidemic posts',
    file: 'smp2020_ewect/virus_train.minus_eval_test.json',
    read: readWeibo,
  },
  { name: 'CPED (Apache-2.0)', file: 'cped/valid_split.csv', read: readDrama },
  {
    name: 'online_shopping_10_cats, short reviews',
    file: 'online_shopping/online_shopping_9_cats.csv',
    read: readReviews,
  },
]

/** Gives the rows of each public set that is there; sets that are absent are named in `missing`. */
export function readPublicMoods(folder: string | undefined): {
  sets: { name: string; rows: MoodRow[] }[]
  missing: string[]
} {
  const present = sources.filter(source => folder !== undefined && existsSync(join(folder, source.file)))
  return {
    sets: present.map(source => ({
      name: source.name,
      rows: source.read(readFileSync(join(folder ?? '', source.file), 'utf8')),
    })),
    missing: sources.filter(source => !present.includes(source)).map(source => source.name),
  }
}
