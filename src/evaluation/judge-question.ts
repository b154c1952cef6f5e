import { countQuoted } from './count-quoted.ts'
import { findNumbers, hasPhrase } from './find-phrase.ts'
import type { QuestionRow } from './rows.ts'
import type { TargetAnswer } from './target.ts'

/** More than this is pasting, not answering. Characters, blanks and table marks not counted. */
export const quotationLimit = 300

const saysNotInDocuments =
  /没有?(?:找到|查到|写|提|说|记载|规定|说明|相关|这方面|明确)|未(?:找到|查到|提及|提到|写明|说明|载明|规定|涉及)|[找查]不到|无法(?:确认|查到|找到)|not? (?:find|found|say|mention|cover|state|in (?:the|our) documents|information|answer)|n['’]t (?:find|say|mention|cover|state|have)|does not|do not/i
const offersPersonOrTicket =
  /人工|转接|管家|客服|前台|值班|同事|工作人员|专人|真人|工单|登记|记下|person|colleague|staff|team|someone|ticket|human|agent|front desk/i

/** Gives whether the row says what a right answer is. */
export function isJudgedQuestion(row: QuestionRow): boolean {
  return row.unanswerable === true || (row.answer_all?.length ?? 0) + (row.answer_any?.length ?? 0) > 0
}

/** Gives one line for each thing wrong with the answer. `documents` are the texts of the knowledge it rests on. */
export function judgeQuestion(row: QuestionRow, answer: TargetAnswer, documents: string[]): string[] {
  const reasons = row.unanswerable ? judgeUnanswerable(row, answer, documents) : judgeAnswerable(row, answer)
  const quoted = countQuoted(answer.reply, documents)
  if (quoted > quotationLimit)
    reasons.push(`quotes ${quoted} characters, at most ${quotationLimit} are an answer`)
  return reasons
}

function judgeAnswerable(row: QuestionRow, answer: TargetAnswer): string[] {
  const reasons = (row.answer_all ?? [])
    .filter(phrase => !hasPhrase(answer.reply, phrase))
    .map(phrase => `the reply lacks ${phrase}`)
  const accepted = row.answer_any ?? []
  if (accepted.length > 0 && !accepted.some(phrase => hasPhrase(answer.reply, phrase))) {
    reasons.push(`the reply lacks any of ${accepted.join(', ')}`)
  }
  if (!answer.answered) reasons.push('says that the documents do not say')
  return reasons
}

function judgeUnanswerable(row: QuestionRow, answer: TargetAnswer, documents: string[]): string[] {
  const reasons: string[] = []
  if (answer.answered) reasons.push('answers what the documents do not say')
  if (!saysNotInDocuments.test(answer.reply)) reasons.push('does not say that the documents do not say')
  if (!offersPersonOrTicket.test(answer.reply)) reasons.push('offers neither a person nor a ticket')
  const known = new Set([row.q, ...documents].flatMap(findNumbers))
  const invented = findNumbers(answer.reply).filter(number => !known.has(number))
  if (invented.length > 0) reasons.push(`invented figures: ${invented.join(', ')}`)
  return reasons
}
