import { readdirSync, readFileSync } from 'node:fs'
import type { AnswerHints } from '../src/callbacks/answer.ts'
import { type AnswerFeatureNames, readAnswerFeatures } from '../src/callbacks/answer-features.ts'
import { readAnswerSigns } from '../src/callbacks/answer-signs.ts'
import { categoriesNamed } from '../src/callbacks/answer-things.ts'
import type { GuessLabel } from '../src/callbacks/guess-answer.ts'
import { readClauses } from '../src/callbacks/part-answer.ts'
import { hearHints } from '../src/dialog/hear-callback-answer.ts'
import { createOfflineUnderstander } from '../src/dialog/understand/create-offline-understander.ts'
import { createMessageScorer } from '../src/sentiment/create-message-scorer.ts'
import { normaliseText } from '../src/shared/normalise-text.ts'
import type { SentenceSense } from '../src/shared/sentence-sense.ts'
import { ticketCategories } from '../src/shared/vocabulary.ts'
import { composeAnswers } from './compose-answers.ts'
import { createRandom, shuffle } from './random.ts'
import { readWrittenRows } from './talk-rows.ts'
import type { HeadRow } from './train-heads.ts'

export interface AnswerLine {
  text: string
  means: 'rating' | 'opt-out' | 'new-problem' | 'other'
  score?: number
  notFixed?: boolean
  /** What was asked about, and in which words it was reported. */
  category?: string
  about?: string
}

/** One text with what it means. */
export interface AnswerSample {
  raw: string
  label: GuessLabel
  writer: string
  /** Beside the weights of its rows. */
  weight: number
  /** Whether it was written as an answer to a callback, and not as a message of its own. */
  isAnswer: boolean
  /** Where its author said what was asked about. */
  matter?: Matter
}

/** The matter that an answer would be about. */
interface Matter {
  category: string
  about?: string
}

export const labelOf = ({ means, score, notFixed }: AnswerLine): GuessLabel =>
  means !== 'rating' ? means : notFixed ? 'unsolved' : (String(score) as GuessLabel)

/** Gives the answers of a file of lines. */
export const readAnswerFile = (url: URL, writer: string): AnswerSample[] =>
  readFileSync(url, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as AnswerLine)
    .map(line => ({
      ...{ raw: line.text, label: labelOf(line), writer, weight: 1, isAnswer: true },
      ...readMatter(line),
    }))

const readMatter = ({ category, about }: AnswerLine): Pick<AnswerSample, 'matter'> =>
  category ? { matter: { category, ...(about ? { about } : {}) } } : {}

/** The rules were made after these: there they are right more often than anywhere else. */
const knownToRules = new Set(['first', 'second', 'third'])

/** Gives all answers, and messages that are none. */
export function readAnswerSamples(): AnswerSample[] {
  const folder = new URL('./corpus/answers/', import.meta.url)
  const answers = readdirSync(folder)
    .filter(file => file.endsWith('.jsonl'))
    .toSorted()
    .flatMap(file => readAnswerFile(new URL(file, folder), file.replace('.jsonl', '')))
  const composed = composeAnswers().map(answer => ({
    ...answer,
    ...{ writer: 'composed', weight: composedWeight, isAnswer: false },
  }))
  return [...answers, ...composed, ...readTalk()]
}

/** Made of parts, they teach what turns a verdict; what people write counts more. */
const composedWeight = 0.4

const ways: Readonly<Record<string, { label: GuessLabel; most: number; weight: number }>> = {
  reopen: { label: 'unsolved', most: 200, weight: 0.6 },
  praise: { label: '5', most: 200, weight: 0.25 },
  report: { label: 'new-problem', most: 500, weight: 0.15 },
  question: { label: 'other', most: 250, weight: 0.25 },
  chat: { label: 'other', most: 120, weight: 0.2 },
  whoareyou: { label: 'other', most: 80, weight: 0.3 },
  human: { label: 'other', most: 60, weight: 0.2 },
}

const links = ['修好了，不过', '那个好了，但是', '谢谢，对了', '没问题了，另外', '已经弄好了，现在', '']

/** What residents write of their own accord: a report is another trouble, also behind a verdict. */
function readTalk(): AnswerSample[] {
  const rows = shuffle(
    readWrittenRows().filter(row => row.isOwn),
    21,
  )
  return Object.entries(ways).flatMap(([move, { label, most, weight }]) =>
    rows
      .filter(({ labels }) => labels.move === move)
      .slice(0, most)
      .map(({ raw }, index) => ({
        raw: move === 'report' ? `${links[index % links.length]}${raw}` : raw,
        label,
        writer: 'talk',
        weight,
        isAnswer: false,
      })),
  )
}

/** An answer as it is heard, before the matter is known that was asked about. */
interface Heard {
  sample: AnswerSample
  hints: Omit<AnswerHints, 'reports' | 'category' | 'about'>
  /** What it would be reported as. */
  opens?: string
}

export async function hearSamples(samples: readonly AnswerSample[], sense: SentenceSense): Promise<Heard[]> {
  const parts = {
    understander: await createOfflineUnderstander(sense),
    scoreMessage: await createMessageScorer({ sense }),
  }
  const now = new Date('2026-11-27T02:00:00Z')
  const heard: Heard[] = []
  for (const sample of samples) {
    const asked = { text: sample.raw, category: '', language: 'zh-CN' as const, now }
    const { hints, afresh } = await hearHints(parts, asked)
    const opened = afresh.find(command => command.kind === 'open-ticket')
    heard.push({ sample, hints, ...(opened ? { opens: opened.draft.category } : {}) })
  }
  return heard
}

/** A row for the head, with the text from which it is made. */
export interface AnswerRow extends HeadRow {
  sample: AnswerSample
  /** Whether it is read as one whose matter is not known. */
  isPlain: boolean
}

export interface Prepared extends AnswerFeatureNames {
  rows: AnswerRow[]
}

const leak: Matter = { category: 'plumbing', about: '厨房水槽下面漏水' }

export const readSigns = ({ sample, hints, opens }: Heard, matter: Matter): string[] => {
  const reports = opens === undefined ? undefined : opens === matter.category ? 'same' : 'other'
  return readAnswerSigns(sample.raw, { ...hints, ...matter, reports })
}

interface Variant {
  signs: string[]
  weight: number
  isPlain: boolean
}

/** Each text in the lights in which it may be heard: rules that know it by heart are left out of one. */
function listVariants(heard: Heard, random: () => number): Variant[] {
  const unknown = { signs: readSigns(heard, { category: '' }), weight: 1, isPlain: true }
  const { writer, label } = heard.sample
  if (knownToRules.has(writer)) {
    const own = readSigns(heard, leak)
    return [
      { signs: own, weight: 0.2, isPlain: false },
      { signs: own.filter(isShape), weight: 0.8, isPlain: false },
    ]
  }
  const matter = heard.sample.matter ?? { category: imagineCategory(heard, label, random) }
  return [unknown, { signs: readSigns(heard, matter), weight: 0.5, isPlain: false }]
}

const isShape = (sign: string) => /^(length|emoji|latin|question|exclaims)/.test(sign)

/** What was asked about: where the answer tells of another trouble, mostly of another kind. */
function imagineCategory({ sample, opens }: Heard, label: GuessLabel, random: () => number): string {
  const [first = '', ...more] = readClauses(sample.raw).map(normaliseText)
  const named = categoriesNamed(
    label === 'new-problem' && more.length > 0 ? first : normaliseText(sample.raw),
  )
  if (label !== 'new-problem') return opens ?? named[0] ?? pick(ticketCategories, random)
  if (named.length > 0 && more.length > 0) return named[0] ?? ''
  if (random() < 0.2) return opens ?? 'plumbing'
  return pick(
    ticketCategories.filter(category => category !== opens && !named.includes(category)),
    random,
  )
}

const pick = <Item>(items: readonly Item[], random: () => number): Item =>
  items[Math.floor(random() * items.length)] as Item

export type NoNames = Omit<AnswerFeatureNames, 'signNames'>

/** Gives what the head learns from. */
export function prepareRows(heard: readonly Heard[], sense: SentenceSense, names: NoNames): Prepared {
  const random = createRandom(31)
  const variants = heard.flatMap(one => listVariants(one, random).map(variant => ({ one, variant })))
  const signNames = [...new Set(variants.flatMap(({ variant }) => variant.signs))].toSorted()
  const rows = variants.map(({ one: { sample }, variant }): AnswerRow => {
    const said = normaliseText(sample.raw)
    const { features } = readAnswerFeatures({ said, signs: variant.signs }, sense, { ...names, signNames })
    return {
      ...features,
      label: sample.label,
      weight: sample.weight * variant.weight,
      sample,
      isPlain: variant.isPlain,
    }
  })
  return { ...names, signNames, rows }
}
