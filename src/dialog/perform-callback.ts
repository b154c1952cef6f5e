import { commentOnCallback, takeAnswer } from '../callbacks/take-answer.ts'
import { staffTextsFor } from '../i18n/texts.ts'
import { postStaffNotice } from '../notices/staff-notice.ts'
import type { Work } from '../storage/work.ts'
import { isOpen, type Ticket } from '../tickets/ticket.ts'
import { noteTicket } from '../tickets/ticket-store.ts'
import { attachFiles } from './attach-files.ts'
import type { Step } from './flows/state.ts'
import type { PerformContext } from './perform-context.ts'
import type { Outcome } from './reply/outcome.ts'

/** What followed from the answer has happened when it was taken; the reply says what is so then. */
export async function performAnswer(
  work: Work,
  { id, ...rating }: Extract<Step, { kind: 'answer-callback' }>,
  { conversationId }: PerformContext,
): Promise<Outcome> {
  const taken = await takeAnswer(work, id, { ...rating, by: 'resident', askedIn: conversationId })
  if (!taken) return { kind: 'said', what: { kind: 'help' } }
  const { callback, before, aspect } = taken
  const { score } = rating
  const isLow = score <= 2 || rating.isUnsolved
  const number = callback.subject === 'ticket' ? callback.ticketNumber : null
  const ticket = number ? ((await work.tx.ticket.findUnique({ where: { number } })) as Ticket | null) : null
  const reopened = isLow && ticket?.status === 'reopened' ? ticket : undefined
  return {
    kind: 'callback-rated',
    score,
    reopened,
    isLow,
    isChanged: before !== null && before !== score,
    aspect,
  }
}

/** What was sent in answer is kept with the callback and its ticket, and somebody looks at it. */
export async function performFile(
  work: Work,
  { id, note, asks }: Extract<Step, { kind: 'keep-file' }>,
  context: PerformContext,
): Promise<Outcome | undefined> {
  const { conversationId, attachmentIds } = context
  const callback = await commentOnCallback(work, id, { note, askedIn: conversationId, attachmentIds })
  if (!callback) return undefined
  const number = callback.subject === 'ticket' ? callback.ticketNumber : null
  const ticket = number ? await noteTicket(work, { number, by: 'resident', note }) : undefined
  if (ticket) await attachFiles(work, ticket.id, context)
  // Whoever has an open ticket hears of every note on it.
  if (!(ticket && isOpen(ticket.status) && ticket.assignee)) {
    await postStaffNotice(work, {
      kind: 'callback-file',
      level: 'info',
      text: staffTextsFor('zh-CN').callbacks.file({ number: number ?? '', note }),
      communityId: callback.communityId,
      ...(number ? { ticketNumber: number } : {}),
      conversationId,
      data: { callbackId: id },
    })
  }
  return asks ? { kind: 'file-kept', number: number ?? '' } : undefined
}
