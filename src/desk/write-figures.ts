import type { dimensions, FigureRow } from '../callbacks/figures.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Cell } from '../shared/write-sheet.ts'

const heads: Record<Language, Cell[]> = {
  'zh-CN': [
    ...['维度', '名称', '询问数', '回答数', '回答率', '评分数 n', '平均分', '满意率（4–5分）'],
    ...['1分', '2分', '3分', '4分', '5分', '言语表扬', '言语批评'],
  ],
  en: [
    ...['By', 'Name', 'Asked', 'Answered', 'Response rate', 'Scores n', 'Mean', 'Satisfied (4–5)'],
    ...['1', '2', '3', '4', '5', 'Praised in words', 'Blamed in words'],
  ],
}

const dimensionNames: Record<Language, Record<(typeof dimensions)[number], string>> = {
  'zh-CN': {
    ...{ total: '合计', community: '小区', category: '类别', team: '班组' },
    ...{ staff: '员工', aspect: '方面', week: '周' },
  },
  en: {
    ...{ total: 'Total', community: 'Community', category: 'Category', team: 'Team' },
    ...{ staff: 'Staff', aspect: 'Aspect', week: 'Week' },
  },
}

/** The figures as a table, headings first. */
export function writeFigures(rows: readonly (FigureRow & { name: string })[], language: Language): Cell[][] {
  return [
    heads[language],
    ...rows.map(row => [
      dimensionNames[language][row.dimension],
      row.name,
      ...[row.asked, row.answered, row.responseRate, row.n, row.mean, row.satisfied],
      ...row.scores,
      ...[row.praised, row.blamed],
    ]),
  ]
}
