import type { Command } from './command.ts'

export type DropReason = 'only-in-private' | 'too-many-tickets' | 'too-many-commands'

export interface CheckedCommands {
  allowed: Command[]
  dropped: { command: Command['kind']; reason: DropReason }[]
}

export interface CommandContext {
  chatKind: 'private' | 'group'
  /** Tickets this person opened in the last 24 hours. */
  openedToday: number
}

const mostCommands = 8
const mostTicketsATurn = 3
/** More than this in a day is hardly a resident with new problems; danger is never dropped. */
export const mostTicketsADay = 20

/** Facts about one's own tickets are told in private only (promise 6). */
const privateOnly: Command['kind'][] = [
  'ask-status',
  'cancel-ticket',
  'reopen-ticket',
  'rate-service',
  'urge-ticket',
  'add-to-ticket',
]

function isPrivate(command: Command): boolean {
  const isPhone = (command.kind === 'set-slot' || command.kind === 'correct-slot') && command.slot === 'phone'
  return isPhone || privateOnly.includes(command.kind)
}

/** Drops what this person, place or state may not do and keeps the reason, so that the resident hears why. */
export function checkCommands(commands: Command[], context: CommandContext): CheckedCommands {
  const allowed: Command[] = []
  const dropped: CheckedCommands['dropped'] = []
  for (const command of commands) {
    const reason = findDropReason(command, allowed, context)
    if (reason) dropped.push({ command: command.kind, reason })
    else allowed.push(command)
  }
  return { allowed, dropped }
}

function findDropReason(
  command: Command,
  allowed: Command[],
  context: CommandContext,
): DropReason | undefined {
  if (command.kind === 'open-ticket' && command.draft.priority === 'emergency') return undefined
  if (allowed.length >= mostCommands) return 'too-many-commands'
  if (context.chatKind === 'group' && isPrivate(command)) return 'only-in-private'
  if (command.kind !== 'open-ticket') return undefined
  const inTurn = allowed.filter(other => other.kind === 'open-ticket').length
  const isTooMany = inTurn >= mostTicketsATurn || context.openedToday + inTurn >= mostTicketsADay
  return isTooMany ? 'too-many-tickets' : undefined
}
