import type { listActivities, readActivity } from '../activities/list-activities.ts'
import type { ActivityDetailView, ActivityView } from './contract-activities.ts'
import { labelHousehold } from './household-label.ts'

type Row = Awaited<ReturnType<typeof listActivities>>[number]
type Detail = NonNullable<Awaited<ReturnType<typeof readActivity>>>

const write = (at: Date | null) => at?.toISOString() ?? null

/** An activity as the desk shows it. */
export function viewActivity(row: Row): ActivityView {
  const { id, kind, communityId, title, text, place, quota, state, createdBy, counts } = row
  return {
    ...{ id, kind, communityId, title, text, place, quota, state, createdBy, counts },
    startsAt: row.startsAt.toISOString(),
    closesAt: row.closesAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  }
}

export function viewDetail({ activity, people, questions }: Detail): ActivityDetailView {
  return {
    activity: viewActivity(activity),
    people: people.map(({ contactId, conversationId, name, phone, place, state, score, ...row }) => ({
      ...{ contactId, conversationId, name, phone, place, state, score },
      household: row.household && labelHousehold(row.household),
      at: row.at.toISOString(),
      attendedAt: write(row.attendedAt),
    })),
    questions: questions.map(({ number, text, owner, ownerName, result, conversationId, ...row }) => ({
      ...{ number, text, owner, ownerName, result, conversationId },
      askedAt: row.askedAt.toISOString(),
      answeredAt: write(row.answeredAt),
    })),
  }
}
