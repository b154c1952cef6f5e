import { en } from '../i18n/en.ts'
import type { Texts } from '../i18n/texts.ts'
import { zhCn } from '../i18n/zh-cn.ts'
import type { TicketCategory } from '../shared/vocabulary.ts'
import type { DispatchDecision } from './choose-staff.ts'
import { type DispatchTicket, hasSkill } from './staff-facts.ts'

/** Why a ticket went where it went, in one line for each language of the desk. */
export interface ReasonLine {
  zh: string
  en: string
}

export function explainChoice(decision: DispatchDecision, ticket: DispatchTicket): ReasonLine {
  return { zh: explainIn(zhCn, decision, ticket), en: explainIn(en, decision, ticket) }
}

function explainIn(texts: Texts, decision: DispatchDecision, ticket: DispatchTicket): string {
  const { dispatch } = texts
  const skill = texts.category(ticket.category as TicketCategory)
  const leftOut = dispatch.leftOut(decision.leftOut)
  switch (decision.kind) {
    case 'assign': {
      const { staff, why, eligible } = decision
      const isTheirs = staff.buildings.includes(`${ticket.communityId}/${ticket.building}`)
      return dispatch.assigned({
        name: staff.name,
        why: dispatch.why[why],
        skill: hasSkill(staff, ticket) ? skill : '',
        building: isTheirs ? (ticket.building ?? '') : '',
        open: staff.openTickets,
        eligible,
        leftOut,
      })
    }
    case 'offer':
      return dispatch.offered({ count: decision.staff.length, skill, leftOut })
    case 'lead':
      return dispatch.toLead({ name: decision.staff.name, skill, leftOut })
    case 'nobody':
      return dispatch.nobody({ skill, leftOut })
  }
}
