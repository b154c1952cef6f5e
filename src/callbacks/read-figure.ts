import { chineseDigits as digits } from '../shared/chinese-digits.ts'

/** Half a point is said as well. */
const chineseDigits: Readonly<Record<string, number>> = { ...digits, 半: 0.5 }

const figure = '\\d{1,3}(?:\\.\\d)?|[零一二两三四五六七八九]?十[一二三四五六七八九]?|[零一二两三四五六七八九]'
/** Minutes, cents and so on are no scores; what is taken off is none either. */
const noScore = '(?![钟摊类水享开歧清贝公部子期成批散之米行]|区|之(?!间))'

const english = 'one|two|three|four|five|zero'
const patterns: readonly RegExp[] = [
  new RegExp(`(?<![扣减少差第\\d.点])(${figure})\\s*(?:颗?星(?!期)|分${noScore})`),
  new RegExp(
    `(?:给|打|评|评价|满意度|最多|顶多)(?:个|你们|师傅|他|了|是|为|:)?\\s*(${figure})(?=$|[,，。.!！;；吧啦了哦呗])`,
  ),
  /(\d{1,3}(?:\.\d)?)\s*(?:\/|out of)\s*(5|10|100)/,
  new RegExp(`\\b(\\d|${english}|no)\\s*(?:stars?|out of five|points?)\\b`),
  new RegExp(`\\b(?:give|rate|score|rating)\\b.{0,16}\\b(\\d|${english})\\b(?! (?:times|days|weeks|hours))`),
  /^[^\d]{0,3}([1-5](?:\.\d)?)[^\d天周次个小号栋楼层.%]{0,2}$/,
  /^[^\d]{0,6}(\d{2,3})\s*%[^\d]{0,6}$/,
  new RegExp(`百分之(${figure})`),
  new RegExp(`^([一二三四五]|${english})[.!。吧]?$`),
]

const englishDigits: Readonly<Record<string, number>> = {
  zero: 0,
  no: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
}

/** Gives the score from 1 to 5 that a figure in normalised words names, or nothing. */
export function readFigure(said: string): number | undefined {
  if (/零分|负分|差评|(?<!\d)0\s*分|不及格/.test(said)) return 1
  if (isFullMarks(said)) return 5
  if (/中评/.test(said)) return 3
  if (/几分|多少分/.test(said)) return undefined
  return (
    readCounted(said.replace(/十分(?=[\u4e00-\u9fff])(?!好评|吧|啦|了|制|满分)/g, '非常')) ??
    readDeduction(said)
  )
}

/** 「满分」 by itself; 「满分10分」 only names the scale. */
const isFullMarks = (said: string): boolean =>
  /满分(?!(是|为)?(10|十|100|一百)?分?.{0,4}(给|打|\d))|全五星|满星|(?<!\d\s?)好评|五分好评|full marks|💯/u.test(
    said,
  ) &&
  !/不.{0,2}好评/.test(said) &&
  !/满分.{0,3}(10|十|100|一百)/.test(said)

/** 「扣一分」 of five. */
function readDeduction(said: string): number | undefined {
  const match = /(?:扣|减|少给?)(?:你们|个|掉|了)?([一1两二2])分/.exec(said)
  return match ? (/[一1]/.test(match[1] ?? '') ? 4 : 3) : undefined
}

/** A number of points or stars, brought to a scale of five. */
function readCounted(said: string): number | undefined {
  const ofTen = /(10|十)分?(?:是)?(满分|制)|满分(?:是)?(10|十)/.test(said)
  const body = said.replace(
    /(10|十|100|一百)分?(?:是)?满分的?(话)?|满分(?:是)?(10|十|100|一百)分?的?(话)?/g,
    ' ',
  )
  for (const pattern of patterns) {
    const match = pattern.exec(body)
    if (match?.[1]) return toFive(match[1], match[2] ? Number(match[2]) : ofTen ? 10 : undefined)
  }
  return undefined
}

function readNumber(words: string): number {
  const plain = Number(words)
  if (!Number.isNaN(plain)) return plain
  if (englishDigits[words] !== undefined) return englishDigits[words]
  const [tens = '', ones = ''] = words.split('十')
  if (words.includes('十')) {
    return (
      (tens === '' ? 1 : (chineseDigits[tens] ?? 1)) * 10 + (ones === '' ? 0 : (chineseDigits[ones] ?? 0))
    )
  }
  return chineseDigits[words] ?? 0
}

function toFive(words: string, of: number | undefined): number {
  const value = readNumber(words)
  const scale = of ?? (value > 10 ? 100 : value > 5 ? 10 : 5)
  return Math.min(5, Math.max(1, Math.round((value / scale) * 5)))
}
