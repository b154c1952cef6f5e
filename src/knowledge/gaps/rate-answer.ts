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
  for (const { document, clause } of answer.citations as unknown as Citation[]) {
    const counted = isHelpful ? { helpful: 1 } : { disputed: 1 }
    const increment = isHelpful ? { helpful: { increment: 1 } } : { disputed: { increment: 1 } }
    await tx.knowledgeClauseUse.upsert({
      where: { document_clause: { document, clause } },
      create: { document, clause, ...counted, lastAt: now },
      update: { ...increment, lastAt: now },
    })
  }
  return true
}
