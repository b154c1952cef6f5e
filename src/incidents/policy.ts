import { z } from 'zod'

/** When reports become an incident, and when what comes back becomes an improvement; kept in the settings. */
export const incidentPolicySchema = z.strictObject({
  /** Distinct households that must have reported one cause. */
  households: z.number().int().min(2).max(100).default(3),
  /** Within so many minutes. */
  withinMinutes: z.number().min(1).max(1_440).default(30),
  /** How often the same trouble at the same place … */
  improvementTimes: z.number().int().min(2).max(100).default(3),
  /** … within so many days opens an improvement. */
  improvementDays: z.number().int().min(1).max(365).default(30),
})

export type IncidentPolicy = z.infer<typeof incidentPolicySchema>

export const defaultIncidentPolicy: IncidentPolicy = incidentPolicySchema.parse({})
