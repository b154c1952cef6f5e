import type { Database } from '../storage/database.ts'
import type { Button } from './message.ts'

/** Buttons of the last message sent to this person in this chat; undefined where it had none. */
export async function findLastButtons(
  database: Database,
  place: { channel: string; chat: string; sender: string },
): Promise<Button[][] | undefined> {
  const row = await database.client.outbound.findFirst({
    where: { state: 'sent', conversation: place },
    orderBy: { id: 'desc' },
    select: { content: true },
  })
  const { buttons } = (row?.content ?? {}) as { buttons?: Button[][] }
  return buttons
}

/** The platform's id of our newest message in a chat whose words, without their marks, begin with `start`. */
export async function findSentByText(
  database: Database,
  { channel, chat, start }: { channel: string; chat: string; start: string },
): Promise<string | undefined> {
  const rows = await database.sql<{ platformId: string }>`
    select o."platformId" from "Outbound" o join "Conversation" c on c.id = o."conversationId"
    where c.channel = ${channel} and c.chat = ${chat} and o."platformId" is not null
      and starts_with(replace(o.text, '**', ''), ${start.split('\n\n1. ')[0] ?? start})
    order by o.id desc limit 1`
  return rows[0]?.platformId
}
