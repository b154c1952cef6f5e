import { toSimplifiedText } from '../normalise-text.ts'
import type { Skip, SkipKind } from './import-report.ts'
import { isSoundOf } from './is-sound-of.ts'
import { restoreShiftedBytes } from './restore-bytes.ts'

/** Text without what a web page, a converter or a scan left in it; each repair is counted. */
export interface CleanedText {
  text: string
  skipped: Skip[]
}

type Step = (text: string) => { text: string; count: number }

const steps: [SkipKind, Step][] = [
  ['restored-characters', restoreShiftedBytes],
  ['pinyin-residue', dropPinyin],
  ['spaced-characters', closeSpaces],
  ['traditional', simplify],
  ['damaged-characters', dropDamaged],
]

/** Cleans within lines; lines that are no content are the matter of `dropResidueLines`. */
export function cleanResidue(raw: string): CleanedText {
  let text = raw
    .replace(/\r\n?/g, '\n')
    .replace(/[\u200B-\u200D\u2060\uFEFF\u00AD]/g, '')
    .replace(/\u00A0/g, ' ')
  const skipped: Skip[] = []
  for (const [kind, step] of steps) {
    const done = step(text)
    text = done.text
    if (done.count > 0) skipped.push({ kind, count: done.count })
  }
  return { text, skipped }
}

const annotated = /(\p{Script=Han})[（(]([a-zāáǎàōóǒòēéěèīíǐìūúǔùüǖǘǚǜńňǹ]{1,6})[）)]/gu

/** 服務(wù): a converter wrote the sound behind characters that it did not know. Only a right sound is dropped. */
function dropPinyin(text: string): { text: string; count: number } {
  let count = 0
  const cleaned = text.replace(annotated, (whole, character: string, sound: string) => {
    if (!isSoundOf(character, sound)) return whole
    count++
    return character
  })
  return { text: cleaned, count }
}

/** 物 业 服 务: scans put blanks between characters. A line is closed up where most of its characters stand alone. */
function closeSpaces(text: string): { text: string; count: number } {
  let count = 0
  const lines = text.split('\n').map(line => {
    const han = line.match(/\p{Script=Han}/gu)?.length ?? 0
    const gaps = line.match(/\p{Script=Han} (?=\p{Script=Han})/gu)?.length ?? 0
    if (gaps < 4 || gaps * 2 < han) return line
    count++
    return line.replace(/(?<=[\p{Script=Han}\d，。；：、]) (?=[\p{Script=Han}\d，。；：、])/gu, '')
  })
  return { text: lines.join('\n'), count }
}

/** A text in traditional characters is put into simplified ones; single ones in names stay. */
function simplify(text: string): { text: string; count: number } {
  const simple = toSimplifiedText(text)
  const count = simple.length === text.length ? countDifferences(text, simple) : 0
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  if (count * 20 < han) return { text, count: 0 }
  return { text: simple.replace(/(?<=[随跟沿朝向凭接照当])著/g, '着'), count }
}

function countDifferences(one: string, other: string): number {
  let count = 0
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) count++
  return count
}

function dropDamaged(text: string): { text: string; count: number } {
  let count = 0
  const cleaned = text.replace(/\uFFFD+/g, () => {
    count++
    return ''
  })
  return { text: cleaned, count }
}
