import { createId } from '../shared/ids.ts'
import type { Work } from '../storage/work.ts'
import type { AlertParts } from './alert-parts.ts'
import type { AlertPolicy } from './alert-policy.ts'
import { type EvidenceLine, findAlert, keepEvidence, postAlertNotice, recount } from './alert-store.ts'
import { watchAlertSoon } from './alert-timers.ts'
import type { Upset } from './conversation-mood.ts'

export interface UpsetResident {
  upset: Upset
  conversationId: string
  channel: string
  chat: string
  communityId: string | null
  building: string | null
  at: Date
  evidence: readonly EvidenceLine[]
}

/**
 * Alerts staff to one resident and, by policy, brings a person in: despair and threats always, lasting anger where the policy
 * says so. While one alert of the resident is fresh, what follows joins it (cool-down); despair never waits for it to end.
 */
export async function raiseConversationAlert(
  parts: AlertParts,
  work: Work,
  { found, policy }: { found: UpsetResident; policy: AlertPolicy },
): Promise<void> {
  const { tx, now } = work
  const { conversationId, upset, channel, chat, communityId, building } = found
  const fresh = await tx.alert.findFirst({
    where: {
      conversationId,
      kind: 'conversation',
      openedAt: { gt: new Date(found.at.getTime() - policy.conversationHours * 3_600_000) },
    },
    orderBy: { openedAt: 'desc' },
  })
  if (fresh && (upset !== 'despair' || fresh.cause.endsWith('/despair'))) {
    await keepEvidence(tx, fresh.id, found.evidence)
    await recount(work, fresh.id)
    return
  }
  const id = createId()
  const { texts } = parts
  const quotes = found.evidence.slice(-3).map(({ text }) => [...text].slice(0, 60).join(''))
  await tx.alert.create({
    data: {
      id,
      kind: 'conversation',
      cause: `${conversationId}/${upset}`,
      channel,
      chat,
      communityId,
      building,
      conversationId,
      topic: texts.reason[upset],
      category: 'staff',
      sinceAt: found.evidence[0]?.at ?? found.at,
      openedAt: now,
      lastEvidenceAt: found.at,
      people: 1,
      messages: found.evidence.length,
      suggestion: texts.suggestion[upset],
    },
  })
  await keepEvidence(tx, id, found.evidence)
  const alert = await findAlert(tx, id)
  if (!alert) return
  const household = building ? texts.place({ community: '', building, group: '' }) : ''
  const text = texts.conversation({
    reason: texts.reason[upset],
    quotes,
    household,
    suggestion: texts.suggestion[upset],
  })
  const noticeId = await postAlertNotice(work, alert, { text })
  await watchAlertSoon(work, { id, noticeId })
  if (upset === 'anger' && !policy.handOverAnger) return
  await parts.handOver?.(work, {
    conversationId,
    upset,
    reason: upset === 'despair' ? 'danger' : upset === 'threat' ? 'threat' : 'complaint',
    summary: texts.reason[upset],
  })
}
