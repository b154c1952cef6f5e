import type { Command } from '../commands/command.ts'
import { classifyCategory } from './classify-category.ts'
import { says } from './cues.ts'
import { withdraws } from './read-withdrawal.ts'
import type { Turn } from './turn.ts'

/** The slots that the turn fills; a place that puts an earlier one right replaces it. */
export function slotCommands(turn: Turn): Command[] {
  const commands: Command[] = []
  const known = turn.request.draft?.place
  if (turn.place && (known || turn.corrects))
    commands.push({ kind: 'correct-slot', slot: 'place', place: mergePlace(turn) })
  else if (turn.place) commands.push({ kind: 'set-slot', slot: 'place', place: turn.place })
  if (turn.phone) commands.push({ kind: 'set-slot', slot: 'phone', value: turn.phone })
  const time = readTime(turn)
  if (time) commands.push({ kind: 'set-slot', slot: 'appointment', value: time })
  return commands
}

const unavailable =
  /不在|没空|没得空|没时间|不行|不得行|不方便|没人|出差|再说|除了|(?:别|莫|甭|不要|不能)来|要?上班|有事|not (?:home|available|free|in)\b|(?:don't|do not|can't|cannot) (?:come|make it)/

/**
 * When someone may come: of 「明天莫来，后天嘛」 the second alone. 「这周都不在家，下周再说」 names no such time and is kept as it was said, for the words
 * alone would say the opposite.
 */
function readTime(turn: Turn): string | undefined {
  const { appointment, said, raw } = turn
  if (!appointment) return undefined
  if (!unavailable.test(said) || raw.length > 100) return appointment.replace(/吧$/, '')
  const free = readFreeTimes(turn)
  return free.length > 0 ? free.join(' ').replace(/吧$/, '') : raw
}

/** The times named of which nothing in the words says that they do not suit. */
export function readFreeTimes({ appointment, said }: Pick<Turn, 'appointment' | 'said'>): string[] {
  const times = appointment?.split(' ') ?? []
  return times.flatMap((time, at) => (isFree(time, said) ? [withDay(time, times[at - 1])] : []))
}

/** 「周六上午没人，下午可以」 is of the same Saturday. */
function withDay(time: string, before: string | undefined): string {
  const day = /^(?:今天|明天|大?后天|(?:下|这)?(?:周|星期|礼拜)[一二三四五六日天末])/
  return day.test(time) ? time : `${day.exec(before ?? '')?.[0] ?? ''}${time}`
}

const anotherTime =
  /[,，。;；!！?？]|今天|明天|大?后天|周[一二三四五六日末]|[上下]午|晚上|\b(?:but|tomorrow|today|morning|afternoon|evening)\b/

/** Whether what is said of a time, up to the next one, is not that nobody is there. */
function isFree(time: string, said: string): boolean {
  const at = said.indexOf(time)
  const after = said.slice(at + time.length)
  const end = anotherTime.exec(after)?.index ?? after.length
  const before = /[^,，。;；!！]{0,6}$/.exec(said.slice(0, at))?.[0] ?? ''
  return at >= 0 && !unavailable.test(after.slice(0, end)) && !/除了|不要|别|莫|not /.test(before)
}

/** Said anew, a building or a spot stands alone; a unit, floor or room completes what was known. */
function mergePlace(turn: Turn) {
  const known = turn.request.draft?.place
  const place = turn.place
  if (!place) return { said: turn.raw }
  if (!known || place.area !== undefined) return place
  if (place.building !== undefined && place.building !== known.building && !turn.corrects) return place
  return { ...known, ...place }
}

export const namesHouse = (turn: Turn): boolean =>
  turn.place?.building !== undefined || turn.place?.room !== undefined

/** Whether the turn is plainly something of its own and no reply to what was asked. */
export function isOwnMatter(turn: Turn): boolean {
  const { said } = turn
  if (says(said, 'justAsking') || says(said, 'supposed')) return true
  if (says(said, 'priceOrRule') && says(said, 'question')) return true
  if (turn.said.length >= 6 && says(said, 'fault')) {
    const { category, score } = classifyCategory(said, turn.evidence.category)
    const { draft, tickets } = turn.request
    const talkedOf = draft?.category ?? tickets[0]?.category
    return score >= 4 && category !== talkedOf && (!turn.place || draft === undefined)
  }
  return false
}

export const isChangeOfMind = (turn: Turn): boolean =>
  (withdraws(turn.said) && !turn.place) ||
  (says(turn.said, 'human') && !turn.place) ||
  says(turn.said, 'threat')

/** A bare yes or no. */
export function plainAnswer(turn: Turn): Command[] | undefined {
  if (turn.confirmation?.rest !== '') return undefined
  return [{ kind: turn.confirmation.answer === 'yes' ? 'confirm' : 'deny' }]
}
