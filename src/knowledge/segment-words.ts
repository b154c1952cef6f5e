import { createRequire } from 'node:module'

type Segment = (text: string) => string[]
/** Optional packages are described here: their own types are absent where they are not installed, and the build must not need them. */
interface JiebaPackage {
  Jieba: { withDict(dict: Uint8Array): { cut(text: string, hmm: boolean): string[] } }
}
let segment: Segment | undefined

/** Splits normalised text into words: jieba when installed, else the segmenter of the runtime. */
export function segmentWords(text: string): string[] {
  segment ??= loadJieba() ?? createFallback()
  return segment(text)
}

function loadJieba(): Segment | undefined {
  const require = createRequire(import.meta.url)
  try {
    const { Jieba } = require('@node-rs/jieba') as JiebaPackage
    const { dict } = require('@node-rs/jieba/dict') as { dict: Uint8Array }
    const jieba = Jieba.withDict(dict)
    return text => jieba.cut(text, false)
  } catch {
    return undefined
  }
}

function createFallback(): Segment {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
  return text => Array.from(segmenter.segment(text), part => part.segment)
}
