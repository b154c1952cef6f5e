import type { Database } from '../../storage/database.ts'

export interface Gap {
  id: string
  language: string
  communityId: string | null
  question: string
  wordings: string[]
  count: number
  firstAt: Date
  lastAt: Date
}

/** Gives the open gaps, those asked most first. */
export async function listGaps(database: Database, limit: number): Promise<Gap[]> {
  const rows = await database.client.knowledgeGap.findMany({
    where: { status: 'open' },
    orderBy: [{ count: 'desc' }, { lastAt: 'desc' }],
    take: limit,
    omit: { embedding: true, embedder: true, status: true },
  })
  return rows.map(row => ({ ...row, wordings: row.wordings as string[] }))
}

export interface ClauseUse {
  document: string
  clause: string
  asked: number
  answered: number
  disputed: number
  helpful: number
  lastAt: Date
}

/** Gives how often clauses were asked for, those asked most first. */
export async function listClauseUse(database: Database, limit: number): Promise<ClauseUse[]> {
  return await database.client.knowledgeClauseUse.findMany({
    orderBy: [{ asked: 'desc' }, { document: 'asc' }, { clause: 'asc' }],
    take: limit,
  })
}

export interface DueReview {
  source: string
  title: string
  owner: string
  reviewOn: string
}

/** Gives the documents whose yearly review falls on or before a day (YYYY-MM-DD), the longest due first. */
export async function listDueReviews(database: Database, untilDay: string): Promise<DueReview[]> {
  const rows = await database.client.knowledgeDocument.findMany({
    where: { reviewOn: { not: null, lte: untilDay } },
    orderBy: { reviewOn: 'asc' },
    select: { source: true, title: true, owner: true, reviewOn: true },
  })
  return rows.map(row => ({ ...row, reviewOn: row.reviewOn ?? '' }))
}

/** Takes a gap off the list, because its clause was written or is not wanted. False where there is no open gap of this id. */
export async function closeGap(
  database: Database,
  id: string,
  status: 'written' | 'dismissed',
): Promise<boolean> {
  const { count } = await database.client.knowledgeGap.updateMany({
    where: { id, status: 'open' },
    data: { status },
  })
  return count > 0
}
