import type { Transaction } from '../../storage/database.ts'
import type { Citation } from '../answer.ts'

export interface AnswerRating {
  conversationId: string
  isHelpful: boolean
  now: Date
}

/**
 * Counts whether the last answer of a talk was of help, for each clause it rests on, once however often the button is
 * pressed. False where there is no answer, or it was rated before.
 */
export async function rateAnswer(
  tx: Transaction,
  { conversationId, isHelpful, now }: AnswerRating,
): Promise<boolean> {
  const answer = await tx.outbound.findFirst({
    where: { conversationId, author: 'bot', NOT: { citations: { equals: [] } } },
    orderBy: { id: 'desc' },
    select: { id: true, content: true, citations: true },
  })
  const content = (answer?.content ?? {}) as Record<string, unknown>
  if (!answer || content['rated'] !== undefined) return false
  const data = { content: { ...content, rated: isHelpful ? 'helpful' : 'disputed' } as object }
  await tx.outbound.update({ where: { id: answer.id }, data })
  await countRating(tx, answer.citations as unknown as Citation[], { isHelpful, now })
  return true
}

/** Counts for each clause that an answer resting on it was of help, or was disputed. */
export async function countRating(
  tx: Transaction,
  citations: Citation[],
  { isHelpful, now }: Pick<AnswerRating, 'isHelpful' | 'now'>,
): Promise<void> {
  const kind = isHelpful ? 'helpful' : 'disputed'
  for (const { document, clause } of citations) {
    await tx.knowledgeClauseUse.upsert({
      where: { document_clause: { document, clause } },
      create: { document, clause, [kind]: 1, lastAt: now },
      update: { [kind]: { increment: 1 }, lastAt: now },
    })
  }
}
