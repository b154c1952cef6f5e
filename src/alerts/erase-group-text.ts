import type { Work } from '../storage/work.ts'
import { setTimer } from '../timers/timer-store.ts'
import { loadAlertPolicy } from './alert-policy-store.ts'

export const erasureTimer = 'group-text-erasure'
const dayMs = 86_400_000

/** Sets the daily erasure unless it is set already. */
export async function eraseSoon(work: Work): Promise<void> {
  const known = await work.tx.timer.findFirst({ where: { kind: erasureTimer }, select: { id: true } })
  if (!known) await setTimer(work, { kind: erasureTimer, subject: 'all', dueAt: work.now })
}

/**
 * Erases what was written in groups longer ago than the policy keeps it: words, earlier wordings, the platform's own body, and
 * quotes in alerts. Figures stay, and so do tickets, which are records of work. Comes again the next day.
 */
export async function eraseOldText(work: Work): Promise<void> {
  const { tx } = work
  const { keepGroupTextDays } = await loadAlertPolicy(tx)
  const before = new Date(work.now.getTime() - keepGroupTextDays * dayMs)
  await tx.$executeRaw`
    delete from "InboundVersion" version using "Inbound" line, "Conversation" conversation
    where version."inboundId" = line.id and conversation.id = line."conversationId" and conversation."chatKind" = 'group'
      and line."receivedAt" < ${before}::timestamptz`
  await tx.$executeRaw`
    update "Inbound" line set text = '', content = '{}'::jsonb, raw = null from "Conversation" conversation
    where conversation.id = line."conversationId" and conversation."chatKind" = 'group' and line."receivedAt" < ${before}::timestamptz
      and (line.text <> '' or line.raw is not null or line.content <> '{}'::jsonb)`
  await tx.$executeRaw`
    update "AlertEvidence" line set text = '' from "Alert" alert
    where alert.id = line."alertId" and alert.kind = 'group' and line.at < ${before}::timestamptz and line.text <> ''`
  await tx.$executeRaw`
    update "Alert" set topic = split_part(split_part(topic, '：“', 1), ': “', 1)
    where kind = 'group' and "lastEvidenceAt" < ${before}::timestamptz and topic like '%“%'`
  // What staff were told quotes the lines too.
  await tx.$executeRaw`
    update "StaffNotice" notice set text = alert.topic from "Alert" alert
    where notice.kind = 'alert' and notice.data->>'alertId' = alert.id and alert.kind = 'group' and alert."lastEvidenceAt" < ${before}::timestamptz`
  await setTimer(work, { kind: erasureTimer, subject: 'all', dueAt: new Date(work.now.getTime() + dayMs) })
}
