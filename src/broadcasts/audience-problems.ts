import type { Transaction } from '../storage/database.ts'
import type { SettledAudience } from './audience.ts'
import { communitiesOf } from './audience-store.ts'

const mostNamed = 20

/**
 * Names the buildings and units of an audience that do not exist, with those there are; empty where all do. A tag that
 * nobody has any more is no mistake.
 */
export async function findAudienceProblems(
  tx: Pick<Transaction, '$queryRaw'>,
  about: { audience: SettledAudience; scope: readonly string[] | undefined },
): Promise<string[]> {
  const { households, buildings, units } = about.audience
  if (households !== 'chosen' || buildings.length + units.length === 0) return []
  const communities = communitiesOf(about)
  const known = await tx.$queryRaw<{ building: string; unit: string }[]>`
    select h.building, h.unit from "Household" h
    where ${communities === undefined} or h."communityId" = any(${communities ?? []})
    group by h.building, h.unit order by length(h.building), h.building, h.unit`
  const write = ({ building, unit }: { building: string; unit: string }) => `${building}-${unit}`
  return [
    ...nameUnknown('buildings', buildings, new Set(known.map(({ building }) => building))),
    ...nameUnknown('units', units.map(write), new Set(known.map(write))),
  ]
}

function nameUnknown(field: string, given: readonly string[], known: ReadonlySet<string>): string[] {
  const unknown = given.filter(one => !known.has(one))
  if (unknown.length === 0) return []
  const some = [...known].slice(0, mostNamed).join(', ')
  const there =
    known.size === 0 ? 'there are none' : `expected of ${some}${known.size > mostNamed ? ', …' : ''}`
  return [`audience.${field}: nobody is in ${unknown.slice(0, mostNamed).join(', ')}; ${there}.`]
}
