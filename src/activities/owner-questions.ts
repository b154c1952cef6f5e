import { createId } from '../shared/ids.ts'
import type { Work } from '../storage/work.ts'

/** Takes a question for the owners' day and numbers it; undefined while the window is closed. */
export async function askOwnerDay(
  work: Work,
  asked: {
    communityId: string | undefined
    text: string
    contactId: string
    conversationId: string
  },
): Promise<{ number: number; title: string } | undefined> {
  const { communityId, text, contactId, conversationId } = asked
  const day = await work.tx.activity.findFirst({
    where: {
      ...{ kind: 'owner-day', state: 'open', startsAt: { lte: work.now }, closesAt: { gt: work.now } },
      OR: [{ communityId: null }, ...(communityId ? [{ communityId }] : [])],
    },
    orderBy: { startsAt: 'desc' },
  })
  if (!day) return undefined
  await work.tx.$queryRaw`select id from "Activity" where id = ${day.id} for update`
  const last = await work.tx.ownerQuestion.aggregate({
    where: { activityId: day.id },
    _max: { number: true },
  })
  const number = (last._max.number ?? 0) + 1
  await work.tx.ownerQuestion.create({
    data: {
      ...{ id: createId(), activityId: day.id, number, text, contactId, conversationId, askedAt: work.now },
    },
  })
  return { number, title: day.title }
}
