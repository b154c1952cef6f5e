import { z } from 'zod'

const place = z.strictObject({
  channel: z.string().trim().min(1).max(40),
  chat: z.string().trim().min(1).max(120),
})

/** When people count as upset, who hears of it and how long what was written is kept; stored in the settings. */
export const alertPolicySchema = z.strictObject({
  /** Distinct people who must be discontent within twenty minutes. */
  people: z.number().int().min(2).max(100).default(4),
  /** Within how many hours the same cause is the same alert. */
  mergeHours: z.number().min(0.5).max(72).default(12),
  /** An alert closes itself after so many minutes without a discontent word. */
  calmMinutes: z.number().int().min(5).max(1_440).default(60),
  /** Unacknowledged for so many minutes, it rings the next: duty lead, then managers. */
  escalateMinutes: z.number().int().min(1).max(1_440).default(10),
  /** Not delivered to a chat for so many seconds, it goes to the next. */
  deliverSeconds: z.number().int().min(5).max(3_600).default(45),
  /** Chats that hear of an alert when the staff room cannot be reached, in this order; after them the managers' own chats. */
  fallbackChats: z.array(place).max(10).default([]),
  /** Whether a resident who stays angry at the service is handed to a person. */
  handOverAnger: z.boolean().default(true),
  /** One alert a resident within so many hours. */
  conversationHours: z.number().min(0.5).max(168).default(6),
  /** What was written in groups is erased after so many days; figures stay. */
  keepGroupTextDays: z.number().int().min(1).max(3_650).default(90),
  /** When the week's digest goes to the staff room: weekday 1 (Monday) to 7, and HH:mm; null: never by itself. */
  digest: z
    .strictObject({
      weekday: z.number().int().min(1).max(7),
      time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected HH:mm'),
    })
    .nullable()
    .default({ weekday: 1, time: '09:00' }),
})

export type AlertPolicy = z.infer<typeof alertPolicySchema>

export const defaultAlertPolicy: AlertPolicy = alertPolicySchema.parse({})
