import { z } from '@hono/zod-openapi'

export const householdSchema = z
  .object({
    id: z.string(),
    communityId: z.string(),
    building: z.string(),
    unit: z.string(),
    room: z.string(),
    bindCode: z
      .string()
      .openapi({ description: 'Whoever writes 绑定 and this code is bound to the household.' }),
    tags: z.array(z.string()),
  })
  .openapi('Household')
export type HouseholdView = z.infer<typeof householdSchema>
