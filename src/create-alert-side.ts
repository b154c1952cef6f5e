import type { AlertParts } from './alerts/alert-parts.ts'
import { alertTimer, deliveryTimer, onAlertDue, onDeliveryDue } from './alerts/alert-timers.ts'
import { createGroupWatcher, type GroupWatcher } from './alerts/create-group-watcher.ts'
import { eraseOldText, eraseSoon, erasureTimer } from './alerts/erase-group-text.ts'
import { createLineJudge, type LineJudge } from './alerts/judge-line.ts'
import { digestSoon, digestTimer, sendDigest } from './alerts/send-digest.ts'
import type { WatcherParts } from './alerts/watcher-parts.ts'
import { findEscalation } from './dispatch/find-escalation.ts'
import { requestHandover } from './handover/request-handover.ts'
import { alertTextsFor, textsFor } from './i18n/texts.ts'
import { writeTitle } from './incidents/write-incident.ts'
import type { Language } from './shared/vocabulary.ts'
import { sayInChat } from './staff-chat/room-outbox.ts'
import { sqlOf } from './storage/direct-sql.ts'
import type { Work } from './storage/work.ts'
import type { TellParts } from './tickets/tell-resident.ts'
import type { TimerHandler } from './timers/timer-store.ts'

/** What alerts need of the other features. */
export function createAlertParts(given: TellParts): AlertParts {
  const { timezone } = given
  return {
    timezone,
    texts: alertTextsFor('zh-CN'),
    findEscalation: async (work, { communityId, category }, level) => {
      const about = { communityId, category, priority: 'high', assignee: null }
      const [first] = await findEscalation(work, about, { level: Math.min(level, 2) as 0 | 1 | 2, timezone })
      return first
    },
    handOver: async (work, { conversationId, upset, reason, summary }) => {
      const talk = await work.tx.conversation.findUnique({
        where: { id: conversationId },
        select: { channel: true, language: true, mode: true },
      })
      if (talk?.mode !== 'bot') return
      const { isNew } = await requestHandover(work, {
        conversationId,
        reason,
        summary,
        timezone,
        now: work.now,
      })
      if (!isNew) return
      const language = talk.language as Language
      const isFirst = upset !== 'despair' && (await introduceOnce(work, conversationId))
      const texts = textsFor(language)
      const opening = isFirst ? `${texts.introduction}\n\n` : ''
      const text = `${opening}${alertTextsFor(language).handedOver[upset]}\n${texts.aiLabel}`
      await given.notify(work, { conversationId, channel: talk.channel, text })
    },
    nameIncident: incident => writeTitle(incident, textsFor('zh-CN')),
    sayInChat: (work, to, words) => sayInChat(work, to, words),
  }
}

/** True where nobody has introduced the assistant in this talk yet; it counts as done then. */
async function introduceOnce({ tx }: Work, conversationId: string): Promise<boolean> {
  const rows = await sqlOf(tx)`
    update "Conversation" set state = jsonb_set(state, '{introduced}', 'true') where id = ${conversationId}
      and coalesce(state->>'introduced', 'false') <> 'true' returning id`
  return rows.length > 0
}

/** What the timers of alerts do when they fall due. */
export function createAlertTimers(parts: AlertParts): Readonly<Record<string, TimerHandler>> {
  return {
    [alertTimer]: (work, timer) => onAlertDue(parts, work, timer),
    [deliveryTimer]: (work, timer) => onDeliveryDue(parts, work, timer),
    [digestTimer]: work => sendDigest(parts, work),
    [erasureTimer]: eraseOldText,
  }
}

interface WatchParts extends Pick<WatcherParts, 'database' | 'clock' | 'log' | 'defaultCommunityId'> {
  judgeLine?: LineJudge
  prepareLines?(texts: readonly string[]): Promise<void>
}

/** Gives the watch over groups and talks. */
export function createWatcher(
  alerts: AlertParts,
  parts: WatchParts,
  runWork: WatcherParts['runWork'],
): GroupWatcher {
  const {
    database,
    clock,
    log,
    defaultCommunityId,
    judgeLine: judge = createLineJudge(),
    prepareLines,
  } = parts
  return createGroupWatcher({
    ...alerts,
    database,
    clock,
    log,
    defaultCommunityId,
    judge,
    runWork,
    ...(prepareLines ? { prepare: prepareLines } : {}),
  })
}

/** Sets what comes again and again: the digest of the week and the erasure of old group text. */
export async function setAlertTimers(parts: AlertParts, work: Work): Promise<void> {
  await digestSoon(parts, work)
  await eraseSoon(work)
}
