import { createId } from '../../src/shared/ids.ts'
import type { TestDesk } from './desk.ts'
import { addStaff } from './roster.ts'

/** Work that belongs to the community `east`, by the start of its paths: staff, a shift, an incident, an improvement, notices, an activity, a service, a survey. */
export async function addEasternWork(desk: TestDesk, leadTicketId: string): Promise<Record<string, string>> {
  const { client } = desk.database
  const at = new Date()
  const east = { communityId: 'east' }
  await addStaff(desk.database, { id: 'east-tech', communities: ['east'] })
  const id = createId()
  const incident = { cause: 'water-off', category: 'plumbing', leadTicketId, households: 3, openedAt: at }
  await client.incident.create({ data: { ...east, ...incident, id, lastReportAt: at } })
  const improvement = { category: 'elevator', place: {}, placeText: '1栋', tickets: [], openedAt: at }
  await client.improvement.create({ data: { ...east, ...improvement, id } })
  const notice = { kind: 'to-call', level: 'info', text: '请致电', needsAck: true, createdAt: at }
  await client.staffNotice.create({ data: { ...east, ...notice, id } })
  const drill = { isDrill: true, category: 'elevator', what: '东区演练', startedBy: 'api', startedAt: at }
  await client.emergencyChain.create({ data: { ...east, ...drill, id, status: 'ended' } })
  const draft = { kind: 'tip', title: '东区通知', wording: {}, audience: {}, createdBy: 'api', createdAt: at }
  await client.broadcast.create({ data: { ...east, ...draft, id, updatedBy: 'api', updatedAt: at } })
  const times = { startsAt: at, closesAt: at, createdBy: 'api', createdAt: at }
  await client.activity.create({ data: { ...east, ...times, id, title: '东区活动' } })
  await client.serviceItem.create({ data: { ...east, id, title: '东区保洁', createdAt: at } })
  const schedule = { title: '东区动态', rule: {}, createdBy: 'api', createdAt: at }
  await client.broadcastSchedule.create({ data: { ...schedule, id, draft: { audience: east } } })
  const survey = { title: '东区问卷', status: 'draft', createdBy: 'api', createdAt: at }
  await client.survey.create({ data: { ...survey, id, audience: east } })
  return {
    'surveys/{id}': id,
    'broadcasts/{id}': id,
    'broadcast-schedules/{id}': id,
    'activities/{id}': id,
    'services/{id}': id,
    'incidents/{id}': id,
    'improvements/{id}': id,
    'staff-notices/{id}': id,
    'staff/{id}': 'east-tech',
    'shifts/{id}': 'shift-east-tech',
  }
}
