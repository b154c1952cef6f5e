import type { DeskTalks } from './desk/desk-parts.ts'
import type { TalkView } from './desk/talk-contract.ts'
import { noteConversation, returnConversation, takeConversation } from './handover/own-conversation.ts'
import { readTalkFacts } from './handover/read-summary.ts'
import { readSuggestion } from './handover/suggestion-store.ts'
import { summarise } from './handover/summary.ts'
import { answerResident } from './staff-chat/answer-resident.ts'
import { createChatCode } from './staff-chat/staff-accounts.ts'
import type { StaffChatParts } from './staff-chat/staff-chat-parts.ts'
import type { Work } from './storage/work.ts'

export interface DeskTalkParts {
  staffSide: Pick<StaffChatParts, 'reachOf' | 'texts' | 'staffTexts' | 'writeTime' | 'approve'>
  runWork<T>(run: (work: Work) => Promise<T>): Promise<T>
}

/** Gives the desk what a person does with a conversation; the staff room does the same by the same functions. */
export function createDeskTalks({ staffSide, runWork }: DeskTalkParts): DeskTalks {
  return {
    read: id => runWork(work => readTalk(staffSide, work, id)),
    take: step => runWork(async work => void (await takeConversation(work, step))),
    return: step => runWork(work => returnConversation(work, { ...step, reason: 'returned' })),
    close: step => runWork(work => returnConversation(work, { ...step, reason: 'closed' })),
    approve: step => runWork(work => staffSide.approve(work, { ...step, via: 'desk' })),
    note: step => runWork(work => noteConversation(work, { ...step, via: 'desk' })),
    reply: async step => {
      await runWork(work => answerResident(work, { ...step, via: 'desk' }, staffSide.reachOf))
    },
    createChatCode: staffId => runWork(work => createChatCode(work, staffId)),
  }
}

async function readTalk(
  staffSide: DeskTalkParts['staffSide'],
  work: Work,
  conversationId: string,
): Promise<TalkView | undefined> {
  const { tx, now } = work
  const facts = await readTalkFacts(tx, { conversationId, now })
  if (!facts) return undefined
  const row = await tx.conversation.findUniqueOrThrow({ where: { id: conversationId } })
  const waiting = await tx.handover.findFirst({
    where: { conversationId, state: 'waiting' },
    orderBy: { requestedAt: 'asc' },
    select: { requestedAt: true },
  })
  const suggestion = await readSuggestion(tx, conversationId)
  const assignee = row.assigneeId
    ? await tx.staff.findUnique({ where: { id: row.assigneeId }, select: { name: true } })
    : null
  return {
    id: row.id,
    channel: row.channel,
    sender: row.sender,
    mode: row.mode,
    assignee: row.assigneeId,
    assigneeName: assignee?.name ?? null,
    epoch: row.epoch,
    suggestion: suggestion ? { ...suggestion, createdAt: suggestion.createdAt.toISOString() } : null,
    waitingSince: waiting?.requestedAt.toISOString() ?? null,
    summary: summarise(facts, { ...staffSide, now }),
  }
}
