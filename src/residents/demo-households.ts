import { LinliError } from '../shared/errors.ts'
import type { Transaction } from '../storage/database.ts'
import { bindToHousehold } from './bind-household.ts'
import { ensureContact } from './ensure-contact.ts'

const residentNames = ['王女士', '李先生', '张阿姨', '陈先生', '刘女士', '赵大爷', '孙小姐', '周先生']
const shownRooms = ['101', '302', '502', '801']

/** The households a newcomer may play, with invented names; empty where there is no demo community. */
export async function listDemoHouseholds(
  tx: Transaction,
): Promise<{ id: string; label: string; residentName: string }[]> {
  const rows = await tx.household.findMany({
    where: { demo: true, unit: '1', room: { in: shownRooms } },
    orderBy: [{ building: 'asc' }, { room: 'asc' }],
    take: residentNames.length,
  })
  return rows.map((row, index) => ({
    id: row.id,
    label: `${row.building}栋${row.unit}单元${row.room}`,
    residentName: residentNames[index] ?? '',
  }))
}

/** Lets a visitor play a demo household; throws `not-found` for any other household. */
export async function playDemoHousehold(
  tx: Transaction,
  visit: { channel: string; sender: string; householdId: string; now: Date },
): Promise<void> {
  const household = await tx.household.findFirst({ where: { id: visit.householdId, demo: true } })
  if (!household) throw new LinliError('not-found', 'There is no such demo household.')
  const contactId = await ensureContact(tx, { ...visit, name: '' })
  await bindToHousehold(tx, { contactId, householdId: household.id, now: visit.now })
}
