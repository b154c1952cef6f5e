import { textsFor } from '../i18n/texts.ts'
import { type Language, languages } from '../shared/vocabulary.ts'
import type { SurveyQuestion } from './survey.ts'

export interface SurveyTemplate {
  id: string
  title: string
  questions: SurveyQuestion[]
}

const textsOf = (language: Language) => textsFor(language).survey.quarterly
const quarterOf = (month: number) => Math.ceil(month / 3)

/**
 * Gives surveys ready to be sent, named for the quarter of a day (YYYY-MM-DD). The quarterly one asks of the five dimensions that
 * SERVQUAL measures, each as what was expected and what was got.
 */
export function listTemplates(today: string): SurveyTemplate[] {
  const [year = '', month] = today.split('-')
  const { title, dimensions } = textsOf('zh-CN')
  return [
    {
      id: 'servqual',
      title: title({ year, quarter: String(quarterOf(Number(month))) }),
      questions: dimensions.map(text => ({ kind: 'pair', text })),
    },
  ]
}

/** Gives a template's question in the language of whoever is asked; what managers wrote themselves stays as it is. */
export function questionIn(question: SurveyQuestion, language: Language): SurveyQuestion {
  for (const written of languages) {
    const at = textsOf(written).dimensions.indexOf(question.text)
    if (at >= 0) return { ...question, text: textsOf(language).dimensions[at] ?? question.text }
  }
  return question
}

/** Gives a template's title in a language; any other stays as it is. */
export function titleIn(title: string, language: Language): string {
  const [year] = /\d{4}/.exec(title) ?? []
  if (year === undefined) return title
  for (const quarter of ['1', '2', '3', '4']) {
    const facts = { year, quarter }
    if (languages.some(written => textsOf(written).title(facts) === title))
      return textsOf(language).title(facts)
  }
  return title
}
