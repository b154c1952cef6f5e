import type { Channel } from './adapters/channel.ts'
import { composeDigest } from './alerts/send-digest.ts'
import { createBroadcastParts, testBroadcast } from './create-broadcasts.ts'
import { findReplyWarnings, polishReply } from './desk/polish-reply.ts'
import { approveSuggestion } from './dialog/approve-suggestion.ts'
import { createTimeWriter } from './dialog/reply/write-context.ts'
import { createFindNextStaff, type FindNextStaffParts } from './find-next-staff.ts'
import { outsideTimer, sendCallOutside } from './handover/hand-over-outside.ts'
import { escalateUnanswered, returnIdle } from './handover/handover-timers.ts'
import { idleTimer } from './handover/own-conversation.ts'
import { unansweredTimer } from './handover/request-handover.ts'
import { alertTextsFor, staffTextsFor, textsFor } from './i18n/texts.ts'
import { acknowledgeStaffNotice } from './notices/staff-notice.ts'
import { readBotMode } from './residents/bot-mode.ts'
import type { NoticeCommandParts, StaffChatParts } from './staff-chat/staff-chat-parts.ts'
import type { StaffRoom } from './staff-chat/staff-room.ts'
import { actOnTicket } from './tickets/act-on-ticket.ts'
import { describeRefusal } from './tickets/describe-refusal.ts'
import { TicketRefused } from './tickets/refusal.ts'
import type { TimerHandler } from './timers/timer-store.ts'

export interface StaffSideParts {
  channels: readonly Channel[]
  timezone: string
  /** Of residents bound to no household. */
  defaultCommunityId?: string | undefined
  /** Where staff talk; undefined while the company has no room. */
  findRoom(): StaffRoom | undefined
}

/** What staff do and hear, wherever they work: the parts that the room, the desk and the reactions share. */
export function createStaffSide(parts: StaffSideParts): StaffChatParts {
  const texts = textsFor('zh-CN')
  const channels = new Map(parts.channels.map(channel => [channel.name, channel]))
  return {
    findRoom: parts.findRoom,
    staffTexts: staffTextsFor('zh-CN'),
    texts,
    writeTime: createTimeWriter(texts, parts.timezone),
    reachOf: name => {
      const capabilities = channels.get(name)?.capabilities
      return {
        textLimit: capabilities?.textLimit ?? 2_000,
        sendsFiles: capabilities?.sendsFiles ?? false,
        changesSent: capabilities?.changesSent ?? false,
        inOnePiece: capabilities?.replyWindow !== undefined,
        handsOver: capabilities?.handsOver ?? false,
      }
    },
    actOnTicket,
    approve: (work, approval) =>
      approveSuggestion(
        {
          timezone: parts.timezone,
          textLimitOf: name => channels.get(name)?.capabilities.textLimit ?? 2_000,
        },
        work,
        approval,
      ),
    isAutomatic: async (work, conversationId) => {
      const { defaultCommunityId } = parts
      return (await readBotMode(work.tx, { conversationId, defaultCommunityId })) === 'auto'
    },
    explainRefusal: error => (error instanceof TicketRefused ? describeRefusal(error) : undefined),
    acknowledge: acknowledgeStaffNotice,
    notices: createNoticeParts(parts, channels),
    writeDigest: work => composeDigest({ timezone: parts.timezone, texts: alertTextsFor('zh-CN') }, work),
  }
}

function createNoticeParts(
  { timezone, channels: all }: StaffSideParts,
  channels: ReadonlyMap<string, Channel>,
): NoticeCommandParts {
  const textLimitOf = (name: string) => channels.get(name)?.capabilities.textLimit ?? 2_000
  return {
    broadcasts: createBroadcastParts({ channels: all, timezone }),
    test: (work, request) => testBroadcast(work, { ...request, textLimitOf, timezone }),
    findWarnings: findReplyWarnings,
    polish: polishReply,
  }
}

/** The timers of the handover. */
export function createHandoverTimers(parts: FindNextStaffParts): Readonly<Record<string, TimerHandler>> {
  const findNextStaff = createFindNextStaff(parts)
  return {
    [unansweredTimer]: (work, timer) => escalateUnanswered(work, timer, findNextStaff),
    [idleTimer]: returnIdle,
    [outsideTimer]: sendCallOutside,
  }
}
