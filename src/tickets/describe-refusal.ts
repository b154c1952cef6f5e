import { zhCn } from '../i18n/zh-cn.ts'
import type { TicketRefused } from './refusal.ts'

/** Says to staff why nothing was done, and who has the ticket; in the company's language. */
export function describeRefusal({ facts }: TicketRefused): string {
  const { refused } = zhCn.staffTicket
  return refused[facts.reason]({ ...facts, status: zhCn.status(facts.status) })
}
