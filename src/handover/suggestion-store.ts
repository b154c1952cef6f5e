import { createId } from '../shared/ids.ts'
import type { Transaction } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'

export interface NewSuggestion {
  conversationId: string
  inboundIds: bigint[]
  mode: 'assisted' | 'shadow'
  text: string
  actions: string[]
  decision: object
}

/** An answer of the bot that people decide about. */
export interface OpenSuggestion {
  id: string
  text: string
  actions: string[]
  /** Whether it may be sent as it is; else it only shows what the bot would have said. */
  mayApprove: boolean
  createdAt: Date
}

/** Keeps what the bot would answer, in the place of what it suggested before. */
export async function keepSuggestion(work: Work, suggestion: NewSuggestion): Promise<void> {
  await dropSuggestions(work, suggestion.conversationId)
  const { inboundIds, ...rest } = suggestion
  await work.tx.replySuggestion.create({
    data: { ...rest, id: createId(), inboundIds: inboundIds.map(String), createdAt: work.now },
  })
}

/** What was suggested is no longer to be decided about: staff have answered, or the talk went on. */
export async function dropSuggestions({ tx, now }: Work, conversationId: string): Promise<void> {
  await tx.replySuggestion.updateMany({
    where: { conversationId, status: 'open' },
    data: { status: 'dropped', decidedAt: now },
  })
}

export async function readSuggestion(
  tx: Transaction,
  conversationId: string,
): Promise<OpenSuggestion | undefined> {
  const row = await tx.replySuggestion.findFirst({ where: { conversationId, status: 'open' } })
  if (!row) return undefined
  const { id, text, createdAt } = row
  return { id, text, createdAt, actions: row.actions as string[], mayApprove: row.mode === 'assisted' }
}
