import { instantAt, localDayAt } from '../shared/zoned-time.ts'

const dayMs = 86_400_000

/** Reads `18:30` (the next time it is), `12-01 09:00` or `2026-12-01 09:00` by the company's clock; undefined for anything else. */
export function readMoment(
  text: string,
  { now, timezone }: { now: Date; timezone: string },
): Date | undefined {
  const found =
    /^(?:(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?\s*)?([01]?\d|2[0-3])[:：点]([0-5]\d)?分?$/u.exec(
      text.trim(),
    )
  if (!found) return undefined
  const [, year, month, date, hours = '0', minutes = '0'] = found
  const minute = Number(hours) * 60 + Number(minutes)
  const today = localDayAt(timezone, now.getTime())
  if (month === undefined) {
    const at = instantAt(timezone, today, minute)
    return new Date(at > now.getTime() ? at : instantAt(timezone, today + 1, minute))
  }
  const thisYear = new Date(today * dayMs).getUTCFullYear()
  const at = Date.UTC(Number(year ?? thisYear), Number(month) - 1, Number(date))
  return new Date(instantAt(timezone, at / dayMs, minute))
}
