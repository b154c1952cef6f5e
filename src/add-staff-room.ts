import type { Channel, ChannelInbox } from './adapters/channel.ts'
import type { Clock } from './shared/clock.ts'
import type { StaffChat } from './staff-chat/create-staff-chat.ts'
import type { StaffRoom } from './staff-chat/staff-room.ts'
import { keepStaffRoomMove, loadStaffRoom } from './staff-chat/staff-room-place.ts'
import type { Database } from './storage/database.ts'

export interface RoomPlace {
  find(): StaffRoom | undefined
  load(): Promise<void>
  move(toChat: string): Promise<void>
}

/** Where the staff room is: as configured, until its platform gives it a new id. */
export function createRoomPlace(parts: {
  channels: readonly Channel[]
  database: Database
  clock: Clock
  staffRoom?: { channel: string; chat: string }
}): RoomPlace {
  const { staffRoom, database, clock } = parts
  const channel = parts.channels.find(({ name }) => name === staffRoom?.channel)
  const configured =
    staffRoom && channel ? { ...staffRoom, textLimit: channel.capabilities.textLimit } : undefined
  let room = configured
  return {
    find: () => room,
    load: async () => {
      if (configured) room = await loadStaffRoom(database, configured)
    },
    move: async toChat => {
      if (!configured) return
      room = { ...configured, chat: toChat }
      await keepStaffRoomMove(database, { configured, toChat, now: clock.now() })
    },
  }
}

/** What stands in the staff room goes to the staff chat; everything else is a resident's and goes on. */
export function addStaffRoom(
  inbox: ChannelInbox,
  { staffChat, room }: { staffChat: StaffChat; room: RoomPlace },
): ChannelInbox {
  return {
    ...inbox,
    receive: message => (staffChat.isForStaff(message) ? staffChat.receive(message) : inbox.receive(message)),
    edit: edit => (staffChat.isRoom(edit) ? staffChat.edit(edit) : inbox.edit(edit)),
    moveChat: async (channel, fromChat, toChat) => {
      if (staffChat.isRoom({ channel, chat: fromChat })) await room.move(toChat)
      await inbox.moveChat(channel, fromChat, toChat)
    },
    setMembership: change => staffChat.setMembership(change),
  }
}
