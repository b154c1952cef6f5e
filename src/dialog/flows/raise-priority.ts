import { normaliseText } from '../../shared/normalise-text.ts'
import type { TicketDraft } from '../commands/command.ts'

/** A home that cannot be lived in or entered: what service standards call an urgent repair (急修). */
const urgentRepair =
  /爆管|水管爆|(停|断|没有?|缺)(了)?(水|电)(?!视|梯|影|话|脑|费|池|卡|表|子|瓶|动)|(锁|关|反锁)在.{0,4}外|(家|入户|房|大)?门(锁)?.{0,4}(打不开|坏了|开不了).{0,10}(进不|回不)|(进|回)不(了|去)?(家|屋|房)|返水|反水|倒灌|粪水|\b(no (water|power|electricity)|power (is )?(out|off)|locked out|burst pipe|pipe burst|sewage)\b/
const notUrgent =
  /不急|不着急|有空再|什么时候(停|来)|通知|计划|公共|路灯|喷泉|景观|水池|泳池|浇|充电|not urgent|no rush/

/** Gives the draft with priority `high` where the home is without water or power, or cannot be entered. */
export function raisePriority(draft: TicketDraft): TicketDraft {
  if (draft.priority !== 'normal' && draft.priority !== 'low') return draft
  if (draft.kind === 'suggestion' || draft.kind === 'request') return draft
  const said = normaliseText(draft.description)
  return urgentRepair.test(said) && !notUrgent.test(said) ? { ...draft, priority: 'high' } : draft
}
