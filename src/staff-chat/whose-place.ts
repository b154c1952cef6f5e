import type { Transaction } from '../storage/database.ts'
import type { RoomMember } from './staff-accounts.ts'

/** Whether a conversation is one of theirs: what belongs to no community is everybody's. */
export async function seesConversation(
  tx: Transaction,
  member: Pick<RoomMember, 'communities'>,
  conversationId: string,
): Promise<boolean> {
  if (member.communities.length === 0) return true
  const row = await tx.conversation.findUnique({
    where: { id: conversationId },
    select: { contact: { select: { household: { select: { communityId: true } } } } },
  })
  return isTheirs(member, row?.contact.household?.communityId)
}

/** Likewise for a ticket, by its number. */
export async function seesTicket(
  tx: Transaction,
  member: Pick<RoomMember, 'communities'>,
  number: string,
): Promise<boolean> {
  if (member.communities.length === 0) return true
  const row = await tx.ticket.findUnique({ where: { number }, select: { communityId: true } })
  return isTheirs(member, row?.communityId)
}

/** Likewise for a notice; one that is addressed to them is theirs wherever it comes from. */
export async function seesNotice(tx: Transaction, member: RoomMember, noticeId: string): Promise<boolean> {
  if (member.communities.length === 0) return true
  const row = await tx.staffNotice.findUnique({
    where: { id: noticeId },
    select: { communityId: true, toStaffId: true },
  })
  return row?.toStaffId === member.id || isTheirs(member, row?.communityId)
}

function isTheirs({ communities }: Pick<RoomMember, 'communities'>, id: string | null | undefined): boolean {
  return id == null || communities.includes(id)
}
