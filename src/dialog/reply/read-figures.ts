import { chineseNumerals, readChineseNumber } from '../../shared/read-chinese-number.ts'
import { dropWeekdays } from './read-weekdays.ts'

/** A number with what it counts; `unit` is empty where the text does not say. */
export interface Figure {
  value: number
  unit: string
  /** As written, after widths and number words were made equal. */
  said: string
}

/** One word for each unit, whatever the language. */
const units: [unit: string, pattern: string][] = [
  ['working-day', '个?工作日|working days?|business days?'],
  ['half-hour', '个?半小时'],
  ['hour', '个?小时|个?钟头|hours?|hrs?'],
  ['minute', '分钟|minutes?|mins?'],
  ['second', '秒|seconds?'],
  ['month', '个月|个自然月|months?'],
  ['week', '个?星期|个?礼拜|周(?!岁)|weeks?'],
  ['day', '天|个自然日|days?'],
  ['year', '年(?!度)|years?'],
  ['ten-thousand-yuan', '万元|万块'],
  ['fen', '分钱'],
  ['jiao', '角|毛钱'],
  ['yuan', '元|块钱|块|圆|rmb|cny|yuan'],
  ['percent', '%|percent|per cent'],
  ['square-metre', '平方米|平米|㎡|m2|square met(?:er|re)s?|sqm'],
  ['cubic-metre', '立方米|m3|cubic met(?:er|re)s?'],
  ['kilogram', '公斤|千克|kg|kilograms?'],
  ['centimetre', '厘米|cm|centimet(?:er|re)s?'],
  ['metre', '米|met(?:er|re)s?'],
  ['decibel', '分贝|db|decibels?'],
  ['fold', '倍|times as'],
  ['discount', '折'],
  ['time', '次|times?'],
  ['person', '人|名|people|persons?'],
  ['floor', '层|floors?'],
  ['clause', '条|款'],
  ['item', '个|项|种|份|张|台|辆|只|间|户|packs?'],
]
const unitPattern = units.map(([, pattern]) => `(${pattern})`).join('|')

const englishNumbers =
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
  sixteen seventeen eighteen nineteen twenty`.split(/\s+/)
const englishTens: Readonly<Record<string, number>> = {
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
}
const months = 'january february march april may june july august september october november december'.split(
  ' ',
)

// Words in which a numeral counts nothing.
const idle =
  /一下|一定|一般|一些|一起|一样|一直|一旦|一并|一律|一致|一切|一向|一经|一方|一路|一线|一楼管家|一家人|唯一|统一|任一|之一|万一|十分|千万|百分百|四周|三方|第三方|第一时间|双方|两者|万分|一对一|统一|进一步|一站式|一次性|一点(?!半|钟|整|到|[0-9:：])/g

/** Gives the text with one way of writing figures: ASCII widths, Arabic digits, no thousands separators. */
export function normaliseFigures(text: string): string {
  return readEnglish(
    dropWeekdays(text)
      .normalize('NFKC')
      .toLowerCase()
      .replace(/(?<=\d)[,，](?=\d{3}(?!\d))/g, ''),
  )
    .replace(idle, word => '·'.repeat(word.length))
    .replace(new RegExp(`百分之([${chineseNumerals}\\d.]+)`, 'g'), '$1%')
    .replace(
      new RegExp(`([${chineseNumerals}]+)点([${chineseNumerals}]+)(?=元|%|倍|块|米|平|个百分点)`, 'g'),
      joinDecimal,
    )
    .replace(new RegExp(`[${chineseNumerals}]+`, 'g'), run => String(readChineseNumber(run) ?? run))
    .replace(/(\d+)块(\d)(?![\d.块元])/g, '$1.$2元')
    .replace(/(\d+)个半(?=小时|钟头|月)/g, '$1.5个')
    .replace(/(\d+)天半/g, '$1.5天')
    .replace(/[~～至到—–-]+(?=\s*\d)/g, '-')
}

function joinDecimal(_: string, whole: string, part: string): string {
  const digits = [...part].map(mark => readChineseNumber(mark) ?? '').join('')
  return `${readChineseNumber(whole) ?? whole}.${digits}`
}

function readEnglish(text: string): string {
  const small = `(${englishNumbers.slice(1, 10).join('|')})`
  return text
    .replace(
      new RegExp(`\\b(twenty|${Object.keys(englishTens).join('|')})[- ]${small}\\b`, 'g'),
      (_, tens, one) => String((englishTens[tens] ?? 20) + englishNumbers.indexOf(one)),
    )
    .replace(new RegExp(`\\b(${Object.keys(englishTens).join('|')})\\b`, 'g'), word =>
      String(englishTens[word]),
    )
    .replace(/\bone(?= (?:of|another|moment|such|by))/g, '·')
    .replace(new RegExp(`\\b(${englishNumbers.join('|')})\\b`, 'g'), word =>
      String(englishNumbers.indexOf(word)),
    )
    .replace(/\bhalf an hour\b/g, '30 minutes')
    .replace(/\b(\d+) hundred\b/g, (_, count) => String(Number(count) * 100))
    .replace(new RegExp(`\\b(${months.join('|')})\\.? (\\d{1,2})(?:st|nd|rd|th)?\\b`, 'g'), writeDate)
    .replace(
      new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)? (?:of )?(${months.join('|')})\\b`, 'g'),
      (all, day, month) => writeDate(all, month, day),
    )
    .replace(/\b(?:article|clause|section|rule) (\d+)/g, '$1条')
}

function writeDate(_: string, month: string, day: string): string {
  return `${months.indexOf(month) + 1}月${day}日`
}

/** Gives the clock times and calendar days of a normalised text, and the text without them. */
export function takeMoments(text: string): { moments: Set<string>; rest: string } {
  const moments = new Set<string>()
  const keep = (moment: string) => {
    moments.add(moment)
    return ' '
  }
  const rest = text
    .replace(/(\d{4})[年./-](?=\d{1,2}[月./-]\d{1,2})/g, (_, year) => keep(`${year}y`))
    .replace(/(?<!\d)(\d{1,2})[./-](\d{1,2})日/g, (_, m, d) => keep(`${+m}/${+d}`))
    .replace(/(?<= )(\d{1,2})[./-](\d{1,2})(?![\d.:])/g, (_, m, d) => keep(`${+m}/${+d}`))
    .replace(/(\d{1,2})月(\d{1,2})(?:日|号)?-(\d{1,2})(?:日|号)/g, '$1月$2日 $1月$3日')
    .replace(/(\d{1,2})月(\d{1,2})(?:日|号)?/g, (_, m, d) => keep(`${+m}/${+d}`))
    .replace(/(\d{4})年(?:度)?/g, (_, y) => keep(`${y}y`))
    .replace(/(?<!\d)(\d{1,2})月(?!\d)/g, (_, m) => keep(`${+m}/`))
    .replace(timePattern, (...groups) => keep(readTime(groups.slice(1, 6))))
  return { moments, rest }
}

const timePattern =
  /(上午|早上|早晨|凌晨|中午|下午|傍晚|晚上|晚间|夜间|晚|早)?\s*(?<![\d.])(\d{1,2})(?:[:：](\d{2})|\s?[点时](?:整|钟|(半|\d{1,2}分?))?|(?=\s*[ap]\.?m))(?!\d)\s*([ap]\.?m\.?)?/g

function readTime(groups: unknown[]): string {
  const [part, hourText, minuteText, tail, half] = groups as (string | undefined)[]
  const isAfternoon = /下午|傍晚|晚|夜/.test(part ?? '') || half?.startsWith('p')
  const hour = Number(hourText)
  const minute = minuteText ? Number(minuteText) : tail === '半' ? 30 : Number.parseInt(tail ?? '0', 10)
  return `${isAfternoon && hour < 12 ? hour + 12 : hour}:${String(minute).padStart(2, '0')}`
}

/** Gives the figures of a normalised text; in a range the first number counts what the second counts. */
export function readFigures(text: string): Figure[] {
  const pattern = new RegExp(`(?<![\\d.])([¥￥$])?(\\d+(?:\\.\\d+)?)(?:\\s*(?:${unitPattern}))?`, 'g')
  const figures: (Figure & { end: number })[] = []
  for (const match of text.matchAll(pattern)) {
    const [said, currency, value, ...unitGroups] = match
    const at = unitGroups.slice(0, units.length).findIndex(group => group !== undefined)
    const unit = units[at]?.[0] ?? (currency ? 'yuan' : '')
    const previous = figures.at(-1)
    if (previous?.unit === '' && text[previous.end] === '-' && match.index === previous.end + 1)
      previous.unit = unit
    figures.push({ value: Number(value), unit, said: said.trim(), end: match.index + said.trimEnd().length })
  }
  return figures.map(({ value, unit, said }) => ({ value, unit, said }))
}
