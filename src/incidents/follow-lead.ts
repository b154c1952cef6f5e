import { zhCn } from '../i18n/zh-cn.ts'
import type { Work } from '../storage/work.ts'
import type { FollowedStep, IncidentParts } from './incident-parts.ts'
import type { ReportRow } from './report-store.ts'

interface Following {
  lead: ReportRow
  other: ReportRow
}

/** Who has the leading ticket has the other as well, unless somebody has it already. */
export async function followLead({ steps }: IncidentParts, work: Work, following: Following): Promise<void> {
  const { lead, other } = following
  if (lead.assignee === null || lead.id === other.id || other.assignee !== null) return
  const note = zhCn.dispatch.joinsIncident({ number: lead.number })
  await steps.assign(work, { number: other.number, assignee: lead.assignee, by: 'system', note })
}

/** What was done with the leading ticket is done with the other: accepted, begun, waiting. */
export async function repeatStep(
  { steps }: IncidentParts,
  work: Work,
  { lead, other, step }: Following & { step: { action: string; by: string; note: string } },
): Promise<void> {
  const { action, by } = step
  if (action !== 'accept' && action !== 'start' && action !== 'wait') return
  // Why it waits is told to residents, in the words of who said it; the rest stays in the record.
  const note = action === 'wait' ? step.note : zhCn.dispatch.joinsIncident({ number: lead.number })
  await steps.follow(work, { number: other.number, note, action, by, ...reasonOf(lead, action) })
}

/** A report that comes late stands at once where the leading ticket stands. */
export async function catchUp(parts: IncidentParts, work: Work, { lead, other }: Following): Promise<void> {
  if (lead.assignee === null || lead.respondedAt === null || lead.id === other.id) return
  const action = ({ in_progress: 'start', waiting: 'wait' } as const)[lead.status] ?? 'accept'
  await repeatStep(parts, work, { lead, other, step: { action, by: lead.assignee, note: '' } })
}

function reasonOf({ waitReason }: ReportRow, action: string): Pick<FollowedStep, 'waitReason'> {
  if (action !== 'wait' || waitReason === null) return {}
  return { waitReason: waitReason as NonNullable<FollowedStep['waitReason']> }
}
