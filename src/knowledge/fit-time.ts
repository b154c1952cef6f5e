import { normaliseText } from './normalise-text.ts'

const minutesPerDay = 24 * 60
const askedClock =
  /(半夜|凌晨|深夜|清早|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|夜间|晚)?\s*(\d{1,2})(?::(\d{2})|点(?:(\d{1,2})分?)?)(?!\d)|\b(\d{1,2})(?::(\d{2}))?\s*([ap])\.?m\b|(midnight|noon)/
const range = /(\d{1,2}):(\d{2})\s*[–—\-~～至到]\s*(?:次日|第二天)?\s*(\d{1,2}):(\d{2})/g
const allDay = /全天|24\s*小时|昼夜|around the clock/

/** Gives the time of day that a question names, as minutes after midnight; undefined where it names none. */
export function readAskedTime(question: string): number | undefined {
  const found = askedClock.exec(normaliseText(question))
  if (!found) return undefined
  const [, part = '', hour, colon, minute, english, englishMinute, half, word] = found
  if (word !== undefined) return word === 'noon' ? 12 * 60 : 0
  if (english !== undefined) {
    return ((Number(english) % 12) + (half === 'p' ? 12 : 0)) * 60 + Number(englishMinute ?? 0)
  }
  const minutes = turnClock(part, Number(hour)) * 60 + Number(colon ?? minute ?? 0)
  return minutes < minutesPerDay ? minutes : undefined
}

/** From which hour on, and up to which, a part of the day adds twelve. */
const afternoons: [RegExp, number, number][] = [
  [/半夜|深夜|夜里|夜间/, 8, 12],
  [/下午|傍晚|晚/, 0, 12],
  [/中午/, 0, 5],
]

/** 晚上9点 is 21, 半夜12点 is 0, 半夜2点 stays. */
function turnClock(part: string, hour: number): number {
  if (hour === 12) return /夜|晚/.test(part) ? 0 : 12
  const adds = afternoons.some(([pattern, from, below]) => pattern.test(part) && hour >= from && hour < below)
  return adds ? hour + 12 : hour
}

/** 1 where a text's hours hold the time, -1 where it names hours that do not, 0 where it names none. */
export function fitTime(asked: number, text: string): -1 | 0 | 1 {
  if (allDay.test(text)) return 1
  const ranges = [...text.matchAll(range)]
  if (ranges.length === 0) return 0
  const holds = ranges.some(([, beginHour, beginMinute, endHour, endMinute]) => {
    const begin = Number(beginHour) * 60 + Number(beginMinute)
    const end = Number(endHour) * 60 + Number(endMinute)
    return begin <= end ? asked >= begin && asked < end : asked >= begin || asked < end
  })
  return holds ? 1 : -1
}
