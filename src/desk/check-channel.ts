import { LinliError } from '../shared/errors.ts'
import type { DeskParts } from './desk-parts.ts'

/** Rejects with `bad-request` a channel that this installation does not run, and that nobody has written through. */
export async function checkChannel(parts: DeskParts, channel: string, field: string): Promise<void> {
  const { channelNames } = parts.broadcasts
  if (channelNames.includes(channel)) return
  const { client } = parts.database
  // One that was taken out of the configuration still has its talks and groups.
  if (await client.conversation.findFirst({ where: { channel }, select: { id: true } })) return
  if (await client.groupChat.findFirst({ where: { channel }, select: { id: true } })) return
  const known = channelNames.length === 0 ? 'none runs here' : `expected one of ${channelNames.join(', ')}`
  throw new LinliError('bad-request', `${field}: there is no channel ${channel}; ${known}.`)
}
