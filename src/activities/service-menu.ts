import type { Work } from '../storage/work.ts'

export interface Tier {
  name: string
  price: string
  includes: string
}

/** What is offered in a community, with the mean of its ratings. */
export async function listServices(
  { tx }: Pick<Work, 'tx'>,
  { communityId }: { communityId: string | undefined },
) {
  const rows = await tx.serviceItem.findMany({
    where: { active: true, OR: [{ communityId: null }, ...(communityId ? [{ communityId }] : [])] },
    orderBy: { title: 'asc' },
    take: 10,
    include: { ratings: { select: { score: true } } },
  })
  return rows.map(({ ratings, tiers, ...row }) => ({
    ...row,
    tiers: tiers as unknown as Tier[],
    count: ratings.length,
    average:
      ratings.length === 0 ? null : ratings.reduce((sum, { score }) => sum + score, 0) / ratings.length,
  }))
}

/** One vote a person; a later one replaces it. False where there is no such service. */
export async function rateService(
  { tx, now }: Work,
  rating: { itemId: string; contactId: string; score: number },
): Promise<boolean> {
  const { itemId, contactId, score } = rating
  if (!(await tx.serviceItem.findUnique({ where: { id: itemId } }))) return false
  await tx.serviceRating.upsert({
    where: { itemId_contactId: { itemId, contactId } },
    create: { itemId, contactId, score, at: now },
    update: { score, at: now },
  })
  return true
}
