import { chineseDigits as digits } from '../shared/chinese-digits.ts'
import { withoutOldScore } from './read-changed.ts'

/** Half a point is said as well. */
const chineseDigits: Readonly<Record<string, number>> = { ...digits, 半: 0.5 }

const figure = '\\d{1,3}(?:\\.\\d)?|[零一二两三四五六七八九]?十[一二三四五六七八九]?|[零一二两三四五六七八九]'
/** Minutes, cents and so on are no scores; what is taken off is none either. */
const noScore = '(?![钟钱摊类水享开歧清贝公部子期成批散之米行]|区|之(?!间))'

const english = 'one|two|three|four|five|zero'
const patterns: readonly RegExp[] = [
  new RegExp(`(?<![扣减少差多第\\d.点])(${figure})\\s*(?:颗?星(?!期|级|服务|酒店|标准|待遇)|分${noScore})`),
  new RegExp(
    `(?:给|打|评|评价|满意度|最多|顶多)(?:个|你们|师傅|他|了|是|为|:)?\\s*(${figure})(?=$|[,，。.!！;；吧啦了哦呗])`,
  ),
  /(\d{1,3}(?:\.\d)?)\s*(?:\/|out of)\s*(100|10|5)(?!\d)/,
  new RegExp(`\\b(\\d|${english}|no)\\s*(?:stars?|out of five|points?)\\b`),
  new RegExp(`\\b(?:give|rate|score|rating)\\b.{0,16}\\b(\\d|${english})\\b(?! (?:times|days|weeks|hours))`),
  /^[^\d]{0,3}([1-5](?:\.\d)?)[^\d天周次个小号栋楼层.%]{0,2}$/,
  /^[a-z, .]{0,8}([1-5])$/,
  new RegExp(`^(${english})[.,!;] `),
  new RegExp(
    `\\b(?:meant|make it|make that|change (?:it|that) to|should be)\\b.{0,14}\\b(\\d|${english})\\b`,
  ),
  /(?:^|[,，])(?:我)?(?:还是|就|那就|算)?([1-5一二三四五])(?:分)?吧$/,
  /(?:那就|就给|反正[给打])([1-5])$/,
  /^[^\d]{0,6}(\d{2,3})\s*%[^\d]{0,6}$/,
  new RegExp(`百分之(${figure})`),
  new RegExp(`^([一二三四五]|${english})[.!。吧]?$`),
]

const everyPoint = new RegExp(`(${figure})\\s*(?:颗?星|分${noScore})`, 'g')

const englishDigits: Readonly<Record<string, number>> = {
  zero: 0,
  no: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
}

/** Gives the score from 1 to 5 that a figure in normalised words names, or a word that stands for one; or nothing. */
export function readFigure(words: string): number | undefined {
  const said = withoutOldScore(words)
  if (averages.test(said)) return readPoints(said)
  if (/零分|负分|差评|(?<!\d)0\s*分|不及格/.test(said)) return 1
  if (isFullMarks(said)) return 5
  if (/中评/.test(said)) return 3
  return readPoints(said)
}

/** Figures that are no verdict: a question what a score would bring, what was meant to be given, what others get, what is not charged. */
const beside =
  /(?:本来|原本|原来)(?:是)?(?:还)?(?:要|想|打算|准备|该)(?:给|打)(?:个|你们)?[^,，。]{1,3}(?=[,，])|(?:别人|人家|其他人|旁人)[^,，。]{0,3}(?:给|打)[^,，。]{1,9}|满分(?:是)?[5五]分?(?:是吧|对吧|吧|嘛|是不是)?(?=[,，])|\b(?:would|could|might)(?:'ve| have) (?:been|given|got)\b[^,.;]{0,12}\b(?:one|two|three|four|five|[1-5])\b(?: stars?)?|\bwas going to\b[^,.;]{0,16}\b(?:one|two|three|four|five|[1-5])\b|(本来|原本|本)(是)?(要|想|打算|准备|该)?(给|打).{0,4}分|比.{1,3}分|[一半]分(钱)?(都)?(没|不)(多|少)|(假如|如果|要是|假设)(我)?(给|打|评).{0,4}[分星]/g

/** Ten or a hundred in all. */
const scales: readonly (readonly [RegExp, number])[] = [
  [/(?:10|十)分(?:里头?|里面|当中|之中|只?给)|\bout of ten\b/, 10],
  [/(?:100|一百|百)分(?:里头?|里面|当中|之中|只?给)/, 100],
]
const inAll =
  /(?:折中|折衷|综合|总分|总评|总共|总体|总的|合计|合起来|\boverall\b)[^,，。;；]{0,6}?(?=[\d一二三四五六七八九十零两])/
const averages = /平均|折中|折衷|中和|取(?:个|当|正)?(?:中间?|中)(?:那|的|吧|$|[,，。])/

/** Gives the score from 1 to 5 of points or stars that normalised words name, or nothing. */
export function readPoints(words: string): number | undefined {
  const said = withoutOldScore(words)
  if (/几分|多少分|分是最|分(?:是|算)(?:好|差|满意|高).{0,4}(?:还是|吗)/.test(said)) return undefined
  const rest = said
    .replace(beside, '·')
    .replace(slips, '五$1')
    .replace(/俩(?=分|颗|星)/g, '两')
  if (extremes.least.test(rest)) return 1
  if (extremes.most.test(rest)) return 5
  const total = inAll.exec(rest)
  if (total) return readCounted(rest.slice(total.index + total[0].length)) ?? readMean(rest)
  if (averages.test(rest)) return readMean(rest)
  if (/满分.{0,12}零分|零分.{0,12}满分/.test(rest)) return undefined
  const scale = scales.find(([pattern]) => pattern.test(rest))
  if (scale) return readCounted(rest.replace(scale[0], ' '), scale[1])
  if (countsDown.test(rest)) return readDownTo(rest)
  return readCounted(rest.replace(veryWord, '非常')) ?? readDeduction(rest) ?? readMissed(said)
}

/** 「从5分往下减：迟到减一，…」 */
const countsDown = /从\s*[5五]分?(?:开始)?往下|满分开始(?:扣|减)/

function readDownTo(said: string): number {
  const off = [...said.matchAll(/[扣减]([一1两二2])(?!道)/g)].reduce(
    (sum, [, words]) => sum + (/[一1]/.test(words ?? '') ? 1 : 2),
    0,
  )
  return Math.max(1, 5 - off)
}

/** 「Would have been a five if …」, 「knock one point off」: one less than all. */
function readMissed(said: string): number | undefined {
  const missed =
    /\b(?:would|could)(?:'ve| have) been (?:a )?(?:five|5|full marks)\b|\b(?:knock|take|taking|knocking|minus|lose|loses|dock) (?:off )?(?:one|a|1) (?:point|star|mark)\b/
  return missed.test(said) ? 4 : undefined
}

/** 「舞分」 as voice input writes it. */
const slips = /[舞武午捂](颗?星|分)(?!析|类)/g

const extremes = {
  least: /最低分|(?:给|打)(?:个|你们)?最低的|\b(?:lowest|minimum) (?:score|rating|mark)/,
  most: /最高分|(?:给|打)(?:个|你们)?最高的|拉满|\b(?:highest|maximum|max|top|full) (?:score|rating|marks?)/,
}

/** 「十分满意」 is no score. */
const veryWord = /(?<![二三四五六七八九\d])十分(?=[\u4e00-\u9fff])(?!好评|吧|啦|了|制|满分|扣)/g

/** 「师傅满分，流程零分，平均一下」 */
function readMean(said: string): number | undefined {
  const plain = said.replace(/满分/g, '5分')
  const found = [...plain.matchAll(everyPoint)].map(([, words = '']) => readNumber(words))
  if (found.length < 2) return undefined
  const mean = found.reduce((sum, value) => sum + value, 0) / found.length
  return toFive(String(Math.round(mean * 10) / 10), Math.max(...found) > 10 ? 100 : undefined)
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
function readCounted(said: string, scale?: number): number | undefined {
  const ofTen = /(10|十)分?(?:是)?(满分|制)|满分(?:是)?(10|十)/.test(said)
  const body = said.replace(
    /(10|十|100|一百)分?(?:是)?(?:满分|制)的?(话)?|满分(?:是)?(10|十|100|一百)分?的?(话)?/g,
    ' ',
  )
  for (const pattern of patterns) {
    const match = pattern.exec(body)
    if (match?.[1]) return toFive(match[1], match[2] ? Number(match[2]) : ofTen ? 10 : scale)
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
