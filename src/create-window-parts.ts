import type { Channel } from './adapters/channel.ts'
import { findOtherTalks } from './bindings/find-other-talks.ts'
import { zhCn } from './i18n/zh-cn.ts'
import type { DeliverParts } from './messaging/delivery.ts'
import { postStaffNotice } from './notices/staff-notice.ts'
import type { Database } from './storage/database.ts'

type WindowParts = Pick<
  DeliverParts,
  | 'windowOf'
  | 'textLimitOf'
  | 'findOutsideSender'
  | 'findOtherTalks'
  | 'reportHeld'
  | 'writeStale'
  | 'writeWhole'
>

/** What delivery asks about channels that limit what may follow a person's last word. */
export function createWindowParts(
  database: Database,
  channels: ReadonlyMap<string, Channel>,
  linkToWhole: ((outboundId: bigint) => string) | undefined,
): WindowParts {
  return {
    windowOf: name => channels.get(name)?.capabilities.replyWindow,
    textLimitOf: name => channels.get(name)?.capabilities.textLimit ?? 2_000,
    findOutsideSender: name => {
      const channel = channels.get(name)
      return channel?.sendOutsideWindow && (message => channel.sendOutsideWindow?.(message) as never)
    },
    findOtherTalks: contactId => findOtherTalks(database, contactId),
    reportHeld: async (work, { conversationId, outboundId, channel, text, reason }) => {
      await postStaffNotice(work, {
        kind: 'message-held',
        level: 'warning',
        text: zhCn.windowClosed({ channel, text: text.replaceAll('**', '').slice(0, 200) }),
        conversationId,
        needsAck: true,
        data: { outboundId, channel, reason },
      })
    },
    ...(linkToWhole ? { writeWhole: id => zhCn.wholeText(linkToWhole(id)) } : {}),
    writeStale: (text, heldAt) => `${zhCn.staleMessage(heldAt)}\n${text}`,
  }
}
