import { LinliError } from '../shared/errors.ts'
import { runPart } from '../storage/savepoint.ts'
import type { Work } from '../storage/work.ts'
import { rememberTimers } from '../timers/timer-store.ts'
import type { RoomOutcome } from './act-on-talk.ts'
import { actOnTicketCommand, type TicketRequest } from './act-on-ticket-command.ts'
import { describeError } from './describe-error.ts'
import type { StaffChatParts } from './staff-chat-parts.ts'

/** The same step with each ticket that a command names; each has its own line, and one that is refused keeps back no other. */
export async function actOnTickets(
  parts: StaffChatParts,
  work: Work,
  asked: TicketRequest,
): Promise<RoomOutcome> {
  const { number, others = [] } = asked.request
  if (number !== undefined && others.length === 0 && !(await isKnown(work, number))) {
    return { kind: 'command', answer: describeUnknown(parts, number) }
  }
  if (number === undefined || others.length === 0) return await actOnTicketCommand(parts, work, asked)
  const lines: string[] = []
  for (const each of [number, ...others]) {
    lines.push(await actOnOne(parts, work, { ...asked, request: { ...asked.request, number: each } }))
  }
  return { kind: 'command', answer: lines.filter(line => line !== '').join('\n') }
}

async function isKnown({ tx }: Work, number: string): Promise<boolean> {
  return (await tx.ticket.count({ where: { number } })) > 0
}

function describeUnknown({ staffTexts, texts }: StaffChatParts, number: string): string {
  return staffTexts.refused(texts.staffTicket.noSuchTicket(number))
}

async function actOnOne(parts: StaffChatParts, work: Work, asked: TicketRequest): Promise<string> {
  const { number = '' } = asked.request
  if (!(await isKnown(work, number))) return describeUnknown(parts, number)
  const restoreTimers = rememberTimers(work)
  try {
    const { answer = '' } = await runPart(work.tx, () => actOnTicketCommand(parts, work, asked))
    return answer
  } catch (error) {
    restoreTimers()
    if (!(error instanceof LinliError) || error.code === 'database-unreachable') throw error
    return describeError(parts, error)
  }
}
