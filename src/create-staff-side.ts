import type { Channel } from './adapters/channel.ts'
import { composeDigest } from './alerts/send-digest.ts'
import { createTimeWriter } from './dialog/reply/write-context.ts'
import { findNextStaff } from './handover/find-next-staff.ts'
import { escalateUnanswered, returnIdle } from './handover/handover-timers.ts'
import { idleTimer } from './handover/own-conversation.ts'
import { unansweredTimer } from './handover/request-handover.ts'
import { alertTextsFor, staffTextsFor, textsFor } from './i18n/texts.ts'
import { acknowledgeStaffNotice } from './notices/staff-notice.ts'
import type { StaffChatParts } from './staff-chat/staff-chat-parts.ts'
import type { StaffRoom } from './staff-chat/staff-room.ts'
import { actOnTicket } from './tickets/act-on-ticket.ts'
import type { TimerHandler } from './timers/timer-store.ts'

export interface StaffSideParts {
  channels: readonly Channel[]
  timezone: string
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
      }
    },
    actOnTicket,
    acknowledge: acknowledgeStaffNotice,
    writeDigest: work => composeDigest({ timezone: parts.timezone, texts: alertTextsFor('zh-CN') }, work),
  }
}

/** The timers of the handover. */
export function createHandoverTimers(): Readonly<Record<string, TimerHandler>> {
  return {
    [unansweredTimer]: (work, timer) => escalateUnanswered(work, timer, findNextStaff),
    [idleTimer]: returnIdle,
  }
}
