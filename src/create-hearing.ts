import { createLineJudge, type LineJudge } from './alerts/judge-line.ts'
import { createAnswerGuesser, type GuessAnswer } from './callbacks/guess-answer.ts'
import { createMatterReader } from './dialog/understand/create-matter-reader.ts'
import { createDangerReader } from './dialog/understand/read-danger.ts'
import { recogniseDanger } from './dialog/understand/recognise-danger.ts'
import { createMessageScorer } from './sentiment/create-message-scorer.ts'
import { fearInDanger } from './sentiment/fear-in-danger.ts'
import type { ScoreMessage } from './sentiment/score-message.ts'
import { normaliseText } from './shared/normalise-text.ts'
import type { SentenceSense } from './shared/sentence-sense.ts'

/** What hears danger, moods and discontent in what people write. */
export interface Hearing {
  scoreMessage: ScoreMessage
  isDanger(text: string): boolean
  /** What an answer to a callback may be whose words no rule knows. */
  guessAnswer: GuessAnswer
  /** Whom a line of a group is upset with, and what makes that well judged. */
  judgeLine: LineJudge
  prepareLines(texts: readonly string[]): Promise<void>
}

/** Gives what hears how people feel, all of it by the same sense of sentences. */
export async function createHearing(sense: SentenceSense): Promise<Hearing> {
  const isDanger = (text: string) => recogniseDanger(text) !== undefined
  const hearDanger = createDangerReader(sense)
  const isFeared = (text: string) => isDanger(text) || hearDanger(normaliseText(text)) !== undefined
  const scoreMessage = fearInDanger(
    await createMessageScorer({ isDanger: isFeared, sense, readMatter: createMatterReader(sense) }),
    isFeared,
  )
  return {
    scoreMessage,
    isDanger,
    guessAnswer: createAnswerGuesser(sense),
    judgeLine: createLineJudge({ vectorOf: said => sense.vectorOf(said) }),
    prepareLines: (texts: readonly string[]) => sense.prepare(texts.map(normaliseText)),
  }
}
