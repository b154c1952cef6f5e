import { wantsSilence } from '../callbacks/read-no-answer.ts'
import { normaliseText } from '../shared/normalise-text.ts'
import type { ConversationState, Step } from './flows/state.ts'
import type { HeardCallback } from './hear-callback-answer.ts'
import { hearBareAnswer, hearSurvey } from './hear-survey.ts'
import { isAboutMessages } from './stops-questions.ts'
import type { TurnParts } from './turn-parts.ts'
import { isFault } from './understand/read-matter.ts'
import { passesOver } from './understand/read-pass.ts'
import type { UnderstandContext } from './understand-words.ts'

/** Words that mean one thing to whoever was asked: the wish for silence, a bare answer to a survey, passing over the question. */
export function hearPlainAnswer(state: ConversationState, text: string): HeardCallback | undefined {
  const { callback } = state
  const said = normaliseText(text)
  const survey = findOpenSurvey(state)
  const isAsked = survey !== undefined || waits(callback)
  // Who answers a question so wants no more questions; notices are another matter.
  const isSilence = wantsSilence(said) && !isFault(said) && !(isAsked && !isAboutMessages(said))
  if (isSilence) return beSilent(text, callback)
  const bare = survey && hearBareAnswer(survey, text)
  if (bare) return withRemembered(bare, callback)
  return callback && waits(callback) && passesOver(said) ? passOver(callback) : undefined
}

/** Words that answer a survey among others. */
export async function hearSurveyed(
  parts: TurnParts,
  context: UnderstandContext,
): Promise<HeardCallback | undefined> {
  const { state, spoken } = context
  const survey = findOpenSurvey(state)
  if (!survey || changesScore(state.callback, normaliseText(spoken.join('，')))) return undefined
  const heard = await hearSurvey(parts, survey, context)
  return heard && withRemembered(heard, state.callback)
}

const waits = (callback: ConversationState['callback']): boolean =>
  callback !== undefined &&
  !callback.isPast &&
  (callback.score === undefined || callback.aspect !== undefined)

/** The survey to which words belong: its question is the newest thing asked, or nothing else waits for an answer. */
function findOpenSurvey({ survey, callback, draft, pending, lastTurnAt }: ConversationState) {
  const askedLast = waits(callback) ? (callback?.askedAt ?? '') : ''
  const isNewest =
    survey?.askedAt !== undefined && survey.askedAt >= askedLast && survey.askedAt >= (lastTurnAt ?? '')
  return isNewest || (!draft && !pending && !waits(callback)) ? survey : undefined
}

const changesScore = (callback: ConversationState['callback'], said: string): boolean =>
  callback?.score !== undefined && /改(?:成|为)|打错|更正|make it \d/.test(said)

const withRemembered = (heard: HeardCallback, callback: ConversationState['callback']): HeardCallback => ({
  ...heard,
  state: callback ? { callback } : {},
})

/** 「跳过」 passes over this one question; a score that still comes is taken. */
function passOver({ aspect, ...callback }: NonNullable<ConversationState['callback']>): HeardCallback {
  const step: Step = aspect
    ? { kind: 'say', what: { kind: 'passed-over' } }
    : { kind: 'pass-callback', id: callback.id }
  return { steps: [step], commands: [], state: { callback: { ...callback, isPast: true } } }
}

/** No questions and no notices that are not necessary; a score that still comes is taken. */
function beSilent(words: string, callback: ConversationState['callback']): HeardCallback {
  return {
    steps: [
      { kind: 'opt-out', words, ...(callback ? { id: callback.id } : {}) },
      { kind: 'errand', value: 'notices:stop', isComplaining: false },
    ],
    commands: [],
    state: callback ? { callback: { ...callback, isPast: true } } : {},
  }
}
