import type { Command } from '../commands/command.ts'
import { classifyCategory } from './classify-category.ts'
import { says } from './cues.ts'
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

/** When someone may come; 「这周都不在家，下周再说」 is kept as it was said, for the words alone would say the opposite. */
function readTime({ appointment, said, raw }: Turn): string | undefined {
  if (!appointment) return undefined
  const isUnavailable =
    /不在|没空|没时间|不行|不方便|没人|出差|再说|除了|别来|not (home|available|free|in)\b/.test(said)
  return isUnavailable && raw.length <= 100 ? raw : appointment.replace(/吧$/, '')
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
  (says(turn.said, 'cancel') && !turn.place) ||
  (says(turn.said, 'human') && !turn.place) ||
  says(turn.said, 'threat')

/** A bare yes or no. */
export function plainAnswer(turn: Turn): Command[] | undefined {
  if (turn.confirmation?.rest !== '') return undefined
  return [{ kind: turn.confirmation.answer === 'yes' ? 'confirm' : 'deny' }]
}
