import type { MessageRow } from './rows.ts'
import type { JudgedScore } from './target.ts'

/** Gives whether the row says how the message is to be scored. */
export function isJudgedMessage(row: MessageRow): boolean {
  return Boolean(row.sentiment ?? row.emotion) || row.angry_at_service !== undefined
}

/** Gives one line for each label that differs. */
export function judgeMessage(row: MessageRow, score: JudgedScore): string[] {
  const reasons = (['sentiment', 'emotion'] as const).flatMap(key => {
    const accepted: readonly string[] | undefined = row[key]
    return !accepted || accepted.includes(score[key])
      ? []
      : [`${key} is ${score[key]}, expected ${accepted.join(' or ')}`]
  })
  if (row.angry_at_service === undefined || row.angry_at_service === score.angryAtService) return reasons
  return [
    ...reasons,
    row.angry_at_service ? 'anger at the service was missed' : 'taken as anger at the service',
  ]
}
