import { readFile } from 'node:fs/promises'
import type { KnowledgeAnswer } from '../../src/knowledge/answer.ts'
import { answerQuestion, type Library } from '../../src/knowledge/answer-question.ts'
import { createLibrary } from '../../src/knowledge/create-knowledge-base.ts'
import type { Embedder } from '../../src/knowledge/embedder.ts'
import { readFolder } from '../../src/knowledge/import/read-paths.ts'
import { describePassage, type KnowledgePassage } from '../../src/knowledge/knowledge-passage.ts'
import type { Language } from '../../src/shared/vocabulary.ts'

/** A row of a question file; the format is that of `linli eval`. */
export interface QuestionRow {
  id: string
  q: string
  lang: Language
  doc: string | null
  near?: string
  tags: string[]
  answer_all: string[]
  answer_any: string[]
  unanswerable: boolean
  earlier?: string[]
}

export interface JudgedRow {
  row: QuestionRow
  answer: KnowledgeAnswer
  isRight: boolean
}

/** Loads a folder of documents into memory, without a database. */
export async function loadFolder(folder: string, embedder: Embedder | undefined): Promise<Library> {
  const passages = await readFolderPassages(folder)
  return embedPassages(passages, embedder)
}

export async function readFolderPassages(folder: string): Promise<KnowledgePassage[]> {
  const files = await readFolder(folder)
  return files.flatMap(file =>
    file.passages.map(passage => ({
      passageId: `${file.source}#${passage.position}`,
      documentTitle: file.title,
      language: file.language,
      communityId: file.communityId,
      effectiveOn: undefined,
      expiresOn: file.expiresOn,
      clause: passage.clause,
      heading: passage.heading,
      text: passage.text,
      ...(passage.isCutOff && { isCutOff: true }),
    })),
  )
}

export async function embedPassages(
  passages: KnowledgePassage[],
  embedder: Embedder | undefined,
): Promise<Library> {
  if (!embedder) return createLibrary(passages, undefined, undefined)
  const vectors = new Float32Array(passages.length * embedder.dimensions)
  for (const [index, vector] of (await embedder.embed(passages.map(describePassage))).entries()) {
    vectors.set(vector, index * embedder.dimensions)
  }
  return createLibrary(passages, vectors, embedder)
}

export async function readQuestions(file: string): Promise<QuestionRow[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter(line => line.trim() !== '')
  return lines.map(line => JSON.parse(line) as QuestionRow)
}

/** Asks every question and judges the replies. */
export async function askAll(library: Library, rows: QuestionRow[]): Promise<JudgedRow[]> {
  const judged: JudgedRow[] = []
  for (const row of rows) {
    const answer = await answerQuestion(library, {
      text: row.q,
      language: row.lang,
      now: new Date('2026-11-23T04:00:00Z'),
      earlier: row.earlier ?? [],
    })
    judged.push({ row, answer, isRight: isRight(row, answer) })
  }
  return judged
}

export function isRight(row: QuestionRow, answer: KnowledgeAnswer): boolean {
  if (row.unanswerable) return answer.kind === 'not-in-documents'
  if (answer.kind !== 'answered') return false
  if (!row.answer_all.every(wanted => holds(answer.text, wanted))) return false
  return row.answer_any.length === 0 || row.answer_any.some(wanted => holds(answer.text, wanted))
}

/** A number never counts as part of a longer one. */
export function holds(text: string, wanted: string): boolean {
  let at = text.indexOf(wanted)
  while (at >= 0) {
    const before = text[at - 1] ?? ''
    const after = text[at + wanted.length] ?? ''
    const splitsNumber =
      (/^\d/.test(wanted) && /[\d.]/.test(before)) || (/\d$/.test(wanted) && /\d/.test(after))
    if (!splitsNumber) return true
    at = text.indexOf(wanted, at + 1)
  }
  return false
}
