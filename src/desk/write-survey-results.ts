import type { Language } from '../shared/vocabulary.ts'
import type { Cell } from '../shared/write-sheet.ts'
import type { SurveyResultsView } from './contract-callbacks.ts'

const heads: Record<Language, Cell[]> = {
  'zh-CN': ['题型', '题目', '选项或原话', 'n', '次数', '平均分', '期望', '感知', '差距'],
  en: ['Kind', 'Question', 'Option or words', 'n', 'Count', 'Mean', 'Expected', 'Perceived', 'Gap'],
}

const kinds: Record<Language, Record<string, string>> = {
  'zh-CN': {
    ...{ single: '单选', multi: '多选', score: '打分', pair: '期望与感知', text: '文字' },
    ...{ asked: '已询问', done: '已完成', indicator: '指标' },
  },
  en: {
    ...{ single: 'Single choice', multi: 'Multiple choice', score: 'Score', pair: 'Expected and got' },
    ...{ text: 'Text', asked: 'Asked', done: 'Done', indicator: 'Indicator' },
  },
}

type Question = SurveyResultsView['questions'][number]

/** What came of a survey as a table, headings first; each figure stands beside its n. */
export function writeSurveyResults(results: SurveyResultsView, language: Language): Cell[][] {
  const names = kinds[language]
  const nameOf = (kind: string) => names[kind] ?? kind
  const { asked, done, questions, indicators } = results
  return [
    heads[language],
    [nameOf('asked'), '', '', null, asked, null, null, null, null],
    [nameOf('done'), '', '', asked, done, null, null, null, null],
    ...questions.flatMap(question => writeQuestion(question, nameOf(question.kind))),
    ...indicators.map(({ dimension, name, n, expected, perceived }): Cell[] => {
      const gap = expected === null ? null : round(perceived - expected)
      return [nameOf('indicator'), name, dimension, n, null, null, expected, perceived, gap]
    }),
  ]
}

const round = (value: number) => Math.round(value * 1_000) / 1_000

/** One row a question; one more for each option, or for the words of each who answered. */
function writeQuestion(question: Question, kind: string): Cell[][] {
  const { text, n, mean = null, expected = null, perceived = null, gap = null } = question
  const nothing = [null, null, null, null]
  return [
    [kind, text, '', n, null, mean, expected, perceived, gap],
    ...(question.options ?? []).map(({ name, count }): Cell[] => [kind, text, name, n, count, ...nothing]),
    ...(question.texts ?? []).map((words): Cell[] => [kind, text, words, n, null, ...nothing]),
  ]
}
