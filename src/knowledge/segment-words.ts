import { createRequire } from 'node:module'

/** Optional packages are described here: their own types are absent where they are not installed, and the build must not need them. */
interface Jieba {
  cut(text: string, guessNewWords: boolean): string[]
  tag(text: string, guessNewWords: boolean): { tag: string; word: string }[]
}
interface JiebaPackage {
  Jieba: { withDict(dict: Uint8Array): Jieba }
}
interface Segmenter {
  cut(text: string): string[]
  tagNouns(text: string): string[]
}

/** Tags of jieba: nouns of every kind, nouns from verbs and adjectives, Latin words. */
const nounTag = /^(?:n|vn|an|eng)/
let segmenter: Segmenter | undefined

/** Splits normalised text into words: jieba when installed, else the segmenter of the runtime. */
export function segmentWords(text: string): string[] {
  segmenter ??= createSegmenter()
  return segmenter.cut(text)
}

/** Gives the nouns of normalised text; none without jieba. */
export function tagNouns(text: string): string[] {
  segmenter ??= createSegmenter()
  return segmenter.tagNouns(text)
}

function createSegmenter(): Segmenter {
  const jieba = loadJieba()
  const fallback = new Intl.Segmenter('zh', { granularity: 'word' })
  if (!jieba) {
    return { cut: text => Array.from(fallback.segment(text), part => part.segment), tagNouns: () => [] }
  }
  return {
    cut: text => jieba.cut(text, false),
    tagNouns: text => jieba.tag(text, false).flatMap(({ tag, word }) => (nounTag.test(tag) ? [word] : [])),
  }
}

function loadJieba(): Jieba | undefined {
  const require = createRequire(import.meta.url)
  try {
    const { Jieba } = require('@node-rs/jieba') as JiebaPackage
    const { dict } = require('@node-rs/jieba/dict') as { dict: Uint8Array }
    return Jieba.withDict(dict)
  } catch {
    return undefined
  }
}
