import type { Command } from './commands/command.ts'
import type { TurnParts } from './turn-parts.ts'
import { type UnderstandContext, understandWords } from './understand-words.ts'

/** Chat about nothing of ours is a guess as well. */
const isUnclear = (command: Command): boolean =>
  command.kind === 'cannot-handle' ||
  command.kind === 'clarify' ||
  (command.kind === 'small-talk' && command.topic === 'chat')

/**
 * Words that nobody could place belong to the ticket for which staff wait for this resident. Undefined where no one ticket waits, or
 * the words are clear by themselves.
 */
export async function hearFollowUp(
  parts: TurnParts,
  context: UnderstandContext,
): Promise<Command[] | undefined> {
  const [ticket, second] = context.tickets.filter(({ status }) => status === 'waiting')
  if (!ticket || second) return undefined
  const row = await parts.database.client.ticket.findUnique({
    where: { number: ticket.number },
    select: { waitReason: true },
  })
  if (row?.waitReason !== 'resident') return undefined
  const { commands } = await understandWords(parts, context)
  if (!commands.every(isUnclear)) return undefined
  return [{ kind: 'add-to-ticket', ticketNumber: ticket.number, note: context.spoken.join('，') }]
}
