import { type Texts, textsFor } from '../i18n/texts.ts'
import { notifyResident } from '../messaging/notify-resident.ts'
import type { EventOf } from '../shared/events.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Work } from '../storage/work.ts'
import { nameStaff } from './name-staff.ts'
import type { StaffChatParts } from './staff-chat-parts.ts'

type Parts = Pick<StaffChatParts, 'reachOf' | 'isAutomatic'>

/** The resident hears who talks with them from now on. */
export async function tellTaken(
  parts: Parts,
  work: Work,
  { by, previous, conversationId }: EventOf<'conversation-taken'>,
): Promise<void> {
  const name = await nameStaff(work, by)
  const write = (texts: Texts) => (previous === null ? texts.handoverTaken(name) : texts.handoverPassed(name))
  await tell(parts, work, { conversationId, write })
}

/** The resident hears that the assistant answers again, and why. */
export async function tellReturned(
  parts: Parts,
  work: Work,
  { hasUnanswered, reason, conversationId }: EventOf<'conversation-returned'>,
): Promise<void> {
  // Where the bot does not answer by itself it must not say that it does.
  const isAutomatic = await parts.isAutomatic(work, conversationId)
  const write = (texts: Texts) => {
    if (!isAutomatic) return `${texts.peopleReturned}\n${texts.aiLabel}`
    if (hasUnanswered) return `${texts.handoverIdleUnanswered}\n${texts.aiLabel}`
    return `${reason === 'idle' ? texts.handoverIdle : texts.handoverReturned}\n${texts.aiLabel}`
  }
  await tell(parts, work, { conversationId, write })
}

async function tell(
  parts: Parts,
  work: Work,
  { conversationId, write }: { conversationId: string; write(texts: Texts): string },
): Promise<void> {
  const row = await work.tx.conversation.findUnique({
    where: { id: conversationId },
    select: { language: true, channel: true },
  })
  if (!row) return
  await notifyResident(work, {
    conversationId,
    textLimit: parts.reachOf(row.channel).textLimit,
    reply: { text: write(textsFor(row.language as Language)), isImportant: true },
  })
}
