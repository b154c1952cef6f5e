import { textsFor } from '../i18n/texts.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { RememberedSurvey } from './survey-invite.ts'
import { questionIn } from './survey-templates.ts'

/** A question as the resident reads it. */
export function writeSurveyQuestion({ inviteId, position, question }: RememberedSurvey, language: Language) {
  const { survey: texts, callback } = textsFor(language)
  const press = (label: string, at: number) => ({ label, value: `survey:${inviteId}:${position}:${at}` })
  const head = `${position + 1}. ${questionIn(question, language).text}`
  switch (question.kind) {
    case 'single':
      return { text: head, buttons: question.options.map((name, at) => [press(name, at)]) }
    case 'multi':
      return {
        text: [head, ...question.options.map((name, at) => `  ${at + 1}) ${name}`), texts.several].join('\n'),
        buttons: [],
      }
    case 'score':
      return { text: head, buttons: [[5, 4, 3, 2, 1].map(score => press(callback.stars(score), score))] }
    case 'pair':
      return { text: `${head}\n${texts.pair}`, buttons: [] }
    case 'text':
      return { text: head, buttons: [] }
  }
}
