import { LinliError } from '../shared/errors.ts'
import type { Transaction } from '../storage/database.ts'

/** Which households get or lose a tag: those that fit all that is given. */
export interface TagChange {
  tag: string
  action: 'add' | 'remove'
  communityId: string
  building?: string | undefined
  unit?: string | undefined
  householdIds?: string[] | undefined
}

const mostTags = 20

/** Adds a tag to households or takes it away; gives how many changed. Rejects with `bad-request` where none fit, or one would have too many. */
export async function changeTags(tx: Transaction, change: TagChange): Promise<{ changed: number }> {
  const { tag, action, communityId, building, unit, householdIds } = change
  const rows = await tx.household.findMany({
    where: {
      communityId,
      ...(building === undefined ? {} : { building }),
      ...(unit === undefined ? {} : { unit }),
      ...(householdIds === undefined ? {} : { id: { in: householdIds } }),
    },
    select: { id: true, tags: true },
  })
  if (rows.length === 0) throw new LinliError('bad-request', 'No household fits; look at building and unit.')
  const isAdd = action === 'add'
  const concerned = rows.filter(row => (row.tags as string[]).includes(tag) !== isAdd)
  if (isAdd && concerned.some(row => (row.tags as string[]).length >= mostTags)) {
    throw new LinliError('bad-request', `tag: a household has at most ${mostTags} tags.`)
  }
  const ids = concerned.map(({ id }) => id)
  if (isAdd) {
    await tx.$executeRaw`update "Household" set tags = tags || to_jsonb(${tag}::text) where id = any(${ids})`
  } else {
    await tx.$executeRaw`update "Household" set tags = tags - ${tag}::text where id = any(${ids})`
  }
  return { changed: ids.length }
}

/** All tags with how many households have them, the most frequent first; `communityIds` undefined: everywhere. */
export async function listTags(
  tx: Pick<Transaction, '$queryRaw'>,
  communityIds: readonly string[] | undefined,
): Promise<{ tag: string; count: number }[]> {
  const rows = await tx.$queryRaw<{ tag: string; count: bigint }[]>`
    select t.tag, count(*) as count from "Household" h, jsonb_array_elements_text(h.tags) as t(tag)
    where (${communityIds === undefined} or h."communityId" = any(${[...(communityIds ?? [])]}))
    group by t.tag order by count(*) desc, t.tag limit 200`
  return rows.map(({ tag, count }) => ({ tag, count: Number(count) }))
}
