import type { SurveyQuestion } from './survey.ts'

export interface SurveyTemplate {
  id: string
  title: string
  questions: SurveyQuestion[]
}

/** The five dimensions that SERVQUAL measures, each asked as what was expected and what was got. */
const dimensions = [
  '环境与设施（公共区域整洁，设备完好）',
  '可靠（答应的事按时做到，做对）',
  '响应（报修、投诉很快有人管）',
  '专业与放心（员工懂行、有礼、让人安心）',
  '关心（把住户的难处当回事）',
] as const

const quarterOf = (month: number) => Math.ceil(month / 3)

/** Gives surveys ready to be sent, named for the quarter of a day (YYYY-MM-DD). */
export function listTemplates(today: string): SurveyTemplate[] {
  const [year, month] = today.split('-')
  return [
    {
      id: 'servqual',
      title: `${year}年第${quarterOf(Number(month))}季度服务质量调查`,
      questions: dimensions.map(text => ({ kind: 'pair', text })),
    },
  ]
}
