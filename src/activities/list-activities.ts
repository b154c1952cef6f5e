import type { Transaction } from '../storage/database.ts'

type Reader = Pick<Transaction, 'activity' | 'contact' | 'staff'>

/** How many are where, and how it was; `average` 1 to 5, null without a score. */
export interface ActivityCounts {
  in: number
  waiting: number
  attended: number
  cancelled: number
  ratings: number
  average: number | null
  questions: number
  answered: number
}

const mostActivities = 200

/** Activities and owners' days with their counts, the latest first; `where` limits them further. */
export async function listActivities(tx: Reader, where: object) {
  const rows = await tx.activity.findMany({
    where,
    orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
    take: mostActivities,
    include: {
      signUps: { select: { state: true, score: true } },
      questions: { select: { result: true } },
    },
  })
  return rows.map(({ signUps, questions, ...row }) => ({ ...row, counts: countAll(signUps, questions) }))
}

function countAll(
  signUps: readonly { state: string; score: number | null }[],
  questions: readonly { result: string }[],
): ActivityCounts {
  const count = (state: string) => signUps.filter(one => one.state === state).length
  const scores = signUps.flatMap(({ score }) => score ?? [])
  return {
    ...{ in: count('in'), waiting: count('waiting'), attended: count('attended') },
    ...{ cancelled: count('cancelled'), ratings: scores.length, questions: questions.length },
    average: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
    answered: questions.filter(({ result }) => result !== '').length,
  }
}

/** One activity with everybody who signed up, in order, and its questions with their owners' names. */
export async function readActivity(tx: Reader, id: string) {
  const row = await tx.activity.findUnique({
    where: { id },
    include: { signUps: { orderBy: { place: 'asc' } }, questions: { orderBy: { number: 'asc' } } },
  })
  if (!row) return undefined
  const { signUps, questions, ...activity } = row
  const contacts = await tx.contact.findMany({
    where: { id: { in: signUps.map(({ contactId }) => contactId) } },
    select: { id: true, phone: true, household: { select: { building: true, unit: true, room: true } } },
  })
  const owners = await tx.staff.findMany({
    where: { id: { in: questions.flatMap(({ owner }) => owner ?? []) } },
    select: { id: true, name: true },
  })
  const known = new Map(contacts.map(contact => [contact.id, contact]))
  const names = new Map(owners.map(({ id: owner, name }) => [owner, name]))
  return {
    activity: { ...activity, counts: countAll(signUps, questions) },
    people: signUps.map(person => ({
      ...person,
      phone: known.get(person.contactId)?.phone ?? null,
      household: known.get(person.contactId)?.household ?? null,
    })),
    questions: questions.map(question => ({
      ...question,
      ownerName: question.owner === null ? null : (names.get(question.owner) ?? null),
    })),
  }
}
