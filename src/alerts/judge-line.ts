import { normaliseText } from '../shared/normalise-text.ts'
import { readNgrams } from '../shared/sense-model.ts'
import { type AngerModel, loadAngerModel } from './anger-model.ts'
import { readCues, readLineSigns } from './line-cues.ts'
import type { LineJudgement } from './line-judgement.ts'
import { readTopic } from './topic-lexicon.ts'
import { weighLine } from './weigh-line.ts'

export interface LineJudge {
  (text: string): LineJudgement
  /** The chance from which a line by itself counts as anger at the service. */
  isAngry(text: string): boolean
  /** Whether a sentence vector is wanted, because the words alone leave it open. */
  isOpen(text: string): boolean
}

interface JudgeParts {
  model?: AngerModel
  /** A sentence vector made ahead; absent or undefined: words alone are read. */
  vectorOf?(said: string): Float32Array | undefined
}

/** In a group a line counts from here on: what is added by its surroundings makes up for it, and small talk stays below. */
const weighFrom = 0.2
/** Outside of these chances words alone are believed and no vector is made: a tenth of the lines of upset groups lie between. */
const openFrom = 0.2
const openUntil = 0.8
const nobodyAround = { discontent: 0, outside: 0, quarrel: 0 }

/** Gives the judge of lines. Throws when its model is missing. */
export function createLineJudge({ model = loadAngerModel(), vectorOf }: JudgeParts = {}): LineJudge {
  const { buckets, threshold } = model.header
  const readWords = (text: string) => {
    const said = normaliseText(text)
    const cues = readCues(said)
    const features = { ngrams: readNgrams(said.slice(0, 120), buckets), signs: readLineSigns(said, cues) }
    return { said, cues, features, chances: model.plain(features) }
  }
  /** Whether others had a vector made must not change what a line says: where words are believed there is none. */
  const readMeaning = ({ said, features, chances }: ReturnType<typeof readWords>) => {
    const vector = isUnsure(chances) ? vectorOf?.(said) : undefined
    return vector
      ? { chances: model.whole({ ...features, vector }), limit: threshold.whole }
      : { chances, limit: threshold.plain }
  }
  const read = (text: string) => {
    const words = readWords(text)
    const { said, cues } = words
    const { chances, limit } = readMeaning(words)
    const isPasted = looksPasted(text)
    const topic = readTopic(said)
    const judgement: LineJudgement = {
      service: isPasted || cues.has('announcement') ? 0 : serviceOf(chances),
      threshold: Math.max(limit, weighFrom),
      elsewhere: chances['elsewhere'] ?? 0,
      cues,
      isPasted,
      ...(topic ? { topic } : {}),
    }
    return { judgement, isAngry: weighLine({ ...judgement, threshold: limit }, nobodyAround) >= 0.5 }
  }
  return Object.assign((text: string) => read(text).judgement, {
    isAngry: (text: string) => read(text).isAngry,
    isOpen: (text: string) => !looksPasted(text) && isUnsure(readWords(text).chances),
  })
}

const isUnsure = (chances: Readonly<Record<string, number>>) =>
  serviceOf(chances) >= openFrom && serviceOf(chances) <= openUntil
const serviceOf = (chances: Readonly<Record<string, number>>) => chances['service'] ?? 0

/** An article, a link, a forwarded post, or far more than anybody types in anger. */
export function looksPasted(text: string): boolean {
  if (
    /https?:\/\/|^\s*(?:转发?[:：]|【[^】]{2,20}】|\[链接\]|\[文章\]|文章[:：]|来源[:：])|(?:记者|编辑|来源|责编)[:：]|本报讯|据.{2,12}(?:报道|消息)/u.test(
      text,
    )
  )
    return true
  const sentences = text.split(/[。；\n]/u).filter(part => part.trim().length > 6).length
  return text.length > 160 && sentences >= 3
}
