import { z } from 'zod'
import type { Button } from '../../messaging/message.ts'
import type { ChatLine } from './chat-history.ts'

const locationSchema = z
  .object({ latitude: z.number(), longitude: z.number(), label: z.string().optional() })
  .transform(({ latitude, longitude, label }) => ({
    latitude,
    longitude,
    ...(label !== undefined && { label }),
  }))
const inboundSchema = z.object({
  button: z.string().optional().catch(undefined),
  location: locationSchema.optional().catch(undefined),
})
const outboundSchema = z.object({
  buttons: z.array(z.array(z.object({ label: z.string(), value: z.string() }))),
})

/** What a stored incoming message said beside its text; what is missing or odd is left out. */
export function readInboundContent(content: unknown): Pick<ChatLine, 'pressed' | 'location'> {
  const { data } = inboundSchema.safeParse(content)
  return {
    ...(data?.button !== undefined && { pressed: data.button }),
    ...(data?.location && { location: data.location }),
  }
}

/** The buttons of a stored outgoing message, if it has any. */
export function readOutboundButtons(content: unknown): Button[][] | undefined {
  return outboundSchema.safeParse(content).data?.buttons
}
