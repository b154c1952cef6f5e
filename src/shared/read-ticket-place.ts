/** Where a ticket's trouble is, as far as its written place tells: digits without 栋, 单元 or 室. */
export interface TicketPlace {
  building?: string
  unit?: string
  room?: string
  floor?: string
  /** Public spot in words, e.g. 地下车库B2. */
  area?: string
}

const building = /(\d{1,3}|[A-Z])\s*(?:栋|幢|号楼|座)/u
const unit = /(\d{1,2})\s*单元/u
const room = /(?:栋|幢|号楼|座|单元)\s*(\d{3,4}[A-Z]?|\d{1,2}[A-F])(?:室|号)?/u
const floor = /(-?\d{1,2})\s*(?:楼|层)/u

/** Reads the place as tickets keep it (`3栋1单元502 地库`); what staff typed in other words is an area. */
export function readTicketPlace(location: string): TicketPlace {
  const found = { building, unit, room, floor }
  const place: TicketPlace = {}
  let rest = location
  for (const [part, pattern] of Object.entries(found) as [keyof typeof found, RegExp][]) {
    const value = pattern.exec(location)?.[1]
    if (value === undefined) continue
    place[part] = value
    rest = rest.replace(part === 'room' ? new RegExp(`${value}[室号]?`, 'u') : pattern, '')
  }
  const area = rest.replace(/[栋幢座]|号楼|单元|[室号]$/gu, '').trim()
  return area === '' ? place : { ...place, area }
}
