import { insertCallback, recordCallback } from '../../src/callbacks/callback-store.ts'
import { createId } from '../../src/shared/ids.ts'
import type { TestDesk } from './desk.ts'

/** A callback that could not be asked in a chat. */
export async function listCallback(desk: TestDesk, changes: { communityId?: string } = {}): Promise<string> {
  return await desk.parts.work.run(async work => {
    const about = { subject: 'ticket', subjectId: createId(), kind: 'repair', category: 'plumbing', team: '' }
    const nobody = {
      ticketNumber: null,
      staffId: null,
      householdId: null,
      contactId: null,
      conversationId: null,
    }
    const row = await insertCallback(work, {
      ...about,
      ...nobody,
      communityId: changes.communityId ?? null,
      ...{ origin: 'asked', status: 'listed', dueAt: work.now },
    })
    await recordCallback(work, row.id, { type: 'listed', note: 'blocked' })
    return row.id
  })
}
