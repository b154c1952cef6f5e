import { readTalkFacts, readTalkTitle } from '../handover/read-summary.ts'
import { type OpenSuggestion, readSuggestion } from '../handover/suggestion-store.ts'
import { summarise, writeSummary } from '../handover/summary.ts'
import type { StoredAttachment } from '../messaging/find-file.ts'
import type { AttachmentKind, Button } from '../messaging/message.ts'
import type { EventOf } from '../shared/events.ts'
import type { Work } from '../storage/work.ts'
import { nameStaff } from './name-staff.ts'
import { sayInRoom } from './room-outbox.ts'
import type { StaffChatParts } from './staff-chat-parts.ts'

/** A person is wanted: the card with all that is known, and the button that takes the talk. */
export async function announceHandover(
  parts: StaffChatParts,
  work: Work,
  { conversationId }: EventOf<'handover-requested'>,
): Promise<void> {
  const room = parts.findRoom()
  if (!room) return
  const facts = await readTalkFacts(work.tx, { conversationId, now: work.now })
  if (!facts) return
  const { staffTexts } = parts
  const summary = summarise(facts, { ...parts, now: work.now })
  const suggestion = await readSuggestion(work.tx, conversationId)
  const drafted = suggestion ? writeSuggestion(parts, suggestion) : []
  const text = [
    staffTexts.card(summary),
    writeSummary(summary, staffTexts),
    ...drafted,
    staffTexts.cardHow,
  ].join('\n\n')
  const approve = suggestion?.mayApprove ? [talkButton(parts, 'approve', conversationId)] : []
  const buttons = [[...approve, talkButton(parts, 'take', conversationId)]]
  await sayInRoom(work, room, { text, buttons, about: { conversationId, title: summary.title } })
}

/** What the bot would say and do. */
function writeSuggestion({ staffTexts }: StaffChatParts, suggestion: OpenSuggestion): string[] {
  const { text, actions } = suggestion
  const steps = actions.map(action => staffTexts.step[action] ?? action).join('、')
  return [`${staffTexts.suggestion}${text}`, ...(steps === '' ? [] : [staffTexts.would(steps)])]
}

/** The bot has drafted anew while a person is waited for. */
export async function announceSuggestion(
  parts: StaffChatParts,
  work: Work,
  { conversationId }: EventOf<'reply-suggested'>,
): Promise<void> {
  const suggestion = await readSuggestion(work.tx, conversationId)
  if (!suggestion) return
  const { staffTexts } = parts
  const how = suggestion.mayApprove ? staffTexts.approveHow : staffTexts.draftOnlyHow
  await sayOfTalk(parts, work, {
    conversationId,
    write: title => [staffTexts.suggested(title), ...writeSuggestion(parts, suggestion), how].join('\n'),
    ...(suggestion.mayApprove ? { buttons: [[talkButton(parts, 'approve', conversationId)]] } : {}),
  })
}

type TalkButton = 'take' | 'return' | 'close' | 'approve'

function talkButton({ staffTexts }: StaffChatParts, action: TalkButton, id: string): Button {
  return { label: staffTexts.buttons[action], value: `talk:${action}:${id}` }
}

/** Words about a talk, in its thread. */
async function sayOfTalk(
  parts: StaffChatParts,
  work: Work,
  talk: {
    conversationId: string
    write(title: string): string
    buttons?: Button[][]
    attachment?: StoredAttachment
  },
): Promise<void> {
  const room = parts.findRoom()
  if (!room) return
  const { conversationId, buttons, attachment } = talk
  const title = await readTalkTitle(work.tx, conversationId)
  await sayInRoom(work, room, {
    text: talk.write(title),
    about: { conversationId, title },
    ...(buttons ? { buttons } : {}),
    ...(attachment ? { attachment } : {}),
  })
}

export async function announceTaken(
  parts: StaffChatParts,
  work: Work,
  { conversationId, by, previous }: EventOf<'conversation-taken'>,
): Promise<void> {
  const name = await nameStaff(work, by)
  const from = previous === null ? undefined : await nameStaff(work, previous)
  const { staffTexts } = parts
  await sayOfTalk(parts, work, {
    conversationId,
    write: title =>
      from === undefined ? staffTexts.taken({ name, title }) : staffTexts.passed({ name, from, title }),
    buttons: [[talkButton(parts, 'return', conversationId), talkButton(parts, 'close', conversationId)]],
  })
}

export async function announceReturned(
  parts: StaffChatParts,
  work: Work,
  { conversationId, by, reason }: EventOf<'conversation-returned'>,
): Promise<void> {
  const name = await nameStaff(work, by)
  const { staffTexts } = parts
  const write = (title: string) => {
    if (reason === 'idle') return staffTexts.idle(title)
    return reason === 'closed' ? staffTexts.closed({ name, title }) : staffTexts.returned({ name, title })
  }
  await sayOfTalk(parts, work, { conversationId, write })
}

/** What was answered at the desk is seen in the room too; what was written here stands here already. */
export async function announceAnswer(
  parts: StaffChatParts,
  work: Work,
  { conversationId, by, text, via }: EventOf<'staff-answered'>,
): Promise<void> {
  if (via === 'room') return
  const name = await nameStaff(work, by)
  await sayOfTalk(parts, work, { conversationId, write: () => parts.staffTexts.answered({ name, text }) })
}

export async function announceNote(
  parts: StaffChatParts,
  work: Work,
  { conversationId, by, text, via }: EventOf<'conversation-noted'>,
): Promise<void> {
  if (via === 'room') return
  const name = await nameStaff(work, by)
  await sayOfTalk(parts, work, { conversationId, write: () => parts.staffTexts.noted({ name, text }) })
}

/** What the resident writes while a person is waited for or has the talk: words and files. */
export async function mirrorResident(
  parts: StaffChatParts,
  work: Work,
  { conversationId, inboundIds }: EventOf<'resident-wrote'>,
): Promise<void> {
  if (!parts.findRoom()) return
  const rows = await work.tx.inbound.findMany({
    where: { id: { in: inboundIds } },
    orderBy: { id: 'asc' },
    include: { attachments: { orderBy: { id: 'asc' } } },
  })
  for (const { text, channel, attachments } of rows) {
    if (text.trim() !== '') {
      await sayOfTalk(parts, work, {
        conversationId,
        write: title => parts.staffTexts.resident({ title, text }),
      })
    }
    for (const file of attachments) {
      const attachment: StoredAttachment = {
        id: file.id,
        kind: file.kind as AttachmentKind,
        channel,
        reference: file.reference,
        ...(file.fileName ? { fileName: file.fileName } : {}),
        ...(file.mimeType ? { mimeType: file.mimeType } : {}),
      }
      await sayOfTalk(parts, work, {
        conversationId,
        write: title => parts.staffTexts.fileOf(title),
        attachment,
      })
    }
  }
}

/** The resident changed their words while a person is at the talk. */
export async function mirrorEdit(
  parts: StaffChatParts,
  work: Work,
  { conversationId, text }: EventOf<'resident-edited'>,
): Promise<void> {
  const row = await work.tx.conversation.findUnique({
    where: { id: conversationId },
    select: { mode: true },
  })
  if (!row || row.mode === 'bot') return
  await sayOfTalk(parts, work, { conversationId, write: () => parts.staffTexts.residentEdited(text) })
}
