import type { Texts } from '../../i18n/texts.ts'
import type { Saying } from '../flows/state.ts'

/** How a question is answered: its options with their numbers, of several that were named which one. */
export function writeSurveyAgain(
  { question, named }: Extract<Saying, { kind: 'survey-again' }>,
  { survey: { again, option } }: Texts,
): string {
  switch (question.kind) {
    case 'score':
    case 'pair':
      return again[question.kind](5)
    case 'text':
      return again.text
    default: {
      const places = named ?? question.options.map((_name, at) => at)
      const options = places.map(at => option(at + 1, question.options[at] ?? ''))
      return again[named ? 'which' : question.kind](options)
    }
  }
}
