import { askAgain } from '../handover/ask-again.ts'
import { callOutside, endOutside } from '../handover/hand-over-outside.ts'
import type { DomainEventKind, EventOf } from '../shared/events.ts'
import {
  announceAnswer,
  announceHandover,
  announceNote,
  announceReturned,
  announceSuggestion,
  announceTaken,
  mirrorEdit,
  mirrorResident,
} from '../staff-chat/announce.ts'
import { announceNotice, noticeUnanswered } from '../staff-chat/announce-notice.ts'
import type { StaffChatParts } from '../staff-chat/staff-chat-parts.ts'
import { tellReturned, tellTaken } from '../staff-chat/tell-resident.ts'
import type { Work } from '../storage/work.ts'

type Reaction<K extends DomainEventKind> = (work: Work, event: EventOf<K>) => Promise<void>

/** What the reactions need besides the unit of work. */
export interface TalkReactionParts {
  staffChat: StaffChatParts
  /** Of residents without a community of their own. */
  timezone: string
}

/** What follows when people and the bot pass a talk to each other: the resident and the staff room hear of it. */
export function createTalkReactions({ staffChat, timezone }: TalkReactionParts): {
  [K in DomainEventKind]?: readonly Reaction<K>[]
} {
  const handsOver = async ({ tx }: Work, id: string) => {
    const talk = await tx.conversation.findUnique({
      where: { id },
      select: { channel: true, chatKind: true },
    })
    return talk?.chatKind === 'private' && staffChat.reachOf(talk.channel).handsOver === true
  }
  return {
    'handover-requested': [
      (work, event) => announceHandover(staffChat, work, event),
      async (work, event) => {
        if (await handsOver(work, event.conversationId)) await callOutside(work, event)
      },
    ],
    'handover-unanswered': [(work, event) => noticeUnanswered(staffChat, work, event)],
    'conversation-taken': [
      (work, event) => tellTaken(staffChat, work, event),
      (work, event) => announceTaken(staffChat, work, event),
    ],
    'conversation-returned': [
      async (work, event) => {
        if (await handsOver(work, event.conversationId)) await endOutside(work, event)
      },
      (work, event) => tellReturned(staffChat, work, event),
      (work, event) => announceReturned(staffChat, work, event),
      async (work, { conversationId, hasUnanswered }) => {
        if (hasUnanswered) await askAgain(work, { conversationId, timezone })
      },
    ],
    'conversation-noted': [(work, event) => announceNote(staffChat, work, event)],
    'staff-answered': [(work, event) => announceAnswer(staffChat, work, event)],
    'resident-wrote': [(work, event) => mirrorResident(staffChat, work, event)],
    'reply-suggested': [(work, event) => announceSuggestion(staffChat, work, event)],
    'resident-edited': [(work, event) => mirrorEdit(staffChat, work, event)],
    'staff-notice-posted': [(work, event) => announceNotice(staffChat, work, event)],
  }
}
