import { LinliError } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import type { Work } from '../storage/work.ts'

export interface Tier {
  name: string
  price: string
  includes: string
}

/** What is entered of a service or partner. */
export interface ServiceEntry {
  communityId: string | null
  title: string
  text: string
  tiers: Tier[]
  /** Who does it, where it is not the company. */
  partner: string | null
  phone: string | null
  active: boolean
}

const mostOffered = 10
const mostListed = 200

/** What is offered in a community, with the mean of its ratings (1 to 5). */
export async function listServices(
  tx: Pick<Work['tx'], 'serviceItem'>,
  { communityId }: { communityId: string | undefined },
) {
  const where = { active: true, OR: [{ communityId: null }, ...(communityId ? [{ communityId }] : [])] }
  return await readServices(tx, { where, most: mostOffered })
}

/** All that is entered, also what is not offered now; `where` limits it. */
export async function listAllServices(tx: Pick<Work['tx'], 'serviceItem'>, where: object) {
  return await readServices(tx, { where, most: mostListed })
}

async function readServices(
  tx: Pick<Work['tx'], 'serviceItem'>,
  { where, most }: { where: object; most: number },
) {
  const rows = await tx.serviceItem.findMany({
    where,
    orderBy: { title: 'asc' },
    take: most,
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

/** Enters a service, or changes it where `id` is given; rejects with `not-found`. Gives its id. */
export async function keepService(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  { id, ...entry }: ServiceEntry & { id?: string },
): Promise<string> {
  const data = { ...entry, tiers: entry.tiers as unknown as object[] }
  if (id === undefined) {
    return (await tx.serviceItem.create({ data: { ...data, id: createId(), createdAt: now } })).id
  }
  const { count } = await tx.serviceItem.updateMany({ where: { id }, data })
  if (count === 0) throw new LinliError('not-found', 'There is no such service.')
  return id
}

/** A service that residents may rate; undefined where there is none. */
export async function findService({ tx }: Pick<Work, 'tx'>, id: string) {
  return (await tx.serviceItem.findUnique({ where: { id, active: true } })) ?? undefined
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
