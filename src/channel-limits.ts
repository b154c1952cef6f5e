import type { Channel } from './adapters/channel.ts'

/** Most UTF-16 units a message of this channel may have. */
export function textLimitOf(channels: ReadonlyMap<string, Channel>, name: string): number {
  return channels.get(name)?.capabilities.textLimit ?? 2_000
}

/** Whether what may follow a person's last word is limited there. */
export function hasWindow(channels: ReadonlyMap<string, Channel>, name: string): boolean {
  return channels.get(name)?.capabilities.replyWindow !== undefined
}
