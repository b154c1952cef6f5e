import { LinliError } from '../shared/errors.ts'
import type { Work } from '../storage/work.ts'

/**
 * Ends the short course of praise, an idea or a registration: what came of it is recorded and told to the resident
 * (`voice-answered`). Rejects with `not-found`, and with `conflict` when it was answered before.
 */
export async function answerVoice(
  work: Work,
  answer: { id: string; by: string; outcome: string },
): Promise<void> {
  const { tx, now } = work
  const { id, by, outcome } = answer
  const voice = await tx.residentVoice.findUnique({ where: { id } })
  if (!voice) throw new LinliError('not-found', 'There is no such praise or suggestion.')
  const { count } = await tx.residentVoice.updateMany({
    where: { id, outcomeAt: null },
    data: { outcome, outcomeAt: now, outcomeBy: by },
  })
  if (count === 0) throw new LinliError('conflict', 'It was answered before; the resident knows.')
  const type = voice.type as 'praise' | 'suggestion' | 'sign-up'
  const { conversationId } = voice
  await work.emit({ kind: 'voice-answered', voiceId: id, conversationId, type, outcome })
}
