import type { Answer, AnswerHints } from '../callbacks/answer.ts'
import { readAnswerSigns } from '../callbacks/answer-signs.ts'
import type { GuessAnswer } from '../callbacks/guess-answer.ts'
import { mendSlips } from '../callbacks/mend-slips.ts'
import { isMereManners } from '../callbacks/mere-manners.ts'
import { withOtherTrouble } from '../callbacks/other-trouble.ts'
import { readAnswer } from '../callbacks/read-answer.ts'
import { readFigure } from '../callbacks/read-figure.ts'
import { wantsNoMore } from '../callbacks/read-no-answer.ts'
import type { ScoreMessage } from '../sentiment/score-message.ts'
import { normaliseText } from '../shared/normalise-text.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Command } from './commands/command.ts'
import type { ConversationState, Step } from './flows/state.ts'
import type { Understander } from './understand/understander.ts'

export interface HearParts {
  understander: Understander
  scoreMessage: ScoreMessage
  guessAnswer: GuessAnswer
}

/** What was asked, and what the resident wrote then. */
export interface HeardAnswer {
  text: string
  category: string
  /** The words in which it was reported. */
  about?: string | undefined
  language: Language
  now: Date
}

/**
 * Reads an answer to a callback in the light of what it would be by itself: a trouble of another kind is no rating. `afresh`
 * gives the commands of the whole, as if nothing had been asked and nothing were open.
 */
export async function hearCallbackAnswer(
  parts: HearParts,
  heard: HeardAnswer,
): Promise<{ answer: Answer; afresh: Command[] }> {
  const text = mendSlips(heard.text)
  const { hints, afresh } = await hearHints(parts, { ...heard, text })
  const guess = await parts.guessAnswer(normaliseText(text), readAnswerSigns(text, hints))
  const answer = readAnswer(text, { ...hints, guess })
  return { answer: withOtherTrouble(text, answer, hints), afresh }
}

/** What the words would be by themselves. */
export async function hearHints(
  { understander, scoreMessage }: Omit<HearParts, 'guessAnswer'>,
  { text, language, now, category, about }: HeardAnswer,
): Promise<{ hints: AnswerHints; afresh: Command[] }> {
  const request = { messages: [text], now, language, tickets: [], history: [] }
  const { commands } = await understander.understand(request)
  await scoreMessage.prepare?.([text])
  const { sentiment, emotion } = scoreMessage(text)
  const opened = commands.find(command => command.kind === 'open-ticket')
  const reports = opened === undefined ? undefined : opened.draft.category === category ? 'same' : 'other'
  const asks = commands.some(command => command.kind === 'answer-question')
  return { hints: { sentiment, emotion, reports, asks, category, about }, afresh: commands }
}

type Remembered = NonNullable<ConversationState['callback']>

/** What a turn does for a callback, and the commands it leaves for the rest of what was said. */
export interface HeardCallback {
  steps: Step[]
  /** Undefined: the words are read as ever. */
  commands: Command[] | undefined
  /** After all that the commands say. */
  last?: Step[]
  state: Pick<ConversationState, 'callback'>
}

const resumes =
  /^(请)?(恢复|重新开启|继续)(回访|问卷|调查)|^(resume|restart) (surveys?|follow-?ups?|callbacks?)/i

/**
 * Reads words that may answer a callback. The first words after the question are its answer whatever their form; later ones only
 * where they name a score or say that it was another.
 */
export async function hearCallback(
  parts: HearParts,
  callback: Remembered,
  heard: Omit<HeardAnswer, 'category' | 'about'>,
): Promise<HeardCallback | undefined> {
  const { text } = heard
  const said = normaliseText(text)
  const { id, aspect } = callback
  const isAsked = callback.score === undefined && !callback.isPast
  if (!isAsked && !speaksOfScore(said, aspect)) return undefined
  const { answer, afresh } = await hearCallbackAnswer(parts, {
    ...heard,
    category: callback.category,
    about: callback.about,
  })
  const { aspect: _aspect, ...plain } = callback
  switch (answer.kind) {
    case 'opt-out':
      // A score may still come: it is taken, though nobody asks for it any more.
      return {
        steps: [{ kind: 'opt-out', id, words: text }],
        commands: [],
        state: { callback: { ...plain, isPast: true } },
      }
    case 'rating': {
      const commands = answer.rest ? await readRest(parts, heard, answer.rest) : []
      const rated = { ...hearRating(callback, answer, text), commands }
      return answer.wantsNoMore ? withOptOut(rated, { id, words: text }) : rated
    }
    case 'new-problem':
      return {
        steps: isAsked ? [{ kind: 'note-new-problem', id, words: text }] : [],
        commands: afresh.some(command => command.kind === 'open-ticket') ? afresh : undefined,
        state: { callback: { ...plain, isPast: true } },
      }
    case 'other':
      return { steps: [], commands: undefined, state: { callback: { ...plain, isPast: true } } }
  }
}

/** A score is of the aspect that was asked about last, unless the trouble is there still or the words change the first score. */
function hearRating(
  { aspect, ...plain }: Remembered,
  { score, isUnsolved, aspects, isGuess }: Extract<Answer, { kind: 'rating' }>,
  text: string,
): Pick<HeardCallback, 'steps' | 'state'> {
  const { id } = plain
  if (aspect && !isUnsolved && !changes.test(normaliseText(text))) {
    return {
      steps: [{ kind: 'answer-aspect', id, aspect, score, comment: text }],
      state: { callback: plain },
    }
  }
  return {
    steps: [
      {
        ...{ kind: 'answer-callback', id, score, comment: text, isUnsolved, aspects },
        ...(isGuess ? { isGuess } : {}),
      },
    ],
    state: { callback: { ...plain, score } },
  }
}

/** First of all nothing more is asked: the score is the last that is heard of it. */
function withOptOut(rated: HeardCallback, { id, words }: { id: string; words: string }): HeardCallback {
  const { callback } = rated.state
  return {
    ...rated,
    steps: [{ kind: 'opt-out', id, words }, ...rated.steps],
    state: callback ? { callback: { ...callback, isPast: true } } : {},
  }
}

/** Whether somebody who wanted no more questions wants them again. */
export const resumesSurveys = (text: string): boolean => resumes.test(text.trim())

const changes = /改(成|为|一下)?|打错|不对|重新|更正|其实|\b(change|actually|meant|make it)\b/
const namesScore = (said: string) =>
  (/分|星|\/\s*5|stars?|out of/.test(said) || changes.test(said)) && readFigure(said) !== undefined
/** Later words: of the aspect that was asked about, which thanks leave open, or of another score. */
const speaksOfScore = (said: string, aspect: string | undefined): boolean =>
  (aspect !== undefined && !isMereManners(said)) || namesScore(said) || wantsPeace(said)
const wantsPeace = (said: string) => said.length <= 30 && wantsNoMore(said)

/** What was told beside a verdict: a trouble or a question. */
export async function readRest(
  parts: HearParts,
  heard: Omit<HeardAnswer, 'category' | 'about'>,
  rest: string,
): Promise<Command[]> {
  const { now, language } = heard
  const request = { messages: [rest], now, language, tickets: [], history: [] }
  const { commands } = await parts.understander.understand(request)
  return commands.filter(({ kind }) => kind === 'open-ticket' || kind === 'answer-question')
}
