/** What a question takes as given: a day, a house, quantities. A row of a table is picked by it. */
export interface GivenFacts {
  days: ReadonlySet<number>
  houses: readonly number[]
  kinds: readonly QuantityKind[]
}

type QuantityKind = 'age' | 'weight' | 'length' | 'hours' | 'people' | 'often'

const week = '一二三四五六日'
const namedDays: readonly (readonly [RegExp, number[]])[] = [
  [/周末|双休|weekend/, [5, 6]],
  [/工作日|平日|平时|平常|weekday/, [0, 1, 2, 3, 4]],
  [/monday/, [0]],
  [/tuesday/, [1]],
  [/wednesday/, [2]],
  [/thursday/, [3]],
  [/friday/, [4]],
  [/saturday/, [5]],
  [/sunday/, [6]],
]
const dayRange = /周([一二三四五六日])\s*(?:[–—\-~～至到]\s*)周?([一二三四五六日])/g
const singleDay = /周([一二三四五六日])/g
const everyDay = /每[天日]|天天|全年|365天/

/** The days of the week that normalised text names, Monday first. */
export function readDays(text: string): Set<number> {
  const ranges = Array.from(text.matchAll(dayRange), ([, from = '', to = '']) =>
    Array.from(week, (_, day) => day).slice(week.indexOf(from), week.indexOf(to) + 1),
  )
  const singles = Array.from(text.matchAll(singleDay), ([, day = '']) => week.indexOf(day))
  const named = namedDays.filter(([pattern]) => pattern.test(text)).map(([, days]) => days)
  return new Set([...ranges, singles, ...named].flat())
}

const house = /(\d{1,3})\s*(?:号?楼|栋|幢|座)/g
const houseRange = /(\d{1,3})\s*[–—\-~～至到]\s*(\d{1,3})\s*(?:号?楼|栋|幢|座)/g
const houseList = /\d{1,3}(?:\s*[、,，和及]\s*\d{1,3})+\s*(?:号?楼|栋|幢|座)/g

function readHouses(text: string): Set<number> {
  const houses = new Set<number>()
  for (const [, number] of text.matchAll(house)) houses.add(Number(number))
  for (const [, from, to] of text.matchAll(houseRange)) {
    for (let number = Number(from); number <= Math.min(Number(to), Number(from) + 200); number++)
      houses.add(number)
  }
  for (const [list] of text.matchAll(houseList))
    for (const [number] of list.matchAll(/\d+/g)) houses.add(Number(number))
  return houses
}

const numeral = '(?:\\d+(?:\\.\\d+)?|[一二两三四五六七八九十百几]+)'
const quantities: readonly (readonly [QuantityKind, RegExp])[] = [
  [
    'age',
    new RegExp(
      `${numeral}\\s*多?周?岁|(?:爸|妈|爷|奶|公|婆|老人|娃|儿子|女儿|孩子|小孩)[^,，。]{0,3}${numeral}了`,
    ),
  ],
  ['weight', new RegExp(`${numeral}\\s*多?(?:公斤|斤|千克|克|吨|kg)`)],
  ['length', new RegExp(`${numeral}\\s*多?(?:厘米|公分|米|cm)`)],
  ['hours', new RegExp(`${numeral}\\s*(?:多|几)?个?(?:小时|天|日(?!常)|周|星期|月)(?!卡|票|[0-9])`)],
  ['people', new RegExp(`${numeral}\\s*(?:多|几|来)?(?:个|来号|号)?(?:人|位客)`)],
  ['often', new RegExp(`(?:第|再|又)\\s*${numeral}\\s*(?:次|回)`)],
]

/** Gives what a normalised question takes as given. */
export function readGivenFacts(question: string): GivenFacts {
  const said = question.replace(/[几多][一二两三四五六七八九十\d]*(?=个?[小时天月人次])/g, '')
  return {
    days: readDays(question),
    houses: [...readHouses(question)],
    kinds: quantities.filter(([, pattern]) => pattern.test(said)).map(([kind]) => kind),
  }
}

/** How a text stands to what is given: above 0 where it speaks of that day, house or kind of quantity, below where of another. */
export function fitFacts({ days, houses, kinds }: GivenFacts, text: string): number {
  let fit = 0
  if (days.size > 0) fit += fitDays(days, text)
  if (houses.length > 0) fit += fitHouses(houses, text)
  if (kinds.length > 0) fit += 0.6 * shareOf(kinds, text)
  return Math.max(-1, Math.min(1, fit))
}

function fitDays(asked: ReadonlySet<number>, text: string): number {
  if (everyDay.test(text)) return 0.5
  const named = readDays(text)
  if (named.size === 0) return 0
  const met = [...asked].filter(day => named.has(day)).length
  return met === 0 ? -1 : (met / asked.size) * (named.size > 5 ? 0.5 : 1)
}

function fitHouses(asked: readonly number[], text: string): number {
  const named = readHouses(text)
  if (named.size === 0) return 0
  return asked.some(number => named.has(number)) ? 1 : -1
}

function shareOf(kinds: readonly QuantityKind[], text: string): number {
  const met = quantities.filter(([kind, pattern]) => kinds.includes(kind) && pattern.test(text))
  return met.length / kinds.length
}
