import type { Work } from '../storage/work.ts'

/** Private chats of managers with the bot, the one written in last first. */
export async function findManagersChats(work: Work): Promise<{ channel: string; chat: string }[]> {
  const managers = await work.tx.staff.findMany({
    where: { role: { in: ['manager', 'admin'] }, active: true },
    select: { id: true },
  })
  const accounts = await work.tx.staffChannel.findMany({
    where: { staffId: { in: managers.map(({ id }) => id) } },
    select: { channel: true, sender: true },
  })
  if (accounts.length === 0) return []
  return await work.tx.conversation.findMany({
    where: { chatKind: 'private', OR: accounts },
    orderBy: { lastInboundAt: 'desc' },
    select: { channel: true, chat: true },
  })
}
