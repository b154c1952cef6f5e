import { zhCn } from '../i18n/zh-cn.ts'
import type { HouseholdName } from '../residents/bind-household.ts'
import type { Place, TicketDraft } from './commands/command.ts'

/** The place that was said; a flat's own problem, or a danger, without one is sought at the resident's household. */
export function locationOf(draft: TicketDraft, household: HouseholdName | undefined): string {
  if (draft.place) return writePlace(draft.place)
  const isTheirs = draft.indoors === true || draft.priority === 'emergency'
  return household && isTheirs ? zhCn.place(household) : ''
}

/** A place as staff read it: normalised parts, or the resident's words where there are none. */
export function writePlace(place: Place): string {
  const written = zhCn.place(place)
  return written === '' ? place.said : written
}

/** 「说错了，是4栋」 corrects the building and leaves unit and room as they were; 「不对是503」 the room alone, 「说错，2单元的」 the unit. */
export function correctPlace(known: string, place: Place): string {
  const { building, unit, room, floor, area } = place
  const isBuildingOnly = building !== undefined && !unit && !room && !floor && !area
  const rest = /^\S+?栋(.*)$/u.exec(known)?.[1]
  if (isBuildingOnly && rest) return `${building}栋${rest}`
  const isUnitOnly = unit !== undefined && !building && !room && !floor && !area
  const around = /^(.*?栋)\d*(?:单元)?(.*)$/u.exec(known)
  if (isUnitOnly && around) return `${around[1]}${unit}单元${around[2]}`
  const isRoomOnly = room !== undefined && !building && !unit && !floor && !area
  const before = /^(.*?(?:栋|单元))\d{3,4}(?=\D|$)/u.exec(known)?.[1]
  return isRoomOnly && before ? `${before}${room}` : writePlace(place)
}
