import type { Clock } from '../../shared/clock.ts'
import { LinliError } from '../../shared/errors.ts'
import { createId } from '../../shared/ids.ts'
import type { Database } from '../../storage/database.ts'
import type { BindHousehold, DemoHousehold, DemoHouseholds } from './chat-history.ts'

/** Who lives where in the demo community; households that are not there are left out. */
const residents = [
  { building: '1', unit: '1', room: '101', residentName: '王女士' },
  { building: '2', unit: '1', room: '302', residentName: '李先生' },
  { building: '3', unit: '2', room: '801', residentName: '陈阿姨' },
  { building: '6', unit: '2', room: '502', residentName: '赵先生' },
  { building: '8', unit: '1', room: '1001', residentName: 'Ms Miller' },
]

/** Gives the demo households of the database and the way to play one of them. */
export function createDemoResidents(parts: { database: Database; clock: Clock }): {
  households: DemoHouseholds
  bindHousehold: BindHousehold
} {
  const list = async (): Promise<DemoHousehold[]> => {
    const places = residents.map(({ building, unit, room }) => ({ building, unit, room }))
    const rows = await parts.database.client.household.findMany({ where: { demo: true, OR: places } })
    return residents.flatMap(({ residentName, ...place }) => {
      const row = rows.find(({ building, unit, room }) => sameKey({ building, unit, room }, place))
      const label = `${place.building}栋${place.unit}单元${place.room}`
      return row ? [{ id: row.id, label, residentName }] : []
    })
  }
  return {
    households: { list },
    async bindHousehold(sender, householdId) {
      const household = (await list()).find(known => known.id === householdId)
      if (!household) throw new LinliError('not-found', 'There is no such demo household.')
      const now = parts.clock.now()
      const bound = { householdId, name: household.residentName, boundAt: now }
      await parts.database.client.contact.upsert({
        where: { channel_sender: { channel: 'web', sender } },
        create: { id: createId(), channel: 'web', sender, createdAt: now, ...bound },
        update: bound,
      })
    },
  }
}

interface HouseholdKey {
  building: string
  unit: string
  room: string
}

function sameKey(a: HouseholdKey, b: HouseholdKey): boolean {
  return a.building === b.building && a.unit === b.unit && a.room === b.room
}
