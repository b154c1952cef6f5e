import { normaliseText } from '../../shared/normalise-text.ts'
import type { Command } from '../commands/command.ts'
import { says } from '../understand/cues.ts'
import type { Progress } from './state.ts'
import { type FlowContext, withTicket } from './ticket-flows.ts'

/** Records the score; 「还在漏，1分」 opens the ticket again as well. */
export function rateService(
  progress: Progress,
  command: Extract<Command, { kind: 'rate-service' }>,
  context: FlowContext,
): Progress {
  const { score, comment } = command
  const reopens = score <= 2 && says(normaliseText(comment), 'reopen')
  const rated = withTicket({ progress, context, purpose: 'rate', number: command.ticketNumber }, ticket => ({
    kind: 'rate-ticket',
    number: ticket.number,
    score,
    comment,
    reopens,
  }))
  const step = rated.steps.at(-1)
  if (!reopens || step?.kind !== 'rate-ticket') return rated
  return {
    ...rated,
    steps: [...rated.steps, { kind: 'reopen-ticket', number: step.number, reason: comment }],
  }
}
