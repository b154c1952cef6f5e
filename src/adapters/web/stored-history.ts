import { attachmentKinds } from '../../messaging/message.ts'
import type { Database } from '../../storage/database.ts'
import type { ChatHistory, ChatLine } from './chat-history.ts'
import { readInboundContent, readOutboundButtons } from './stored-content.ts'

const mostLines = 100

/** Reads web chats from the rows of the inbox and the outbox; what waits to be sent is not shown yet. */
export function createStoredHistory(database: Database): ChatHistory {
  return {
    async list(chat, after) {
      const afterId = after !== undefined && /^\d{1,18}$/.test(after) ? BigInt(after) : undefined
      const sent = await listSent(database, chat, afterId)
      if (afterId !== undefined) return sent
      const received = await listReceived(database, chat)
      return [...received, ...sent].sort((a, b) => a.at.getTime() - b.at.getTime()).slice(-mostLines)
    },
  }
}

async function listSent(database: Database, chat: string, afterId: bigint | undefined): Promise<ChatLine[]> {
  const rows = await database.client.outbound.findMany({
    where: {
      conversation: { channel: 'web', chat },
      state: { in: ['sending', 'sent'] },
      ...(afterId !== undefined && { id: { gt: afterId } }),
    },
    orderBy: { id: 'desc' },
    take: mostLines,
  })
  return rows.reverse().map(row => {
    const buttons = readOutboundButtons(row.content)
    return {
      id: String(row.id),
      from: row.author === 'staff' ? 'staff' : 'bot',
      text: row.text,
      at: row.sentAt ?? row.createdAt,
      ...(buttons && { buttons }),
    }
  })
}

async function listReceived(database: Database, chat: string): Promise<ChatLine[]> {
  const rows = await database.client.inbound.findMany({
    where: { channel: 'web', chat },
    include: { attachments: { orderBy: { id: 'asc' } } },
    orderBy: { id: 'desc' },
    take: mostLines,
  })
  return rows.reverse().map(row => {
    const { pressed, location } = readInboundContent(row.content)
    const files = row.attachments.map(file => ({
      kind: attachmentKinds.find(kind => kind === file.kind) ?? 'file',
      reference: file.reference,
      ...(file.fileName && { fileName: file.fileName }),
      ...(file.mimeType && { mimeType: file.mimeType }),
    }))
    return {
      id: row.messageId,
      from: 'resident',
      text: row.text,
      at: row.receivedAt,
      ...(pressed !== undefined && { pressed }),
      ...(location && { location }),
      ...(files.length > 0 && { files }),
    }
  })
}
