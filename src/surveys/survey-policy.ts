import { z } from 'zod'
import { dateOfDay, instantAt, localDayAt } from '../shared/zoned-time.ts'

/** When surveys go out by themselves, and how long an answer is waited for. */
export const surveyPolicySchema = z
  .strictObject({
    /** Sends the quarterly survey by itself; null: managers send it. */
    quarterly: z
      .strictObject({
        /** Which month of the quarter: the first, second or third. */
        month: z.int().min(1).max(3).default(3),
        day: z.int().min(1).max(28).default(1),
        time: z
          .string()
          .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day such as 10:00')
          .default('10:00'),
        /** Whose households; absent: all. */
        communityId: z.string().min(1).max(80).optional(),
      })
      .nullable()
      .default(null),
    /** After so many hours without an answer there is one reminder. */
    remindAfterHours: z.int().min(1).max(336).default(48),
    /** After so many hours more the survey counts as unanswered. */
    closeAfterHours: z.int().min(1).max(720).default(120),
  })
  .prefault({})
export type SurveyPolicy = z.infer<typeof surveyPolicySchema>

/** The first instant after `now` at which the quarterly survey is due. */
export function nextQuarterlyAt(
  { month, day, time }: NonNullable<SurveyPolicy['quarterly']>,
  now: Date,
  timezone: string,
): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const [year = 0, thisMonth = 1] = dateOfDay(localDayAt(timezone, now.getTime())).split('-').map(Number)
  const quarter = Math.floor((thisMonth - 1) / 3)
  const due = [0, 1]
    .map(later => Date.UTC(year, (quarter + later) * 3 + month - 1, day) / 86_400_000)
    .map(onDay => new Date(instantAt(timezone, onDay, hours * 60 + minutes)))
  return due.find(at => at > now) ?? (due[1] as Date)
}
