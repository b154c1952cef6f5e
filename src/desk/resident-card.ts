import { LinliError } from '../shared/errors.ts'
import type { Database } from '../storage/database.ts'
import { isOpen } from '../tickets/ticket.ts'
import type { ResidentCardView } from './contract.ts'
import type { DeskParts } from './desk-parts.ts'
import { labelHousehold } from './household-label.ts'
import { inScope, type Scope } from './scope.ts'

const shownTickets = 20
const shownMoods = 30

/** Tells who writes in a conversation, from what is kept. Rejects with `not-found` when there is no such one. */
export async function readResidentCard(
  { database }: DeskParts,
  conversationId: string,
  scope: Scope,
): Promise<ResidentCardView> {
  const { client } = database
  const row = await client.conversation.findUnique({
    where: { id: conversationId },
    include: { contact: { include: { household: { include: { community: true } } } } },
  })
  if (!row) throw new LinliError('not-found', 'There is no such conversation.')
  const { contact } = row
  const { household } = contact
  const tickets = await readTickets(database, { ...row, householdId: household?.id }, scope)
  const moods = await client.inbound.findMany({
    where: { conversationId, emotion: { not: null } },
    orderBy: { id: 'desc' },
    take: shownMoods,
    select: { receivedAt: true, emotion: true, sentiment: true, angryAtService: true },
  })
  return {
    name: contact.name,
    phone: contact.phone,
    language: row.language,
    channel: row.channel,
    since: contact.createdAt.toISOString(),
    community: household?.community.name ?? null,
    communityId: household?.communityId ?? null,
    household: household ? labelHousehold(household) : null,
    householdId: household?.id ?? null,
    boundAt: contact.boundAt?.toISOString() ?? null,
    cannotBeReached: contact.blockedAt !== null,
    tickets: tickets.map(toLine),
    moods: moods.reverse().map(mood => ({
      at: mood.receivedAt.toISOString(),
      emotion: mood.emotion ?? 'neutral',
      angryAtService: mood.angryAtService ?? false,
    })),
  }
}

function readTickets(
  { client }: Database,
  writer: { channel: string; sender: string; householdId: string | undefined },
  scope: Scope,
) {
  const { channel, sender, householdId } = writer
  const theirs = householdId === undefined ? [] : [{ householdId }]
  return client.ticket.findMany({
    where: { AND: [{ OR: [{ channel, sender }, ...theirs] }, inScope(scope)] },
    orderBy: { serial: 'desc' },
    take: shownTickets,
  })
}

function toLine(
  ticket: Awaited<ReturnType<typeof readTickets>>[number],
): ResidentCardView['tickets'][number] {
  const runs = isOpen(ticket.status)
  // The promise that runs: an answer first, then the end of the work.
  const promised = ticket.respondedAt ? ticket.resolveBy : ticket.respondBy
  const { number, kind, category, priority, status, description, rating, ratingComment, appointment } = ticket
  return {
    ...{ number, kind, category, priority, status, description, rating, ratingComment, appointment },
    isOpen: runs,
    createdAt: ticket.createdAt.toISOString(),
    dueAt: runs ? promised.toISOString() : null,
  }
}
