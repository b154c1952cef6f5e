import type { Database } from '../storage/database.ts'
import type { StaffRoom } from './staff-room.ts'

const settingKey = 'staff-room'

/** Where the room of the configuration is now: its platform may have given it a new id since. */
export async function loadStaffRoom(database: Database, configured: StaffRoom): Promise<StaffRoom> {
  const row = await database.client.setting.findUnique({ where: { key: settingKey } })
  const moved = (row?.value ?? {}) as { from?: string; to?: string }
  const isSame = moved.from === `${configured.channel}:${configured.chat}`
  return isSame && moved.to ? { ...configured, chat: moved.to } : configured
}

/** Remembers the room's new id beside the one of the configuration. */
export async function keepStaffRoomMove(
  database: Database,
  move: { configured: StaffRoom; toChat: string; now: Date },
): Promise<void> {
  const { configured, toChat, now } = move
  const value = { from: `${configured.channel}:${configured.chat}`, to: toChat }
  await database.client.setting.upsert({
    where: { key: settingKey },
    create: { key: settingKey, value, updatedAt: now },
    update: { value, updatedAt: now },
  })
}
