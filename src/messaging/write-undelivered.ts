import { zhCn } from '../i18n/zh-cn.ts'
import type { UndeliveredMessage } from './delivery.ts'

const shownCharacters = 120

/** The notice to staff about a message that will not arrive: they reach the resident another way. */
export function writeUndelivered(message: UndeliveredMessage) {
  const { conversationId, outboundId, channel, state, reason } = message
  const said = message.text.replaceAll('**', '')
  const text = said.length > shownCharacters ? `${said.slice(0, shownCharacters)}…` : said
  return {
    kind: 'message-undelivered',
    level: 'warning' as const,
    text: zhCn.undelivered[state]({ channel, text }),
    conversationId,
    needsAck: true,
    data: { outboundId, channel, state, reason: reason.slice(0, 500) },
  }
}
