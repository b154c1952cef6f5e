import { readMissedAnswer, readSurveyAnswer } from '../surveys/read-survey-answer.ts'
import type { SurveyValue } from '../surveys/survey.ts'
import type { Command } from './commands/command.ts'
import type { ConversationState, Step } from './flows/state.ts'
import { type HeardCallback, hearCallbackAnswer, readRest } from './hear-callback-answer.ts'
import type { TurnParts } from './turn-parts.ts'
import type { UnderstandContext } from './understand-words.ts'

type RememberedSurvey = NonNullable<ConversationState['survey']>

/** Words that answer the survey's open question; undefined where they are something else, which is then read as ever. */
export async function hearSurvey(
  parts: TurnParts,
  survey: RememberedSurvey,
  context: UnderstandContext,
): Promise<HeardCallback | undefined> {
  const { question } = survey
  const text = context.spoken.join('，')
  const answer = readSurveyAnswer(question, text)
  if (answer?.isBare) return take(survey, answer.value)
  const missed = readMissedAnswer(question, text)
  if (missed) {
    const what = { kind: 'survey-again', asked: missed.kind, most: missed.most } as const
    return steps({ kind: 'say', what })
  }
  if (question.kind === 'score') return await hearScore(parts, survey, context)
  return answer && !(await wantsSomething(parts, context)) ? take(survey, answer.value) : undefined
}

/** 「挺好的」 is a score as well, and who has had enough of questions is heard. */
async function hearScore(
  parts: TurnParts,
  survey: RememberedSurvey,
  context: UnderstandContext,
): Promise<HeardCallback | undefined> {
  const text = context.spoken.join('，')
  const heard = { text, category: '', language: context.lease.language, now: parts.clock.now() }
  const { answer } = await hearCallbackAnswer(parts, heard)
  if (answer.kind === 'opt-out') return steps({ kind: 'opt-out', words: text })
  if (answer.kind !== 'rating' || answer.isGuess || answer.isUnsolved) return undefined
  const commands = answer.rest ? await readRest(parts, heard, answer.rest) : []
  const taken = take(survey, { score: answer.score })
  const last: Step[] = answer.wantsNoMore ? [{ kind: 'opt-out', words: text }] : []
  return { ...taken, steps: [...taken.steps, ...last], commands }
}

/** A report, a question or the wish for a person, in words that could be an answer too. */
async function wantsSomething(parts: TurnParts, { spoken, lease }: UnderstandContext): Promise<boolean> {
  const request = { messages: [spoken.join('，')], now: parts.clock.now(), language: lease.language }
  const { commands } = await parts.understander.understand({ ...request, tickets: [], history: [] })
  return commands.some(isWish)
}

const isWish = ({ kind }: Command): boolean =>
  kind === 'open-ticket' || kind === 'answer-question' || kind === 'request-human'

const take = ({ inviteId, position }: RememberedSurvey, value: SurveyValue): HeardCallback =>
  steps({ kind: 'answer-survey', inviteId, position, value })

const steps = (...list: Step[]): HeardCallback => ({ steps: list, commands: [], state: {} })
