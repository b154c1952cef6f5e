import { rateActivity } from '../activities/activity-store.ts'
import type { CallbackParts } from '../callbacks/callback-parts.ts'
import { onQuestionEnded } from '../callbacks/run-callback.ts'
import { cancelCallbacks, matterOf, scheduleCallback } from '../callbacks/schedule-callback.ts'
import { recallCallback, takeUnaskedRating } from '../callbacks/take-answer.ts'
import type { DomainEventKind, EventOf } from '../shared/events.ts'
import type { Work } from '../storage/work.ts'
import { onSurveyQuestionEnded } from '../surveys/run-survey.ts'
import { followAnswer, followAspect } from './after-callback.ts'
import type { EscalationPort } from './alert-staff.ts'
import { keepFollowUp } from './keep-follow-up.ts'

type Reaction<K extends DomainEventKind> = (work: Work, event: EventOf<K>) => Promise<void>
type Reactions = { [K in DomainEventKind]?: readonly Reaction<K>[] }

/** What the reactions need besides the unit of work. */
export interface CallbackReactionParts extends EscalationPort {
  callbacks: CallbackParts
}

/** What follows when a resident says how it went, asked or unasked, or leaves the question open. */
export function createCallbackReactions(parts: CallbackReactionParts): Reactions {
  return {
    'ticket-rated': [
      (work, { ticket, score, comment }) =>
        takeUnaskedRating(work, matterOf(ticket), {
          score,
          comment,
          isUnsolved: false,
          aspects: {},
          by: 'resident',
        }),
    ],
    'activity-ended': [(work, event) => askAboutActivity(parts.callbacks, work, event)],
    'callback-answered': [(work, event) => followAnswer(parts, work, event), keepOnActivity],
    'aspect-answered': [(work, event) => followAspect(parts, work, event)],
    'question-ended': [
      async (work, { askedBy, outcome, reason }) => {
        const [kind, id = ''] = askedBy.split(':')
        if (kind === 'survey') await onSurveyQuestionEnded(work, { id, outcome })
        if (kind === 'callback') await onQuestionEnded(parts.callbacks, work, { id, outcome, reason })
      },
    ],
  }
}

/** Work that is done is asked about; what is opened again or withdrawn is not. */
export async function askAboutTicket(
  parts: CallbackParts,
  work: Work,
  { ticket, action }: EventOf<'ticket-changed'>,
): Promise<void> {
  // An answer reopens the ticket after it was taken; what is still unanswered is taken back.
  if (action === 'resolve') await scheduleCallback(parts, work, matterOf(ticket))
  if (action === 'reopen' || action === 'cancel') {
    await cancelCallbacks(work, { subject: 'ticket', subjectId: ticket.id }, action)
  }
}

/** Each who came is asked by themselves. */
async function askAboutActivity(
  parts: CallbackParts,
  work: Work,
  { activityId, communityId, attended }: EventOf<'activity-ended'>,
): Promise<void> {
  for (const { contactId, conversationId } of attended) {
    const contact = await work.tx.contact.findUnique({
      where: { id: contactId },
      select: { householdId: true },
    })
    await scheduleCallback(parts, work, {
      subject: 'activity',
      subjectId: `${activityId}:${contactId}`,
      kind: 'activity',
      category: 'activity',
      communityId,
      householdId: contact?.householdId ?? null,
      conversationId,
    })
  }
}

/** The list of who came shows what they thought. */
async function keepOnActivity(work: Work, event: EventOf<'callback-answered'>): Promise<void> {
  const { callback, score } = event
  if (callback.subject !== 'activity') return
  const [activityId = '', contactId = ''] = callback.subjectId.split(':')
  await rateActivity(work, { activityId, contactId, score })
}

/** A talk with a person that has ended is asked about; a question that was open before it is open again. */
export function withCallbacks(callbacks: CallbackParts, talks: Reactions): Reactions {
  return {
    ...talks,
    'conversation-returned': [
      ...(talks['conversation-returned'] ?? []),
      async (work, { conversationId, by, reason }) => {
        await recallCallback(work, conversationId)
        if (reason !== 'idle') await askAboutTalk(callbacks, work, { conversationId, by })
      },
    ],
    'resident-wrote': [...(talks['resident-wrote'] ?? []), keepFollowUp],
  }
}

async function askAboutTalk(
  parts: CallbackParts,
  work: Work,
  { conversationId, by }: { conversationId: string; by: string },
): Promise<void> {
  const handover = await work.tx.handover.findFirst({
    where: { conversationId, state: 'closed', takenBy: { not: null } },
    orderBy: { closedAt: 'desc' },
  })
  const talk = await work.tx.conversation.findUnique({
    where: { id: conversationId },
    select: {
      chatKind: true,
      contact: { select: { household: { select: { id: true, communityId: true } } } },
    },
  })
  // A talk about a bad verdict ends with the ticket, which is asked about by itself.
  if (!handover || talk?.chatKind !== 'private' || handover.reason === 'low-rating') return
  await scheduleCallback(parts, work, {
    subject: 'handover',
    subjectId: handover.id,
    kind: 'talk',
    category: 'other',
    staffId: handover.takenBy ?? by,
    communityId: talk.contact.household?.communityId ?? null,
    householdId: talk.contact.household?.id ?? null,
    conversationId,
  })
}
