import type { HandoverPlan } from '../../handover/request-handover.ts'
import type { Texts } from '../../i18n/texts.ts'
import type { Outcome } from './outcome.ts'
import type { WriteContext } from './write-context.ts'

/**
 * Tells who comes, when, and what happens next. Where a person is waited for already, only who asks again, or is in
 * danger, is told anything: the words of the handover are not repeated.
 */
export function writeHandover(
  { reason, isNew, plan }: Extract<Outcome, { kind: 'handover' }>,
  context: Pick<WriteContext, 'texts' | 'writeTime'>,
): string {
  const { texts } = context
  if (reason === 'danger') return texts.handoverDanger
  const next = writeHandoverNext(plan, context)
  if (!isNew) return reason === 'asked' ? texts.handoverWaiting + next : ''
  switch (reason) {
    case 'asked':
      return texts.handoverAsked + next
    case 'stuck':
      return texts.handoverStuck + next
    case 'sad':
      return texts.handoverSad + next
    default:
      return texts.handoverTrouble + next
  }
}

/** What really happens next: within hours the timer of the unanswered, else the next opening and the way in danger. */
export function writeHandoverNext(
  plan: HandoverPlan,
  { texts, writeTime }: { texts: Texts; writeTime(instant: Date): string },
): string {
  if (plan.isOpen) return texts.handoverOpen(plan.unansweredMinutes)
  return texts.handoverClosed({ opensAt: writeTime(plan.opensAt), dutyPhone: plan.dutyPhone })
}
