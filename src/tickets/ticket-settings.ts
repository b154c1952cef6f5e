import { z } from 'zod'
import { LinliError } from '../shared/errors.ts'
import type { Transaction } from '../storage/database.ts'
import { readPolicySetting, saveSetting } from '../storage/settings.ts'
import { always, type CalendarSetting, calendarSchema, createBusinessCalendar } from './calendar.ts'
import type { Calendars } from './clocks.ts'
import { type PolicyRule, policiesSchema } from './policy.ts'

/** What managers may set about tickets: deadlines and the calendar. */
export interface TicketSettings {
  rules: PolicyRule[]
  calendar: CalendarSetting
}

const policiesKey = 'ticket-policies'
const calendarKey = 'calendar'

/** Gives the settings as stored, else those of the service standard. */
export async function readTicketSettings(tx: Transaction): Promise<TicketSettings> {
  return {
    rules: policiesSchema.parse((await readPolicySetting(tx, policiesKey)) ?? { rules: [] }).rules,
    calendar: calendarSchema.parse((await readPolicySetting(tx, calendarKey)) ?? {}),
  }
}

/** Stores new deadlines; they hold for tickets opened, reclassified or reopened from now on. Rejects with `bad-request` and the path of what is wrong. */
export async function savePolicies(tx: Transaction, given: unknown, now: Date): Promise<PolicyRule[]> {
  const value = check(policiesSchema, given, 'deadlines')
  await saveSetting(tx, policiesKey, { value, now })
  return value.rules
}

/** Stores a new calendar; it holds at once, for running clocks too. Rejects with `bad-request` and the path of what is wrong. */
export async function saveCalendar(tx: Transaction, given: unknown, now: Date): Promise<CalendarSetting> {
  const value = check(calendarSchema, given, 'calendar')
  await saveSetting(tx, calendarKey, { value, now })
  return value
}

function check<T>(schema: z.ZodType<T>, given: unknown, name: string): T {
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    throw new LinliError('bad-request', `The ${name} are not as expected: ${z.prettifyError(parsed.error)}`)
  }
  return parsed.data
}

/** Calendars are kept by what they are made of: the days of one, once reckoned, serve every ticket. */
const made = new Map<string, Calendars>()
const mostMade = 50

/** Gives the two kinds of counted time for a zone. */
export function calendarsFor(setting: CalendarSetting, timezone: string): Calendars {
  const key = JSON.stringify([setting.hours, setting.weekdays, setting.days, timezone])
  const known = made.get(key)
  if (known) return known
  const calendars = { always, business: createBusinessCalendar(setting, timezone) }
  if (made.size >= mostMade) made.clear()
  made.set(key, calendars)
  return calendars
}
