import { createId } from '../../shared/ids.ts'
import { createPersonalDataMask } from '../../shared/mask-personal-data.ts'
import type { Database, Transaction } from '../../storage/database.ts'
import { sqlOf } from '../../storage/direct-sql.ts'
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
    const asked = unanswered.map(({ question }, order) => {
      return { question, wording: wordings[order] ?? '', vector: vectors[order], embedderName }
    })
    for (const language of new Set(asked.map(({ question }) => question.language))) {
      await addToGaps(
        tx,
        asked.filter(({ question }) => question.language === language),
      )
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
  if (rows.length === 0) return
  await sqlOf(tx)`
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

/** A gap as it is compared and written; `asked` is how often since it was read. */
interface Gap {
  id: string
  language: string
  communityId: string | null
  question: string
  wordings: string[]
  asked: number
  firstAt: Date
  lastAt: Date
  embedder: string | null
  embedding: Uint8Array | null
}

/** Questions of one language: the open gaps are read once for all of them, and what changes is written at once. */
async function addToGaps(tx: Transaction, unanswered: readonly Unanswered[]): Promise<void> {
  const gaps = await readOpenGaps(tx, unanswered[0]?.question.language ?? '')
  for (const one of unanswered) {
    const { question, wording } = one
    let same = gaps.find(gap => isSame(gap, one))
    if (!same) {
      same = beginGap(one)
      gaps.unshift(same)
    }
    same.asked += 1
    same.lastAt = question.now
    if (!same.wordings.includes(wording)) same.wordings = [...same.wordings, wording].slice(0, keptWordings)
  }
  await writeGaps(
    tx,
    gaps.filter(gap => gap.asked > 0),
  )
}

async function readOpenGaps(tx: Transaction, language: string): Promise<Gap[]> {
  return await sqlOf(tx)<Gap>`
    select id, language, "communityId", question, wordings, 0 as asked, "firstAt", "lastAt", embedder, embedding
    from "KnowledgeGap" where status = 'open' and language = ${language} order by "lastAt" desc limit ${comparedGaps}`
}

function beginGap({ question, wording, vector, embedderName }: Unanswered): Gap {
  return {
    id: createId(),
    language: question.language,
    communityId: question.communityId ?? null,
    question: wording,
    wordings: [],
    asked: 0,
    firstAt: question.now,
    lastAt: question.now,
    embedder: vector ? embedderName : null,
    embedding: vector ? writeVector(vector) : null,
  }
}

async function writeGaps(tx: Transaction, gaps: readonly Gap[]): Promise<void> {
  const rows = gaps
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .map(gap => ({
      ...gap,
      embedding: gap.embedding && Buffer.from(gap.embedding).toString('base64'),
    }))
  await sqlOf(tx)`
    insert into "KnowledgeGap" (id, language, "communityId", question, wordings, count, "firstAt", "lastAt", embedder, embedding)
    select g.id, g.language, g."communityId", g.question, g.wordings, g.asked, g."firstAt", g."lastAt", g.embedder, decode(g.embedding, 'base64')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id text, language text, "communityId" text, question text, wordings jsonb,
      asked int, "firstAt" timestamptz, "lastAt" timestamptz, embedder text, embedding text)
    on conflict (id) do update set count = "KnowledgeGap".count + excluded.count, "lastAt" = excluded."lastAt", wordings = excluded.wordings`
}

function isSame(
  gap: Pick<Gap, 'question' | 'embedder' | 'embedding'>,
  { wording, vector, embedderName }: Unanswered,
): boolean {
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
