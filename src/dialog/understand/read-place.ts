import { normaliseText } from '../../shared/normalise-text.ts'
import type { Place } from '../commands/command.ts'
import { readArea } from './read-area.ts'
import { numberSource, readNumber } from './read-number.ts'

const n = numberSource
/** 1204, 1204b, or by floor and door 20b; no door is called g, for 4g is a network. */
const door = '\\d{3,4}(?:[a-f](?![a-z\\d]))?|\\d{1,2}[a-f](?![a-z\\d])'
const dashed = new RegExp(
  `(?<![\\d-])(\\d{1,3}|[a-z])\\s*[-—–~/#.]\\s*(\\d{1,2})\\s*[-—–~/.]\\s*(${door})(?![\\d-])`,
)
const dashedTwo = new RegExp(`(?<![\\d-])(\\d{1,2})\\s*[-—–#]\\s*(${door})(?![\\d-:])`)
const building = new RegExp(`(?<![\\d-])(${n}|[a-z])\\s*(?:栋楼?|幢|号楼|座|号院|#楼?)(?!位)`)
const buildingEnglish =
  /\b(?:building|bldg\.?|block|tower)\s*(?:no\.?\s*(?=[#\d]))?#?(\d{1,3}|[b-z]|a(?!\s+[a-z]))\b/
const unit = new RegExp(`(${n})\\s*单元`)
const unitAsGate = new RegExp(`(?:栋|幢|号楼|座)\\s*(${n})\\s*(?:号门|门|梯)`)
const unitEnglish = /\bunit\s*#?(\d{1,2})\b/
const floorBelow = new RegExp(`(?:负|地下|-)\\s*(${n})\\s*[楼层]?|\\bb([1-4])(?!\\d|-\\d)`)
const floor = new RegExp(`(?<![\\d负下第]|号)(${n})\\s*(?:楼|层)(?![上下]的?(?:邻居|住户|那家))`)
const floorEnglish = /\b(\d{1,2})(?:st|nd|rd|th)?\s*(?:floor|\/f)\b|\b(?:floor|level)\s*(\d{1,2})\b/
const roomMarked = new RegExp(
  `(?<!\\d)(\\d{1,4}[a-f]|${n})\\s*(?:室|号房|房间?(?!东|子|顶|租|产|屋|门)|户(?!型|口|主|外))`,
)
const roomAfter =
  /(?:栋楼?|幢|号楼|座|单元|门|#)\s*(?:的)?\s*(\d{3,4}(?:[a-f](?![a-z\d]))?|\d{1,2}[a-f](?![a-z\d])|[一二三四五六七八九][零〇一二三四五六七八九]{2,3}|[一二三四五六七八九十]{1,3}零[一二三四五六七八九])(?!\d|[年块元万米斤吨])/
const roomEnglish =
  /\b(?:room|rm\.?|apt\.?|apartment|flat|suite|unit)\s*#?(\d{3,4}[a-z]?|\d{1,2}[a-f])\b|#(\d{3,4})\b/
const roomMine = /(?:我(?:家|们家|是|住|在)?|住在?|户号|房号)(?:是|在)?\s*(\d{3,4})(?!\d|[年块元万米斤吨分])/
/** 「2号楼1单元，1404那格」: beside a house a number of its own is the room. */
const roomApart = /(?:^|[,，。\s])(\d{3,4}[a-f]?|\d{1,2}[a-f])(?:那[格户家间]|的)?(?=$|[,，。!！\s])/
const bareRoom = /^\D{0,4}(?<!\d)(\d{3,4}(?:[a-f](?![a-z]))?|\d{1,2}[a-f](?![a-z]))(?!\d)\D{0,4}$/
const bareBuilding = new RegExp(`^\\D{0,3}?(${n})\\s*号?$`)

/** What is being asked for, as far as it changes what a bare number means. */
export interface PlaceContext {
  /** The place was asked for: `1104` alone is then a room. */
  asked?: boolean
}

/**
 * Gives the place that the text names, or nothing. In a text that corrects itself (一楼，不对，是负一楼) the later words win.
 */
export function readPlace(text: string, context: PlaceContext = {}): Place | undefined {
  const said = normaliseText(text)
  const parts = splitAtCorrection(said)
  let place: Omit<Place, 'said'> = {}
  for (const part of parts) place = { ...dropContradicted(place, part), ...readParts(part, context) }
  return Object.keys(place).length === 0 ? undefined : { ...place, said: text.trim() }
}

const correctionMark =
  /(?:打错了?|说错了?|写错了?|搞错了?|弄错了?|记错了?|发错了?|更正(?:一下)?|纠正(?:一下)?|哦?不对|不不|哦不是?|不好意思)[字号]?[\s,，。.：:!！]*(?:应该)?(?:是|为)?|不是.{1,10}?[,，\s]*(?:而)?是|\b(?:sorry|i mean|correction|actually|no wait)\b[\s,:]*(?:it'?s)?/

/** Whether the text puts something right that was said before. */
export function saysCorrection(text: string): boolean {
  const said = normaliseText(text)
  const match = correctionMark.exec(said)
  return match !== null && (match.index <= 8 || /不是.*是|应该是/.test(said))
}

function splitAtCorrection(said: string): string[] {
  const match = correctionMark.exec(said)
  if (!match) return [said]
  const before = said.slice(0, match.index)
  // Two marks in one breath are usual: 说错了，不是3栋，是5栋.
  const after = splitAtCorrection(said.slice(match.index + match[0].length))
  return [before, ...after].filter(part => part.trim() !== '')
}

/** A new spot replaces an old spot even when the two are of different sorts. */
function dropContradicted(place: Omit<Place, 'said'>, part: string): Omit<Place, 'said'> {
  const { area, ...rest } = place
  return area !== undefined && readArea(part) === undefined ? place : rest
}

function readParts(said: string, context: PlaceContext): Omit<Place, 'said'> {
  const area = readArea(said)
  const aside = area?.covers ? said.replace(area.covers, ' ') : said
  const house = readHouse(aside, context)
  const level = readFloor(aside)
  return {
    ...house,
    ...(level !== undefined && house.room === undefined ? { floor: level } : {}),
    ...(area ? { area: area.words } : {}),
  }
}

function readHouse(said: string, context: PlaceContext): Omit<Place, 'said'> {
  const whole = dashed.exec(said)
  if (whole) return { building: upper(whole[1]), unit: strip(whole[2]), room: (whole[3] ?? '').toUpperCase() }
  const two = dashedTwo.exec(said)
  if (two && !isTelephone(said)) return { building: strip(two[1]), room: (two[2] ?? '').toUpperCase() }
  const place: Omit<Place, 'said'> = {}
  const block = first(said, building, buildingEnglish) ?? askedBuilding(said, context)
  if (block) place.building = block
  const stair = first(said, unit, unitAsGate, unitEnglish)
  if (stair) place.unit = stair
  const room = readRoom(said, context, block !== undefined)
  if (room) place.room = room
  return place
}

function readRoom(said: string, context: PlaceContext, isBesideHouse: boolean): string | undefined {
  const room =
    first(said, roomMarked, roomAfter, roomEnglish, roomMine) ??
    bare(said, context) ??
    (isBesideHouse ? roomApart.exec(said)?.[1]?.toUpperCase() : undefined)
  return room && (room.length >= 3 || /[A-F]$/.test(room)) ? room : undefined
}

function askedBuilding(said: string, context: PlaceContext): string | undefined {
  const match = context.asked ? bareBuilding.exec(said) : null
  const number = match?.[1] ? readNumber(match[1]) : ''
  return number !== '' && number.length <= 2 ? number : undefined
}

function bare(said: string, context: PlaceContext): string | undefined {
  return context.asked ? bareRoom.exec(said)?.[1]?.toUpperCase() : undefined
}

function readFloor(said: string): string | undefined {
  const below = floorBelow.exec(said)
  if (below && (below[2] || /[负地楼层]/.test(below[0]))) return `-${readNumber(below[1] ?? below[2] ?? '')}`
  return first(said, floor, floorEnglish)
}

function first(said: string, ...patterns: RegExp[]): string | undefined {
  for (const pattern of patterns) {
    const match = pattern.exec(said)
    const value = match?.[1] ?? match?.[2]
    if (value) return /^\d*[a-z]$/.test(value) ? value.toUpperCase() : readNumber(value) || undefined
  }
  return undefined
}

const upper = (said: string | undefined) => strip(said).toUpperCase()
const strip = (said: string | undefined) => (said ?? '').replace(/^0+(?=\d)/, '')
const isTelephone = (said: string) => /(?<!\d)0\d{2,3}-\d{7,8}/.test(said)
