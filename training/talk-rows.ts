import { readdirSync, readFileSync } from 'node:fs'
import { readSigns, type Situation } from '../src/dialog/understand/read-signs.ts'
import { readMoodSigns } from '../src/sentiment/read-mood-signs.ts'
import { normaliseText } from '../src/shared/normalise-text.ts'
import type { SenseHead } from '../src/shared/sense-model.ts'
import { type MoodRow, readMoodRows, readSpokenRows } from './corpus.ts'
import { createRandom } from './random.ts'

/** One message with the labels that are known of it. */
export interface TalkRow {
  text: string
  raw: string
  /** What the rules of understanding find, and the mood words. */
  signs: string[]
  /** Mood words alone: moods are judged without the rules of understanding. */
  moodSigns: string[]
  labels: Partial<Record<SenseHead, string>>
  weight: number
  /** Who wrote it. */
  writer: string
  /** Whether it stands in the situation for which it was written. */
  isOwn?: boolean
}

interface CorpusLine {
  text: string
  move: string
  kind?: string
  category?: string
  priority?: string
  sentiment: string
  emotion: string
  angry_at_service: boolean
  after?: string
}

function signsOf(raw: string, said: string, situation?: Situation): Pick<TalkRow, 'signs' | 'moodSigns'> {
  const moodSigns = readMoodSigns(raw, said)
  return { signs: [...readSigns(said, situation), ...moodSigns], moodSigns }
}

/** Moves whose words name a matter. */
const ofMatter = new Set(['report', 'request', 'suggestion', 'question', 'signup', 'add', 'reopen'])
const ticketMoves = new Set(['report', 'request'])

/** Gives the messages of `training/corpus/*.jsonl`, each in the situations in which it may be said. */
export function readWrittenRows(): TalkRow[] {
  const folder = new URL('./corpus/', import.meta.url)
  const files = readdirSync(folder).filter(name => name.endsWith('.jsonl'))
  const random = createRandom(77)
  return files.toSorted().flatMap(file =>
    readFileSync(new URL(file, folder), 'utf8')
      .split('\n')
      .filter(line => line.trim() !== '')
      .flatMap(line => toRows(JSON.parse(line) as CorpusLine, file.replace('.jsonl', ''), random)),
  )
}

function labelsOf(line: CorpusLine): TalkRow['labels'] {
  const { move, kind, category, priority } = line
  const complains = move === 'report' && kind === 'complaint'
  const opens = ticketMoves.has(move)
  return {
    move,
    // Who complains is discontent, however calmly it is put; writers differ in what they call a calm complaint.
    sentiment: complains ? 'negative' : line.sentiment,
    ...(complains && line.emotion === 'neutral' ? {} : { emotion: line.emotion }),
    service: line.angry_at_service ? 'service' : 'not',
    ...(kind && opens ? { kind } : {}),
    ...(category && ofMatter.has(move) ? { category } : {}),
    ...(priority && priority !== 'emergency' && opens ? { priority } : {}),
  }
}

function toRows(line: CorpusLine, writer: string, random: () => number): TalkRow[] {
  const labels = labelsOf(line)
  const said = normaliseText(line.text)
  const make = (situation: Situation | undefined, weight: number, known: TalkRow['labels']): TalkRow => ({
    text: said,
    raw: line.text,
    ...signsOf(line.text, said, situation),
    labels: known,
    weight,
    writer,
  })
  const own = (...about: Parameters<typeof make>) => ({ ...make(...about), isOwn: true })
  const { move } = line
  if (line.after === 'ticket-open' || line.after === 'resolved')
    return [own(line.after, 1, labels), make('nothing-open', 0.3, { move })]
  if (line.after) return [own('ticket-open', 1, labels)]
  const other = random() < 0.5 ? 'ticket-open' : 'resolved'
  const weight = move === 'chat' ? 0.75 : 1
  return [own('nothing-open', weight, labels), make(other, 0.4 * weight, { move })]
}

const moods = ({ sentiment, emotion, service }: MoodRow): TalkRow['labels'] => ({
  sentiment,
  emotion,
  ...(service === '' ? {} : { service }),
})

/** Gives the older sentences of the repository: of moods, and short natural ones with matter and act. */
export function readOlderRows(): TalkRow[] {
  const make = (raw: string, labels: TalkRow['labels'], weight: number): TalkRow => {
    const text = normaliseText(raw)
    return { text, raw, ...signsOf(raw, text, 'nothing-open'), labels, weight, writer: 'older' }
  }
  const spoken = readSpokenRows().map(row =>
    make(
      row.text,
      { ...moods(row), move: row.act, ...(row.category ? { category: row.category } : {}) },
      0.7,
    ),
  )
  return [...spoken, ...readMoodRows().map(row => make(row.text, moods(row), 0.7))]
}

/** Gives rows of moods alone, e.g. of public sets. */
export const toMoodRows = (rows: readonly MoodRow[], writer: string, weight: number): TalkRow[] =>
  rows.map(row => {
    const text = normaliseText(row.text).slice(0, 80)
    return { text, raw: row.text, ...signsOf(row.text, text), labels: moods(row), weight, writer }
  })
