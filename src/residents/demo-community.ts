import type { Transaction } from '../storage/database.ts'
import { createBindCode } from './bind-code.ts'

export const demoCommunityId = 'demo-linli-garden'

const buildings = ['1', '2', '3', '5', '6', '8']
const units = ['1', '2']
const floors = [1, 2, 3, 5, 8, 10]
const doors = ['01', '02']

/** Creates the demo community 邻里花园 with its households, once. */
export async function createDemoCommunity(tx: Transaction, now: Date): Promise<void> {
  const existing = await tx.community.findUnique({ where: { id: demoCommunityId } })
  if (existing) return
  await tx.community.create({
    data: { id: demoCommunityId, name: '邻里花园', buildings: [], demo: true, createdAt: now },
  })
  const households = buildings.flatMap(building =>
    units.flatMap(unit =>
      floors.flatMap(floor => doors.map(door => ({ building, unit, room: `${floor}${door}` }))),
    ),
  )
  await tx.household.createMany({
    data: households.map(place => ({
      ...place,
      id: `demo-${place.building}-${place.unit}-${place.room}`,
      communityId: demoCommunityId,
      bindCode: createBindCode(),
      demo: true,
      createdAt: now,
    })),
  })
}
