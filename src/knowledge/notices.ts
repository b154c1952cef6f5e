import { createHash } from 'node:crypto'
import type { Language } from '../shared/vocabulary.ts'
import type { Transaction } from '../storage/database.ts'
import type { KnowledgeFile } from './read-document.ts'
import { readMarkdown } from './read-markdown.ts'
import { applyDocuments, noticePrefix, removeDocuments } from './sync-documents.ts'

/** A message to residents that questions are answered from until it ends: 「明天几点停水」. */
export interface Notice {
  /** The broadcast it comes from; adding it again replaces it. */
  id: string
  title: string
  /** Plain text or Markdown. */
  text: string
  language: Language
  /** The only community it is for; all of them without one. */
  communityId?: string
  /** First and last day it holds, YYYY-MM-DD in the community's zone. */
  effectiveOn?: string
  expiresOn: string
  owner?: string
}

/** Makes a notice answer questions from its first to its last day. Residents meet it after the knowledge base was reloaded. */
export async function addNotice(tx: Transaction, notice: Notice, now: Date): Promise<void> {
  const set = { files: [toFile(notice)], kept: [], removesOthers: false }
  await applyDocuments(tx, set, now)
}

/** Takes a notice back before its end. False where there is none of this id. */
export async function removeNotice(tx: Transaction, id: string, now: Date): Promise<boolean> {
  const found = await tx.knowledgeDocument.findUnique({
    where: { source: `${noticePrefix}${id}` },
    select: { id: true, source: true },
  })
  if (!found) return false
  await removeDocuments(tx, [found], now)
  return true
}

function toFile(notice: Notice): KnowledgeFile {
  const { id, title, text, language, communityId, effectiveOn, expiresOn, owner = '' } = notice
  return {
    source: `${noticePrefix}${id}`,
    title,
    language,
    owner,
    reviewOn: undefined,
    effectiveOn,
    expiresOn,
    communityId,
    hash: createHash('sha256').update(JSON.stringify(notice)).digest('hex'),
    passages: readMarkdown(text).passages,
  }
}
