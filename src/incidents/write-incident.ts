import type { Texts } from '../i18n/texts.ts'
import { zhCn } from '../i18n/zh-cn.ts'
import { readLocalMoment } from '../shared/local-time.ts'
import { isDispute } from './causes.ts'

/** What an incident is called, from its cause and the buildings concerned: never a flat, never a person. */
export function writeTitle(incident: { cause: string; places: readonly string[] }, texts: Texts): string {
  const { places, cause } = incident
  const words = texts.incident
  return words.title({
    places:
      places.length === 0 ? words.everywhere : places.map(words.building).join(texts === zhCn ? '、' : ', '),
    cause: words.cause[cause] ?? cause,
  })
}

const mostNumbers = 40

/** The one notice to staff; it grows with each report. */
export function writeAlert(
  incident: { cause: string; places: readonly string[]; households: number; openedAt: Date },
  numbers: readonly string[],
  timezone: string,
): string {
  const { minute } = readLocalMoment(incident.openedAt, timezone)
  const pad = (value: number) => String(value).padStart(2, '0')
  const since = `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`
  const title = writeTitle(incident, zhCn)
  if (isDispute(incident.cause)) return zhCn.incident.disputeAlert({ title, since })
  const shown = numbers.slice(0, mostNumbers).join('、')
  return zhCn.incident.alert({
    title,
    households: incident.households,
    numbers: numbers.length > mostNumbers ? `${shown}…` : shown,
    since,
  })
}
