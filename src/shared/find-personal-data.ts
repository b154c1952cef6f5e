export interface PersonalDatum {
  kind: string
  start: number
  end: number
}

interface Finder {
  kind: string
  pattern: RegExp
  /** Group that holds the datum; the whole match by default. */
  group?: number
  accepts?: (found: string) => boolean
}

const d = '[0-9０-９]'
const zh = '[零〇一二三四五六七八九幺两]'
const surnames =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧阳'
const notNames = /^(?:马上|高空|白天|任何|何时|文明|方便|常常|石头|江边|万一|金额|康复|安保|物业)/
const titles =
  '先生|女士|小姐|太太|阿姨|叔叔|大叔|师傅|老师|大爷|大妈|大姐|大哥|奶奶|爷爷|医生|经理|主任|队长|管家'
const roomMark = '(?:室|房|号房|号(?!楼|线|门|[0-9]))'

// In this order: what a finder has taken is not looked at by the later ones.
const finders: Finder[] = [
  { kind: '符', pattern: /[⟦⟧]/g },
  { kind: '邮箱', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g },
  {
    kind: '证件',
    pattern: new RegExp(`(?<!${d})${d}{17}[0-9０-９Xx](?![0-9０-９A-Za-z])`, 'g'),
    accepts: isIdCard,
  },
  {
    kind: '银行卡',
    pattern: new RegExp(`(?<!${d})${d}(?:[ -]?${d}){12,18}(?!${d})`, 'g'),
    accepts: isBankCard,
  },
  {
    kind: '电话',
    pattern: new RegExp(`(?<!${d})(?:[+＋]?86[ -]?)?[1１][ -]?[3-9３-９](?:[ -]?${d}){9}(?!${d})`, 'g'),
  },
  { kind: '电话', pattern: new RegExp(`(?<!${d})[0０]${d}{2,3}[ -]?${d}{7,8}(?!${d})`, 'g') },
  { kind: '电话', pattern: /\+\d{1,3}(?:[ ().-]{0,2}\d){7,12}(?!\d)/g },
  { kind: '电话', pattern: /(?<!\d)\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)/g },
  { kind: '电话', pattern: new RegExp(`(?<!${zh})[幺一]${zh}{10}(?!${zh})`, 'g') },
  // Anything else this long names a person or an account: meters, mistyped cards, passports in digits.
  { kind: '号码', pattern: new RegExp(`(?<!${d})${d}{11,}[Xx]?(?!${d})`, 'g') },
  {
    kind: '车牌',
    pattern:
      /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-z][ ·•.-]?(?=[A-Za-z]{0,5}\d)[A-HJ-NP-Za-hj-np-z0-9]{5,6}(?![A-Za-z0-9])/g,
  },
  {
    kind: '姓名',
    pattern: new RegExp(
      `(?:我叫|名字叫|姓名[:： ]?|联系人[:： ]?|我是业主)([${surnames}][\\u4e00-\\u9fa5]{1,2})`,
      'g',
    ),
    group: 1,
    accepts: found => !notNames.test(found),
  },
  { kind: '姓名', pattern: new RegExp(`(?:我|免贵|本人)姓([${surnames}])`, 'g'), group: 1 },
  {
    kind: '姓名',
    pattern: new RegExp(`([${surnames}][\\u4e00-\\u9fa5]{0,2}?)(?=(?:${titles}))`, 'g'),
    group: 1,
  },
  {
    kind: '姓名',
    pattern:
      /(?:[Mm]y name is|[Nn]ame:|I am (?:Mr|Mrs|Ms|Miss)\.?|I'm (?:Mr|Mrs|Ms|Miss)\.?|(?:Mr|Mrs|Ms|Miss)\.?) ([A-Z][a-z'-]+(?: [A-Z][a-z'-]+)?)/g,
    group: 1,
  },
  {
    kind: '房号',
    pattern: new RegExp(
      `(?:单元|栋|幢|座|号楼|楼|层|楼上|楼下|对门|隔壁|邻居|我家|住在?|房号|门牌|${d}[-–—－/#]|${zh}杠)[ ，,的]?(${d}{3,4}|${zh}{3,4}|${zh}[百](?:零?[一二三四五六七八九])?(?:十[一二三四五六七八九]?)?)(?!${d}|${zh}|[层楼年月日号元块])`,
      'g',
    ),
    group: 1,
  },
  {
    kind: '房号',
    pattern: new RegExp(`(?<!${d}|${zh})(${d}{3,4}|${zh}{3,4})(?=${roomMark})`, 'g'),
    group: 1,
  },
  {
    kind: '房号',
    pattern:
      /\b(?:room|apt\.?|apartment|flat|suite|unit|no\.|#\d{1,2}-)\s?#?(\d{2,4}[A-Za-z]?|\d[A-Za-z])\b/gi,
    group: 1,
  },
  { kind: '房号', pattern: /(?<![\d.])(\d{3,4})[A-Z]\b(?=[^A-Za-z]|$)/g, group: 1 },
  // A bare number as the whole message answers "where?".
  { kind: '房号', pattern: new RegExp(`^[ 　]*(${d}{3,4}|${zh}{3,4})[ 　。.!！]*$`, 'g'), group: 1 },
]

/** Gives where personal data stand in a text, in order and without overlap; words of `keep` are left alone. */
export function findPersonalData(text: string, keep: string[]): PersonalDatum[] {
  const taken: PersonalDatum[] = findKept(text, keep)
  for (const finder of finders) {
    for (const match of text.matchAll(finder.pattern)) {
      const found = match[finder.group ?? 0]
      if (!found || finder.accepts?.(found) === false) continue
      const start = match.index + match[0].lastIndexOf(found)
      const datum = { kind: finder.kind, start, end: start + found.length }
      if (!taken.some(other => datum.start < other.end && other.start < datum.end)) taken.push(datum)
    }
  }
  return taken.filter(datum => datum.kind !== kept).sort((a, b) => a.start - b.start)
}

const kept = 'kept'

function findKept(text: string, keep: string[]): PersonalDatum[] {
  return keep.flatMap(word => {
    const found: PersonalDatum[] = []
    for (let at = text.indexOf(word); word && at >= 0; at = text.indexOf(word, at + word.length)) {
      found.push({ kind: kept, start: at, end: at + word.length })
    }
    return found
  })
}

function toDigits(text: string): string {
  return text.normalize('NFKC').replace(/[ -]/g, '').toUpperCase()
}

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** Checksum of GB 11643-1999. */
function isIdCard(found: string): boolean {
  const id = toDigits(found)
  const sum = idWeights.reduce((total, weight, at) => total + weight * Number(id[at]), 0)
  return '10X98765432'[sum % 11] === id[17]
}

/** Luhn's checksum, ISO/IEC 7812-1. */
function isBankCard(found: string): boolean {
  const digits = [...toDigits(found)].reverse().map(Number)
  const sum = digits.reduce(
    (total, digit, at) => total + (at % 2 === 0 ? digit : (digit * 2) % 9 || (digit && 9)),
    0,
  )
  return sum % 10 === 0
}
