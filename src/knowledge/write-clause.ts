import { createHash } from 'node:crypto'
import { LinliError } from '../shared/errors.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Transaction } from '../storage/database.ts'
import type { KnowledgeFile } from './read-document.ts'
import type { ReadPassage } from './read-markdown.ts'
import { applyDocuments, writtenPrefix } from './sync-documents.ts'

/** A clause that closes a gap in the documents. */
export interface ClauseToWrite {
  gapId: string
  /** The document it belongs to; one of this title is continued, else a new one begins. */
  title: string
  text: string
  communityId?: string
  owner: string
}

export interface WrittenClause {
  document: string
  /** As it is cited: 第7条, Clause 7. */
  clause: string
}

/**
 * Writes the clause that a gap lacks and closes the gap. The clause stands in a document of the desk's own beside the file of
 * the same title, so that the folder may be imported again without losing it. Rejects with `not-found` where no such gap is open.
 */
export async function writeClause(tx: Transaction, clause: ClauseToWrite, now: Date): Promise<WrittenClause> {
  const closed = await tx.knowledgeGap.updateMany({
    where: { id: clause.gapId, status: 'open' },
    data: { status: 'written' },
  })
  const gap = await tx.knowledgeGap.findUnique({ where: { id: clause.gapId }, select: { language: true } })
  if (closed.count === 0 || !gap) throw new LinliError('not-found', `There is no open gap ${clause.gapId}.`)
  const language = gap.language as Language
  const files = await tx.knowledgeDocument.findMany({
    where: { title: clause.title, language, communityId: clause.communityId ?? null },
    include: { passages: { orderBy: { position: 'asc' } } },
    orderBy: { importedAt: 'asc' },
  })
  const source = `${writtenPrefix}${clause.communityId ?? ''}:${language}:${clause.title}`
  const own = files.find(file => file.source === source)
  const base = files.find(file => file.source !== source)
  const number = nextNumber(files.flatMap(file => file.passages.map(passage => passage.clause)))
  const name = language === 'en' ? `Clause ${number}` : `第${number}条`
  const passages = [
    ...(own?.passages ?? []).map(toRead),
    createPassage(name, clause.text, own?.passages.length ?? 0),
  ]
  const facts = own ?? base
  const file: KnowledgeFile = {
    source,
    title: clause.title,
    language,
    owner: facts?.owner || clause.owner,
    reviewOn: facts?.reviewOn ?? undefined,
    // The dates of the file, or else one version of the title would hide the other.
    effectiveOn: facts?.effectiveOn ?? undefined,
    expiresOn: facts?.expiresOn ?? undefined,
    communityId: clause.communityId,
    hash: hashOf(passages.map(passage => passage.hash).join('\n')),
    passages,
  }
  await applyDocuments(tx, { files: [file], kept: [], removesOthers: false }, now)
  return { document: clause.title, clause: name }
}

function createPassage(clause: string, text: string, position: number): ReadPassage {
  return { position, clause, heading: '', text, hash: hashOf(`${clause}\n\n${text}`) }
}

function toRead({ position, clause, heading, text, hash }: ReadPassage): ReadPassage {
  return { position, clause, heading, text, hash }
}

const digits = '零一二三四五六七八九'

/** One more than the highest number a clause of the document bears. */
function nextNumber(clauses: string[]): number {
  const numbers = clauses.map(clause => {
    const arabic = /\d+/.exec(clause)?.[0]
    return arabic === undefined ? readChineseClause(clause) : Number(arabic)
  })
  return Math.max(0, ...numbers) + 1
}

/** 第二十三条 is 23; clauses are read up to 99. */
function readChineseClause(clause: string): number {
  const found = /第([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)条/.exec(clause)
  if (!found) return 0
  const [, first = '', ten = '', last = ''] = found
  if (ten === '') return digits.indexOf(first || '零')
  return (first === '' ? 1 : digits.indexOf(first)) * 10 + (last === '' ? 0 : digits.indexOf(last))
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
