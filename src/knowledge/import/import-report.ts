import type { KnowledgeFile } from '../read-document.ts'
import type { TextEncoding } from './decode-text.ts'

export type FileFormat = 'markdown' | 'text' | 'html' | 'docx' | 'pdf' | 'xlsx' | 'csv'

/** Why a file changed nothing. */
export type FailureReason =
  | 'empty'
  | 'too-large'
  | 'unpacks-too-large'
  | 'password'
  | 'damaged'
  | 'unknown-format'
  | 'old-office'
  | 'no-text'
  | 'unreadable'

/** What was left out of a file, or repaired, and how many lines or places of it there were. */
export type SkipKind =
  | 'contents'
  | 'boilerplate'
  | 'page-furniture'
  | 'pinyin-residue'
  | 'damaged-characters'
  | 'restored-characters'
  | 'traditional'
  | 'spaced-characters'
  | 'empty-pages'
  | 'empty-rows'
  | 'pictures'
  | 'repeated'

export interface Skip {
  kind: SkipKind
  count: number
}

/** What became of one file that could be read. */
export interface FileReport {
  source: string
  format: FileFormat
  /** The name said something else. */
  namedAs: string | undefined
  encoding: TextEncoding | undefined
  pages: number | undefined
  /** Passages with a clause number of their own. */
  clauses: number
  passages: number
  skipped: Skip[]
  /** The heading above the text that stops in the middle of a sentence. */
  cutOffAt: string | undefined
}

export type ReadOutcome =
  | { kind: 'read'; file: KnowledgeFile; report: FileReport }
  | { kind: 'failed'; source: string; reason: FailureReason; detail?: string }

/** A file could not be read; carried out of the readers. */
export class UnreadableFile extends Error {
  readonly reason: FailureReason
  constructor(reason: FailureReason, detail = '') {
    super(detail)
    this.name = 'UnreadableFile'
    this.reason = reason
  }
}

/** What a reader of one format makes of a file: Markdown, whatever it was. */
export interface ExtractedText {
  markdown: string
  pages?: number | undefined
  encoding?: TextEncoding | undefined
  skipped?: Skip[] | undefined
}
