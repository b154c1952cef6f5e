import { chooseTalker } from './dispatch/choose-talker.ts'
import { loadStaffFacts } from './dispatch/staff-store.ts'
import type { FindNextStaff } from './handover/handover-timers.ts'

export interface FindNextStaffParts {
  timezone: string
  /** Of residents bound to no household. */
  defaultCommunityId?: string | undefined
}

/** Asks the roster of dispatch who takes a talk next: by shift, duty, skill and place. */
export function createFindNextStaff(parts: FindNextStaffParts): FindNextStaff {
  return async (work, { conversationId, level, notStaffId }) => {
    const row = await work.tx.conversation.findUnique({
      where: { id: conversationId },
      select: { contact: { select: { household: { include: { community: true } } } } },
    })
    const household = row?.contact.household
    const timezone = household?.community.timezone ?? parts.timezone
    const staff = await loadStaffFacts(work.tx, { now: work.now, timezone })
    const place = {
      communityId: household?.communityId ?? parts.defaultCommunityId ?? null,
      building: household?.building ?? null,
    }
    return chooseTalker(staff, place, { level, notStaffId })
  }
}
