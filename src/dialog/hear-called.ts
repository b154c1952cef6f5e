import type { Command } from './commands/command.ts'
import type { ConversationState, Step } from './flows/state.ts'
import { type HeardCallback, hearCallback, resumesSurveys } from './hear-callback-answer.ts'
import { hearErrand } from './hear-errand.ts'
import { hearFollowUp } from './hear-follow-up.ts'
import { hearNotFixed } from './hear-not-fixed.ts'
import { hearPlainAnswer, hearSurveyed } from './hear-plain-answer.ts'
import { keepFile, partFiles } from './hear-sent-file.ts'
import { hearUnasked } from './hear-unasked.ts'
import type { TurnParts } from './turn-parts.ts'
import type { LeasedConversation } from './turn-store.ts'
import { readLanguage } from './understand/create-offline-understander.ts'
import type { Understanding } from './understand/understander.ts'
import type { UnderstandContext } from './understand-words.ts'

/** Words that answer a callback; also the wish to be asked again. */
export async function hearCalled(
  parts: TurnParts,
  context: UnderstandContext,
): Promise<HeardCallback | undefined> {
  const { lease, state, spoken } = context
  const text = spoken.join('，')
  const { callback } = state
  if (lease.chatKind !== 'private' || text === '' || parts.isDanger(text)) return undefined
  if (resumesSurveys(text)) {
    return { steps: [{ kind: 'opt-in' }], commands: [], state: callback ? { callback } : {} }
  }
  const plain = hearPlainAnswer(state, text)
  if (plain) return plain
  const errand = await hearErrand(parts, context)
  if (errand) return errand
  if (state.draft) return undefined
  return (
    (await hearSurveyed(parts, context)) ??
    (await hearAskedBack(parts, context)) ??
    (await hearVerdict(parts, context)) ??
    (await hearUnasked(parts, context))
  )
}

/** What staff asked back, while no verdict of ours waits for its answer. */
async function hearAskedBack(
  parts: TurnParts,
  context: UnderstandContext,
): Promise<HeardCallback | undefined> {
  const { callback } = context.state
  if (callback && !(callback.isPast && callback.score === undefined)) return undefined
  const commands = await hearFollowUp(parts, context)
  return commands && { steps: [], commands, state: callback ? { callback } : {} }
}

async function hearVerdict(
  parts: TurnParts,
  { lease, state, spoken, tickets }: UnderstandContext,
): Promise<HeardCallback | undefined> {
  const { callback, pending } = state
  if (!callback || pending) return undefined
  const sent = partFiles(spoken, lease.language)
  const heard = { text: sent.spoken.join('，'), language: lease.language, now: parts.clock.now() }
  const verdict =
    heard.text === ''
      ? undefined
      : ((await hearNotFixed(parts, callback, { ...heard, tickets })) ??
        (await hearCallback(parts, callback, heard)))
  return keepFile(callback, sent, verdict)
}

/** Commands that an answer left over, as if the words had been understood by rules. */
export function asUnderstood(
  commands: Command[],
  lease: LeasedConversation,
  spoken: string[],
): Understanding {
  const language = readLanguage(spoken.join('，'), lease.language)
  return { commands, language, by: 'offline', inputTokens: 0, outputTokens: 0 }
}

/** A button answers as words do. */
export function withCallback(
  state: ConversationState,
  called: HeardCallback | undefined,
  steps: readonly Step[],
): ConversationState {
  const { callback: before, ...rest } = state
  const callback = called ? called.state.callback : before
  const pressed = steps.find(step => step.kind === 'answer-callback')
  if (!callback) return rest
  const isThis = pressed?.kind === 'answer-callback' && pressed.id === callback.id
  return { ...rest, callback: isThis ? { ...callback, score: pressed.score } : callback }
}
