import { asksSomething, isSmallTalk, putsOff, wantsNoMore } from '../callbacks/read-no-answer.ts'
import { saysUnsolved } from '../callbacks/read-unsolved.ts'
import { normaliseText } from '../shared/normalise-text.ts'
import { readMissedAnswer, readSurveyAnswer } from '../surveys/read-survey-answer.ts'
import type { SurveyValue } from '../surveys/survey.ts'
import type { Command } from './commands/command.ts'
import type { ConversationState, Saying, Step } from './flows/state.ts'
import { type HeardCallback, hearCallbackAnswer, readRest } from './hear-callback-answer.ts'
import { stopsQuestions } from './stops-questions.ts'
import type { TurnParts } from './turn-parts.ts'
import { isFault } from './understand/read-matter.ts'
import { passesOver } from './understand/read-pass.ts'
import { type UnderstandContext, understandWords } from './understand-words.ts'

type RememberedSurvey = NonNullable<ConversationState['survey']>

/** Words that can only be meant for the survey's open question: nothing but an answer, passing over it, the wish for no more. */
export function hearBareAnswer(survey: RememberedSurvey, text: string): HeardCallback | undefined {
  const { question } = survey
  const said = normaliseText(text)
  const answer = readSurveyAnswer(question, text)
  if (answer?.isBare) return steps(answerStep(survey, answer.value))
  if (passesOver(said)) return steps(answerStep(survey))
  const missed = readMissedAnswer(question, text)
  if (missed?.kind === 'number') return steps(sayAgain(survey))
  if (missed?.isBare) return steps(sayAgain(survey, { named: missed.chosen }))
  if (question.kind === 'text') return hearPeace(survey, text)
  const isPeace = question.kind !== 'score' && said.length <= 30 && wantsNoMore(said) && !isFault(said)
  return isPeace ? withPeace(survey, text, answer?.value) : undefined
}

function hearPeace(survey: RememberedSurvey, text: string): HeardCallback | undefined {
  const stop = stopsQuestions(text)
  return stop && withPeace(survey, text, stop.isAnswer ? { text: text.trim().slice(0, 1_000) } : undefined)
}

/** The answer beside it is kept. */
function withPeace(survey: RememberedSurvey, words: string, value: SurveyValue | undefined): HeardCallback {
  const kept: Step[] = value ? [{ ...answerStep(survey, value), isLast: true }] : []
  return steps(...kept, { kind: 'opt-out', words })
}

/**
 * Words that answer the open question among others, or that answer nothing and are told once how to; undefined where they are
 * something else, which is then read as ever.
 */
export async function hearSurvey(
  parts: TurnParts,
  survey: RememberedSurvey,
  context: UnderstandContext,
): Promise<HeardCallback | undefined> {
  const { question } = survey
  const text = context.spoken.join('，')
  if (question.kind === 'score') {
    const scored = await hearScore(parts, survey, context)
    if (scored || context.state.pending) return scored
  }
  const { commands } = await understandAlone(parts, context)
  const said = normaliseText(text)
  if (question.kind === 'text') return await hearOpinion(parts, survey, { context, commands })
  if (context.state.pending) return undefined
  if (commands.some(command => isWish(command, said) || isTrouble(command, said))) return undefined
  const answer = readSurveyAnswer(question, text)
  if (answer && question.kind !== 'score') return steps(answerStep(survey, answer.value))
  const missed = readMissedAnswer(question, text)
  if (missed?.kind === 'several') return steps(sayAgain(survey, { named: missed.chosen }))
  return commands.every(isTalk) ? hintOnce(survey) : undefined
}

/** Whatever is said is an opinion, unless it asks, wants a person or is mere talk; a plain trouble is seen to besides. */
async function hearOpinion(
  parts: TurnParts,
  survey: RememberedSurvey,
  { context, commands }: { context: UnderstandContext; commands: Command[] },
): Promise<HeardCallback | undefined> {
  const { state, spoken } = context
  const text = spoken.join('，')
  const said = normaliseText(text)
  if (commands.some(command => isWish(command, said)) || (state.callback && saysUnsolved(said)))
    return undefined
  if (state.pending && (await understandWords(parts, context)).commands.some(isReply)) return undefined
  const isNoOpinion =
    isSmallTalk(said) || putsOff(said) || (commands.length > 0 && commands.every(isGreeting))
  if (isNoOpinion) return hintOnce(survey)
  const isPlain = isFault(said) && !/希望|建议|最好|\b(?:hope|suggest|should)\b/.test(said)
  const besides = isPlain ? commands.filter(command => isTrouble(command, '')) : []
  return { ...steps(answerStep(survey, { text: text.trim().slice(0, 1_000) })), commands: besides }
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
  const value = { score: answer.score }
  if (answer.wantsNoMore) return withPeace(survey, text, value)
  const commands = answer.rest ? await readRest(parts, heard, answer.rest) : []
  return { ...steps(answerStep(survey, value)), commands }
}

/** What the words are by themselves, with nothing open. */
const understandAlone = async (parts: TurnParts, { spoken, lease }: UnderstandContext) =>
  await parts.understander.understand({
    messages: [spoken.join('，')],
    now: parts.clock.now(),
    language: lease.language,
    tickets: [],
    history: [],
  })

const wishes = ['request-human', 'ask-status', 'urge-ticket', 'cancel-ticket', 'reopen-ticket']
/** What is looked up as a question for want of anything better is none. */
const isWish = (command: Command, said: string): boolean =>
  wishes.includes(command.kind) || (command.kind === 'answer-question' && asksSomething(said))
const isReply = ({ kind }: Command): boolean =>
  kind === 'set-slot' || kind === 'correct-slot' || kind === 'confirm' || kind === 'deny'
const isTalk = ({ kind }: Command): boolean =>
  kind === 'small-talk' ||
  kind === 'cannot-handle' ||
  kind === 'clarify' ||
  kind === 'confirm' ||
  kind === 'deny'
const isGreeting = (command: Command): boolean =>
  command.kind === 'small-talk' && !['chat', 'acknowledged'].includes(command.topic)

/** A trouble with a place or a danger; told in `said` beside the name of an option, also one without. */
function isTrouble(command: Command, said: string): boolean {
  if (command.kind !== 'open-ticket') return false
  const { place, indoors, danger } = command.draft
  return place !== undefined || indoors || danger !== undefined || isFault(said)
}

const answerStep = ({ inviteId, position }: RememberedSurvey, value?: SurveyValue) => ({
  ...{ kind: 'answer-survey' as const, inviteId, position },
  ...(value ? { value } : {}),
})

const sayAgain = (
  { question }: RememberedSurvey,
  more: Partial<Extract<Saying, { kind: 'survey-again' }>> = {},
): Step => ({ kind: 'say', what: { kind: 'survey-again', question, ...more } })

/** The words get the reply that they get ever, and how to answer comes after it, once. */
const hintOnce = (survey: RememberedSurvey): HeardCallback | undefined =>
  survey.isHinted
    ? undefined
    : { ...steps(), commands: undefined, last: [sayAgain(survey, { isHint: true })] }

const steps = (...list: Step[]): HeardCallback => ({ steps: list, commands: [], state: {} })
