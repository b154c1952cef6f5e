import { dispatchTicket, onDispatchDue, onOfferOver } from './dispatch/dispatch-ticket.ts'
import { onRingUnanswered } from './dispatch/emergency-chain.ts'
import { onMeasureDue } from './incidents/improvement-store.ts'
import { watchRepeats } from './incidents/watch-repeats.ts'
import { ticketSteps } from './ticket-steps.ts'
import type { TimerHandler } from './timers/timer-store.ts'

/** What the timers of dispatch, emergency calls and improvements do when they fall due. */
export function createWorkTimers(timezone: string): Readonly<Record<string, TimerHandler>> {
  const dispatch = { timezone, steps: ticketSteps }
  return {
    opened: async (work, { subject, data }) => {
      if (data['isDispatched']) await dispatchTicket(dispatch, work, { ticketId: subject })
      await watchRepeats(work, subject)
    },
    dispatch: (work, timer) => onDispatchDue(dispatch, work, timer),
    offer: (work, timer) => onOfferOver(dispatch, work, timer),
    'emergency-ring': (work, timer) => onRingUnanswered(dispatch, work, timer),
    /** Of versions that looked apart from dispatching. */
    repeats: (work, timer) => watchRepeats(work, timer.subject),
    'improvement-measure': onMeasureDue,
  }
}
