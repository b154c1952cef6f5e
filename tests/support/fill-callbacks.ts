import type { TestDesk } from './desk.ts'

const hourMs = 3_600_000
const scores = [5, 5, 4, 3, 1]

/** Callbacks that were answered, over a week. */
export async function addRatedCallbacks({ database: { client } }: TestDesk): Promise<void> {
  for (const [order, score] of scores.entries()) {
    const at = new Date(Date.now() - order * 30 * hourMs)
    const id = `callback-${order}`
    await client.callback.create({
      data: {
        ...{
          id,
          subject: 'ticket',
          subjectId: `ticket-${order}`,
          round: 1,
          kind: 'repair',
          team: 'engineering',
        },
        ...{
          category: order % 2 === 0 ? 'plumbing' : 'elevator',
          communityId: 'east',
          status: 'answered',
          score,
        },
        ...{ dueAt: at, askedAt: at, closedAt: at, createdAt: at },
      },
    })
    for (const event of [
      { type: 'asked', by: 'bot', data: {} },
      { type: 'rated', by: 'resident', data: { score } },
    ]) {
      await client.callbackEvent.create({ data: { callbackId: id, at, ...event } })
    }
  }
}

/** One of each state that the record shows, one who was asked and kept silent, and somebody to be telephoned. */
export async function addUnaskedCallbacks({ database: { client } }: TestDesk): Promise<void> {
  const at = new Date()
  const contact = { id: 'called', channel: 'telegram', sender: 'called', name: '周敏', phone: '13800000000' }
  await client.contact.create({ data: { ...contact, createdAt: at } })
  const silent = {
    id: 'silent',
    subject: 'ticket',
    subjectId: 't-silent',
    round: 1,
    kind: 'repair',
    team: '',
  }
  const ended = { category: 'greening', communityId: 'east', status: 'unanswered', reason: 'silence' }
  await client.callback.create({ data: { ...silent, ...ended, dueAt: at, askedAt: at, createdAt: at } })
  await client.callbackEvent.create({ data: { callbackId: 'silent', at, type: 'asked', by: 'bot' } })
  for (const [status, reason] of [
    ['scheduled', ''],
    ['waiting', 'quiet-hours'],
    ['skipped', 'unreachable:blocked'],
    ['listed', 'no-answer'],
  ] as const) {
    const about = { subject: 'ticket', subjectId: `t-${status}`, round: 1, kind: 'repair', team: '' }
    const rest = { category: 'plumbing', communityId: 'east', ticketNumber: 'LL1009', contactId: 'called' }
    const times = { dueAt: at, createdAt: at }
    await client.callback.create({ data: { id: status, ...about, ...rest, status, reason, ...times } })
  }
}
