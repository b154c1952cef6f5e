import { textsFor } from '../i18n/texts.ts'
import type { TicketCategory } from '../shared/vocabulary.ts'
import type { Transaction } from '../storage/database.ts'
import type { TalkFacts } from './summary.ts'

/** How far back a talk reaches: what was said before is another matter. */
const talkReachesMs = 24 * 3_600_000
const mostSaid = 6
const mostTurns = 12

/** Reads what is known of a resident's talk; undefined where there is no such conversation. */
export async function readTalkFacts(
  tx: Transaction,
  { conversationId, now }: { conversationId: string; now: Date },
): Promise<TalkFacts | undefined> {
  const conversation = await tx.conversation.findUnique({
    where: { id: conversationId },
    include: { contact: { include: { household: true } } },
  })
  if (!conversation || conversation.chatKind === 'staff') return undefined
  const since = new Date(now.getTime() - talkReachesMs)
  const { contact, state } = conversation
  const { draft } = (state ?? {}) as { draft?: { category: TicketCategory; description: string } }
  const household = contact.household ? textsFor('zh-CN').place(contact.household) : null
  return {
    title: [household, contact.name].filter(Boolean).join(' ') || conversation.sender,
    name: contact.name,
    household,
    reason: await readReason(tx, conversationId),
    ...(await readSaid(tx, conversationId, since)),
    did: await readTurns(tx, conversationId, since),
    tickets: await readTickets(tx, conversation),
    draft: draft ? { category: draft.category, description: draft.description } : null,
    lastClause: await readLastClause(tx, conversationId, since),
    notes: await tx.conversationNote.findMany({
      where: { conversationId, at: { gte: since } },
      orderBy: { at: 'asc' },
      select: { at: true, by: true, text: true },
    }),
  }
}

/** How staff know a talk: household and name. */
export async function readTalkTitle(tx: Transaction, conversationId: string): Promise<string> {
  const row = await tx.conversation.findUnique({
    where: { id: conversationId },
    select: { sender: true, contact: { select: { name: true, household: true } } },
  })
  if (!row) return conversationId
  const { name, household } = row.contact
  const place = household ? textsFor('zh-CN').place(household) : ''
  return [place, name].filter(Boolean).join(' ') || row.sender
}

async function readReason(tx: Transaction, conversationId: string): Promise<string> {
  const row = await tx.handover.findFirst({
    where: { conversationId },
    orderBy: { requestedAt: 'desc' },
    select: { reason: true },
  })
  return row?.reason ?? ''
}

async function readSaid(
  tx: Transaction,
  conversationId: string,
  since: Date,
): Promise<Pick<TalkFacts, 'said' | 'moods'>> {
  const rows = await tx.inbound.findMany({
    where: { conversationId, receivedAt: { gte: since } },
    orderBy: { id: 'desc' },
    take: 40,
    select: { text: true, receivedAt: true, emotion: true, angryAtService: true },
  })
  const worded = rows.filter(({ text }) => text.trim() !== '' && !text.startsWith('/'))
  return {
    said: worded
      .slice(0, mostSaid)
      .map(({ text }) => [...text].slice(0, 120).join(''))
      .reverse(),
    moods: worded
      .flatMap(({ receivedAt: at, emotion, angryAtService }) =>
        emotion ? [{ at, emotion, angryAtService: angryAtService ?? false }] : [],
      )
      .reverse(),
  }
}

async function readTurns(tx: Transaction, conversationId: string, since: Date): Promise<TalkFacts['did']> {
  const rows = await tx.turn.findMany({
    where: { conversationId, committedAt: { gte: since } },
    orderBy: { committedAt: 'desc' },
    take: mostTurns,
    select: { committedAt: true, commands: true },
  })
  return rows.reverse().map(({ committedAt, commands }) => ({
    at: committedAt,
    kinds: ((commands ?? []) as { kind: string }[]).map(({ kind }) => kind),
  }))
}

async function readTickets(
  tx: Transaction,
  { channel, sender }: { channel: string; sender: string },
): Promise<TalkFacts['tickets']> {
  const rows = await tx.ticket.findMany({
    where: { channel, sender, status: { notIn: ['resolved', 'followed_up', 'closed', 'cancelled'] } },
    orderBy: { serial: 'desc' },
    take: 5,
    select: {
      number: true,
      category: true,
      status: true,
      location: true,
      respondBy: true,
      resolveBy: true,
    },
  })
  return rows.map(row => ({ ...row, category: row.category as TicketCategory }))
}

async function readLastClause(tx: Transaction, conversationId: string, since: Date): Promise<string | null> {
  const rows = await tx.outbound.findMany({
    where: { conversationId, author: 'bot', createdAt: { gte: since } },
    orderBy: { id: 'desc' },
    take: 10,
    select: { citations: true },
  })
  for (const { citations } of rows) {
    const [first] = (citations ?? []) as { document: string; clause: string }[]
    if (first) return `《${first.document}》${first.clause}`
  }
  return null
}
