import { createId } from '../../shared/ids.ts'
import { createPersonalDataMask } from '../../shared/mask-personal-data.ts'
import type { Database, Transaction } from '../../storage/database.ts'
import type { KnowledgeAnswer, KnowledgeQuestion } from '../answer.ts'
import type { Embedder } from '../embedder.ts'
import { extractIndexTerms } from '../extract-terms.ts'
import { readVector, writeVector } from '../read-rows.ts'

export interface GapParts {
  database: Database
  /** Without one, questions go together by the words they share. */
  embedder: Embedder | undefined
}

/** Questions this near mean the same: 「能办生日会吗」 and 「可以包场过生日吗」. */
const sameMeaning = 0.78
/** Share of common characters and pairs, where no model tells. */
const sameWords = 0.5
const keptWordings = 12
const comparedGaps = 500

export interface CountedQuestion {
  question: KnowledgeQuestion
  answer: KnowledgeAnswer
}

/**
 * Counts what was asked: for each clause how often it was the nearest and how often it answered; unanswered questions are
 * put together with those of the same meaning. Phones, names and cards are masked before anything is kept.
 */
export async function recordQuestions(
  { database, embedder }: GapParts,
  counted: CountedQuestion[],
): Promise<void> {
  const unanswered = counted.filter(({ answer }) => answer.kind !== 'answered')
  const wordings = unanswered.map(({ question }) => maskWording(question.text))
  // The model is asked before the transaction begins.
  const vectors = embedder && wordings.length > 0 ? await embedder.embed(wordings) : []
  const embedderName = embedder?.name ?? null
  await database.transaction(async tx => {
    await countUses(tx, counted)
    for (const [order, { question }] of unanswered.entries()) {
      const wording = wordings[order] ?? ''
      await addToGap(tx, { question, wording, vector: vectors[order], embedderName })
    }
  })
}

function maskWording(text: string): string {
  return createPersonalDataMask().mask(text.trim()).slice(0, 300)
}

interface ClauseUse {
  document: string
  clause: string
  asked: number
  answered: number
  lastAt: Date
}

/** One statement for all clauses, in a fixed order: two processes that count at once must not wait for each other in a ring. */
async function countUses(tx: Transaction, counted: CountedQuestion[]): Promise<void> {
  const uses = new Map<string, ClauseUse>()
  for (const { question, answer } of counted) {
    const isAnswered = answer.kind === 'answered'
    for (const { document, clause } of isAnswered ? answer.citations : answer.nearest.slice(0, 1)) {
      const key = JSON.stringify([document, clause])
      const use = uses.get(key) ?? { document, clause, asked: 0, answered: 0, lastAt: question.now }
      uses.set(key, {
        ...use,
        asked: use.asked + 1,
        answered: use.answered + (isAnswered ? 1 : 0),
        lastAt: question.now,
      })
    }
  }
  const rows = [...uses].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, use]) => use)
  await tx.$executeRaw`
    insert into "KnowledgeClauseUse" (document, clause, asked, answered, disputed, "lastAt")
    select u.document, u.clause, u.asked, u.answered, 0, u."lastAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as u(document text, clause text, asked int, answered int, "lastAt" timestamptz)
    on conflict (document, clause) do update set asked = "KnowledgeClauseUse".asked + excluded.asked,
      answered = "KnowledgeClauseUse".answered + excluded.answered, "lastAt" = excluded."lastAt"`
}

interface Unanswered {
  question: KnowledgeQuestion
  wording: string
  vector: Float32Array | undefined
  embedderName: string | null
}

async function addToGap(tx: Transaction, unanswered: Unanswered): Promise<void> {
  const { question, wording, vector, embedderName } = unanswered
  const open = await tx.knowledgeGap.findMany({
    where: { status: 'open', language: question.language },
    orderBy: { lastAt: 'desc' },
    take: comparedGaps,
  })
  const same = open.find(gap => isSame(gap, unanswered))
  if (!same) {
    await tx.knowledgeGap.create({
      data: {
        id: createId(),
        language: question.language,
        communityId: question.communityId ?? null,
        question: wording,
        wordings: [wording],
        count: 1,
        firstAt: question.now,
        lastAt: question.now,
        embedder: vector ? embedderName : null,
        embedding: vector ? writeVector(vector) : null,
      },
    })
    return
  }
  const known = same.wordings as string[]
  const wordings = known.includes(wording) ? known : [...known, wording].slice(0, keptWordings)
  await tx.knowledgeGap.update({
    where: { id: same.id },
    data: { count: { increment: 1 }, lastAt: question.now, wordings },
  })
}

interface KnownGap {
  question: string
  embedder: string | null
  embedding: Uint8Array | null
}

function isSame(gap: KnownGap, { wording, vector, embedderName }: Unanswered): boolean {
  if (gap.question === wording) return true
  const known = vector && gap.embedder === embedderName ? readVector(gap.embedding, vector.length) : undefined
  if (!vector || !known) return shareTerms(gap.question, wording) >= sameWords
  return vector.reduce((sum, value, i) => sum + value * (known[i] ?? 0), 0) >= sameMeaning
}

function shareTerms(one: string, other: string): number {
  const first = new Set(extractIndexTerms(one))
  const second = new Set(extractIndexTerms(other))
  const common = [...first].filter(term => second.has(term)).length
  return common / Math.max(1, Math.min(first.size, second.size))
}
