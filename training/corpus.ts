import { readFileSync } from 'node:fs'
import { normaliseText } from '../src/shared/normalise-text.ts'
import { createRandom, type Row } from './train-softmax.ts'

/** A generated sentence with what it is about and what it does. */
export interface MatterRow {
  category: string
  act: string
  text: string
}

const openings = [
  '',
  '',
  '',
  '你好，',
  '物业',
  '请问',
  '麻烦看下',
  '那个，',
  '喂 ',
  '@管家 ',
  '师傅你好 ',
  '今天',
  '跟你们说个事 ',
  '投诉',
  '3栋1单元',
  '我们楼',
  '反映一下 ',
]
const closings = [
  '',
  '',
  '',
  '啊',
  '了都',
  '，快来看看',
  '，谢谢',
  '，怎么办',
  '!',
  '。',
  '，好几天了',
  '，能处理下吗',
  ' 麻烦了',
  '，我家在602',
  '……',
  '，烦死了',
  '，不急',
  '🙏',
]
const dialects: readonly (readonly [RegExp, string])[] = [
  [/什么/g, '啥'],
  [/没有/g, '冇'],
  [/不知道/g, '不晓得'],
  [/怎么办/g, '咋整'],
  [/的/g, '嘅'],
  [/很/g, '贼'],
]

/** Gives the sentences that the templates stand for: every choice when they are few, an even sample of at most `limit` otherwise. */
export function expandTemplate(template: string, limit: number, random: () => number): string[] {
  const slots = template
    .split(/\{([^}]*)\}/)
    .map((part, index) => (index % 2 === 0 ? [part] : part.split('|')))
  const total = slots.reduce((product, choices) => product * choices.length, 1)
  if (total <= limit) return listAll(slots)
  return Array.from({ length: limit }, () =>
    slots.map(choices => choices[Math.floor(random() * choices.length)] ?? '').join(''),
  )
}

const listAll = (slots: string[][]) =>
  slots.reduce<string[]>((done, choices) => done.flatMap(head => choices.map(tail => head + tail)), [''])

/** Gives the generated sentences of `training/corpus/matters.txt`, plain and with openings, closings and dialect words. */
export function readMatterRows(): MatterRow[] {
  const random = createRandom(5)
  const pick = (choices: readonly string[]) => choices[Math.floor(random() * choices.length)] ?? ''
  return readLines('matters.txt').flatMap(line => {
    const [head = '', template = ''] = splitOnce(line)
    const [category = '', act] = head === '- chat' ? ['-', 'chat'] : head.split(' ')
    return expandTemplate(template, 120, random).flatMap(plain => {
      const dressed = pick(openings) + plain + pick(closings)
      const [from, to] = dialects[Math.floor(random() * dialects.length)] ?? [/$/, '']
      return [plain, dressed, pick(openings) + plain.replace(from, to)].map(text => ({
        category,
        act: act ?? 'report',
        text: normaliseText(text),
      }))
    })
  })
}

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

/** Gives rows with one column as the label. */
export const labelled = <Source extends { text: string }>(
  rows: readonly Source[],
  label: (row: Source) => string,
): Row[] => rows.map(row => ({ text: row.text, label: label(row) }))

function readLines(name: string): string[] {
  const text = readFileSync(new URL(`./corpus/${name}`, import.meta.url), 'utf8')
  return text.split('\n').filter(line => line.trim() !== '')
}

function splitOnce(line: string): string[] {
  const at = line.indexOf('|')
  return [line.slice(0, at), line.slice(at + 1)]
}
