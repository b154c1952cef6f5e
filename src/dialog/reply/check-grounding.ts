import { type Figure, normaliseFigures, readFigures, takeMoments } from './read-figures.ts'
import { readWeekdays } from './read-weekdays.ts'

export type Grounding = { grounded: true } | { grounded: false; missing: string[] }

export interface GroundingSources {
  passages: string[]
  /** What the resident said; it may be repeated, but it grounds no promise. */
  talk: string[]
}

/**
 * Says whether every figure of an answer occurs in its sources: numbers with their units, dates, times, phones,
 * money, addresses on the net, names, titles, and words that promise something (免费, 赔偿 …). Pure; knows no meaning:
 * a sentence turned round with the same figures passes.
 */
export function checkGrounding(answer: string, sources: GroundingSources): Grounding {
  const passages = sources.passages.join('\n')
  const source = [passages, ...sources.talk].join('\n')
  const missing = [
    ...findForeignFigures(answer, source),
    ...findForeignWeekdays(answer, source),
    ...findForeignWords(answer, source),
    ...findForeignPromises(answer, passages),
  ]
  return missing.length === 0 ? { grounded: true } : { grounded: false, missing }
}

function findForeignFigures(answer: string, source: string): string[] {
  const said = takeMoments(normaliseFigures(joinPhones(answer)))
  const known = takeMoments(normaliseFigures(joinPhones(source)))
  const knownFigures = readFigures(known.rest)
  const foreignMoments = [...said.moments].filter(moment => !isKnownMoment(moment, known.moments))
  const foreignFigures = readFigures(said.rest).filter(
    figure => !isListMark(figure) && !knownFigures.some(other => isSame(figure, other)),
  )
  return [...foreignMoments, ...foreignFigures.map(figure => figure.said)]
}

function findForeignWeekdays(answer: string, source: string): string[] {
  const known = readWeekdays(source)
  return [...readWeekdays(answer)].filter(day => !known.has(day)).map(day => `weekday ${day}`)
}

/** A clock of twelve hours leaves the half of the day open: 8:00 in one text may be 20:00 in the other. */
function isKnownMoment(moment: string, known: Set<string>): boolean {
  if (known.has(moment)) return true
  if (/^\d+\/$/.test(moment)) return [...known].some(other => other.startsWith(moment))
  const [hour, minute] = moment.split(':')
  return minute !== undefined && Number(hour) < 12 && known.has(`${Number(hour) + 12}:${minute}`)
}

function isSame(figure: Figure, other: Figure): boolean {
  if (figure.value !== other.value) return false
  return figure.unit === other.unit || figure.unit === '' || other.unit === ''
}

/** "一个"、"一次"、"one" are grammar more often than figures. */
function isListMark(figure: Figure): boolean {
  return figure.value === 1 && ['', 'item', 'person', 'time'].includes(figure.unit)
}

/** 400-800-1234 and 400 800 1234 are one number. */
function joinPhones(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/(?<![\d.]|\d:)\+?\d{3,4}[- ]\d{3,4}[- ]\d{3,4}(?![\d:])/g, phone => phone.replace(/[-+ ]/g, ''))
    .replace(/(?<![\d.]|\d:)0\d{2,3}[- ]\d{7,8}(?!\d)/g, phone => phone.replace(/[- ]/g, ''))
}

const surnames =
  '王李张刘陈杨赵黄周吴徐孙胡朱林郭马罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范谭廖邹熊陆郝孔崔康毛邱秦江顾侯邵孟龙段雷钱汤尹黎易武乔贺赖龚'
const foreignPatterns = [
  /https?:\/\/\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.-]+/gi,
  /《[^》]+》/g,
  new RegExp(
    `[${surnames}][\\u4e00-\\u9fa5]{0,2}?(?:先生|女士|小姐|经理|主任|师傅|工程师|管家|队长|老师|阿姨|律师|工)(?!作|程)`,
    'g',
  ),
  /[\u4e00-\u9fa5]{2,6}(?:花园|公馆|小区(?<!本小区|我们小区|该小区|全小区|各小区|在小区))/g,
  // In English: a capitalised word or two inside a sentence, and titles with a name.
  /(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][a-z]+/g,
  /(?<=[a-z,] )[A-Z][a-zA-Z]+(?: [A-Z][a-zA-Z]+)*/g,
]
// Capitalised words that name nobody; a translation of Chinese passages is full of them.
const plainWords =
  "i i'm ok yes no monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december article clause section rule rules rmb cny yuan am pm chinese english wechat property service services centre center management company office community committee owners residents resident building unit room floor gate block hotline front desk reception security cleaning repair fee fees public please note standard standards"
const plainCapitals = new RegExp(`^(?:(?:${plainWords.split(' ').join('|')})(?: |$))+$`, 'i')

function findForeignWords(answer: string, source: string): string[] {
  const known = source.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')
  const words = foreignPatterns.flatMap(pattern => answer.normalize('NFKC').match(pattern) ?? [])
  return words.filter(
    word => !plainCapitals.test(word) && !known.includes(word.toLowerCase().replace(/\s+/g, ' ')),
  )
}

const promises: [promise: RegExp, ground: RegExp][] = [
  [
    /免费|不收费|无需付费|不用钱|free of charge|for free|\bfree\b/i,
    /免费|不收|无偿|免收|\bfree\b|no charge|without charge/i,
  ],
  [/赔偿|赔付|补偿|compensat/i, /赔|补偿|compensat/i],
  [/退款|退费|退还|refund/i, /退|refund/i],
  [/减免|打折|优惠|discount|waive/i, /减|折|优惠|discount|waive/i],
  [/保证|承诺|一定会|guarantee|promise/i, /保证|承诺|一定|guarantee|promise|确保|ensure/i],
  [/全额|fully (?:paid|covered)/i, /全额|full/i],
]

function findForeignPromises(answer: string, passages: string): string[] {
  return promises.flatMap(([promise, ground]) => {
    const found = answer.match(promise)
    return found && !ground.test(passages) ? [found[0]] : []
  })
}
