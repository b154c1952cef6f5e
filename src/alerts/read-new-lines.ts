import type { Database } from '../storage/database.ts'

/** A kept message as the watch sees it. */
export interface KeptLine {
  id: bigint
  channel: string
  chat: string
  chatKind: string
  conversationId: string
  sender: string
  text: string
  sentAt: Date
  sentiment: string | null
  state: string
  communityId: string | null
  building: string | null
  /** Written by somebody of the staff. */
  isStaff: boolean
}

export interface ChatPosition {
  channel: string
  chat: string
  /** Lines above it are wanted; -1: the newest 150. */
  seenId: bigint
}

const mostLines = 500
const newest = 150

/** Whether a chat may have more than was given. */
export const isCutOff = (lines: number): boolean => lines >= mostLines

/** Gives what was kept in each chat above its position, oldest first, at most 500 lines a chat; buttons and pictures have no text. */
export async function readNewLines(database: Database, chats: readonly ChatPosition[]): Promise<KeptLine[]> {
  const given = JSON.stringify(chats.map(chat => ({ ...chat, seenId: String(chat.seenId) })))
  const rows = await database.sql<Omit<KeptLine, 'id'> & { id: unknown }>`
    select line.id, line.channel, line.chat, conversation."chatKind", line."conversationId", line.sender, line.text, line."sentAt", line.sentiment,
      line.state, household."communityId", household.building, staff.id is not null as "isStaff"
    from jsonb_to_recordset(${given}::jsonb) as wanted(channel text, chat text, "seenId" bigint)
    join lateral (
      select * from "Inbound" where channel = wanted.channel and chat = wanted.chat and id > case when wanted."seenId" >= 0 then wanted."seenId"
        else coalesce((select id from "Inbound" where channel = wanted.channel and chat = wanted.chat order by id desc offset ${newest} limit 1), 0) end
      order by id limit ${mostLines}
    ) line on true
    join "Conversation" conversation on conversation.id = line."conversationId"
    join "Contact" contact on contact.id = conversation."contactId"
    left join "Household" household on household.id = contact."householdId"
    left join "StaffChannel" staff on staff.channel = line.channel and staff.sender = line.sender
    where conversation."chatKind" in ('group', 'private')
    order by line.id`
  return rows.map(row => ({ ...row, id: BigInt(row.id as string), sentAt: new Date(row.sentAt) }))
}
