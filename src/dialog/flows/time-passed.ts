import { normaliseText } from '../../shared/normalise-text.ts'
import type { TicketDraft } from '../commands/command.ts'
import type { Progress } from './state.ts'

const digits: Readonly<Record<string, number>> = Object.fromEntries(
  [...'零一二三四五六七八九十'].map((digit, value) => [digit, value]),
)
const today = /今天|今早|今晨|今日|\b(?:today|this morning|this afternoon)\b/
const otherDay =
  /明|后天|周|星期|礼拜|月|\d号|\b(?:tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|next)\b/
/** Until when a part of the day lasts, in hours. */
const ends: readonly (readonly [RegExp, number])[] = [
  [/凌晨|清晨/, 7],
  [/今早|今晨|早上|早晨|上午|\bmorning\b/, 12],
  [/中午|\bnoon\b/, 14],
  [/下午|午后|\bafternoon\b/, 18],
]
const chineseHour = /(\d{1,2}|[一二三四五六七八九]?十[一二]?|[一二两三四五六七八九])(?:点|时|:(\d{2}))(半)?/g
const englishHour = /\b(\d{1,2})(?::(\d{2}))? ?(am|pm)\b/g

/** Whether words name a time of today that lies before `minutes`, the minutes of the local day that are gone. */
export function isPastToday(words: string, minutes: number): boolean {
  const said = normaliseText(words)
  if (!today.test(said) || otherDay.test(said) || /(?:以|之|过)?后|\bafter\b|一直|都行|随时/.test(said))
    return false
  const end = readHours(said) ?? ends.find(([part]) => part.test(said))?.[1]
  return end !== undefined && end * 60 <= minutes
}

/** The last hour that is named, of 24. */
function readHours(said: string): number | undefined {
  const isLate = /下午|晚上|傍晚|今晚|夜/.test(said)
  const english = [...said.matchAll(englishHour)].at(-1)
  if (english)
    return (Number(english[1]) % 12) + (english[3] === 'pm' ? 12 : 0) + Number(english[2] ?? 0) / 60
  const found = [...said.matchAll(chineseHour)].at(-1)
  if (!found?.[1]) return undefined
  const hour = readHour(found[1])
  const half = found[3] ? 0.5 : Number(found[2] ?? 0) / 60
  return hour + half + (isLate && hour < 12 ? 12 : 0)
}

function readHour(words: string): number {
  if (/^\d/.test(words)) return Number(words)
  if (words === '两') return 2
  const [tens = '', ones = ''] = words.split('十')
  return words.includes('十')
    ? (tens === '' ? 1 : (digits[tens] ?? 1)) * 10 + (digits[ones] ?? 0)
    : (digits[words] ?? 0)
}

/** A visit in the past is not kept; the question for a time stays open. */
export function askTimeAgain({ state, steps }: Progress, value: string): Progress {
  const { pending, ...rest } = state
  return {
    state: { ...rest, stuck: 0, ...(pending ? { pending: { ...pending } } : {}) },
    steps: [...steps, { kind: 'say', what: { kind: 'time-passed', value } }],
  }
}

/** The draft without a visit that lies in the past. */
export function withoutPastVisit(draft: TicketDraft, minutes: number | undefined): TicketDraft {
  const { appointment, ...rest } = draft
  return minutes !== undefined && appointment && isPastToday(appointment, minutes) ? rest : draft
}
