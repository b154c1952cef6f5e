import { createHash } from 'node:crypto'
import { type KnowledgeFile, readDocument } from '../read-document.ts'
import { cleanResidue } from './clean-residue.ts'
import { decodeText } from './decode-text.ts'
import { detectFormat, formatOfName } from './detect-format.ts'
import { dropResidueLines } from './drop-residue-lines.ts'
import { isCutOff } from './find-cut-off.ts'
import {
  type ExtractedText,
  type FileFormat,
  type FileReport,
  type ReadOutcome,
  type Skip,
  UnreadableFile,
} from './import-report.ts'
import { shapePlainText } from './shape-plain-text.ts'

/** Larger files are books of pictures or no documents at all. */
export const maxFileBytes = 40 * 1024 * 1024
/** Counted up when the same bytes are read differently, so that documents already imported are read again. */
const readerVersion = 2

/** Names the bytes and the way they are read; equal fingerprints need no second reading. */
export function fingerprintFile(bytes: Uint8Array): string {
  return createHash('sha256').update(`reader ${readerVersion}\n`).update(bytes).digest('hex')
}

/** Reads a file of any known format into passages with a report. Never throws: a file that cannot be read is an outcome. */
export async function readFileBytes(source: string, bytes: Uint8Array): Promise<ReadOutcome> {
  try {
    return await read(source, bytes)
  } catch (error) {
    if (error instanceof UnreadableFile) {
      return { kind: 'failed', source, reason: error.reason, ...(error.message && { detail: error.message }) }
    }
    const detail = error instanceof Error ? error.message : String(error)
    return { kind: 'failed', source, reason: 'damaged', detail }
  }
}

async function read(source: string, bytes: Uint8Array): Promise<ReadOutcome> {
  if (bytes.byteLength === 0) throw new UnreadableFile('empty')
  if (bytes.byteLength > maxFileBytes) throw new UnreadableFile('too-large')
  const format = detectFormat(source, bytes)
  const extracted = await extract(format, bytes)
  const cleaned = clean(format, extracted.markdown)
  if (cleaned.markdown.trim() === '') throw new UnreadableFile('empty')
  const file = toDocument(source, cleaned.markdown, cleaned.missing)
  if (file.passages.length === 0) throw new UnreadableFile('empty')
  const named = formatOfName(source)
  const report: FileReport = {
    source,
    format,
    namedAs: named !== undefined && named !== format ? named : undefined,
    encoding: extracted.encoding,
    pages: extracted.pages,
    clauses: new Set(file.passages.map(passage => passage.clause).filter(clause => clause !== '')).size,
    passages: file.passages.length,
    skipped: [...(extracted.skipped ?? []), ...cleaned.skipped],
    cutOffAt: describeCutOff(file),
  }
  return { kind: 'read', file: { ...file, hash: fingerprintFile(bytes) }, report }
}

async function extract(format: FileFormat, bytes: Uint8Array): Promise<ExtractedText> {
  // Each reader is loaded on first use: most companies never import a PDF.
  if (format === 'docx') return (await import('./read-docx.ts')).readDocx(bytes)
  if (format === 'pdf') return (await import('./read-pdf.ts')).readPdf(bytes)
  if (format === 'xlsx') return (await import('./read-sheet.ts')).readXlsx(bytes)
  const decoded = format === 'html' ? decodeHtml(bytes) : decodeText(bytes)
  if (!decoded) throw new UnreadableFile('unknown-format')
  const { text, encoding } = decoded
  if (format === 'csv') return { ...(await import('./read-sheet.ts')).readCsv(text), encoding }
  if (format === 'html') return { ...(await import('./read-html.ts')).readHtml(text), encoding }
  return { markdown: text.replace(/^\uFEFF/, ''), encoding }
}

/** A page names its encoding; invalid UTF-8 shows that it lies. */
function decodeHtml(bytes: Uint8Array) {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1')
  const named = /<meta[^>]+charset=["']?([\w-]+)/i.exec(head)?.[1]?.toLowerCase()
  if (named === 'big5') return { text: new TextDecoder('big5').decode(bytes), encoding: undefined }
  return decodeText(bytes)
}

function clean(
  format: FileFormat,
  markdown: string,
): { markdown: string; skipped: Skip[]; missing: string[] } {
  const { text, skipped } = cleanResidue(markdown)
  if (format === 'csv' || format === 'xlsx') return { markdown: text, skipped, missing: [] }
  const lines = dropResidueLines(text)
  const shaped = format === 'text' ? shapePlainText(lines.text) : lines.text
  return { markdown: shaped, skipped: [...skipped, ...lines.skipped], missing: lines.missing }
}

/** Sections that only the contents name become passages that say so, where the text stops short. */
function toDocument(source: string, markdown: string, missing: string[]): KnowledgeFile {
  const file = readDocument(source, markdown)
  if (!isCutOff(file.passages)) return file
  const last = file.passages.at(-1)
  const isInLast = (passage: { clause: string; heading: string }) =>
    passage.clause === last?.clause && passage.heading === last.heading
  const passages = file.passages.map(passage => ({ ...passage, isCutOff: isInLast(passage) }))
  const absent = missing.map((title, order) => ({
    position: passages.length + order,
    clause: '',
    heading: title,
    text: title,
    hash: createHash('sha256').update(`absent\n${title}`).digest('hex'),
    isCutOff: true,
  }))
  return { ...file, passages: [...passages, ...absent] }
}

function describeCutOff(file: KnowledgeFile): string | undefined {
  const cut = file.passages.find(passage => passage.isCutOff)
  return cut && (cut.heading || cut.clause || file.title)
}
