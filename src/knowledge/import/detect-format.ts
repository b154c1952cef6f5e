import { decodeText } from './decode-text.ts'
import { type FileFormat, UnreadableFile } from './import-report.ts'
import { listZip } from './list-zip.ts'

/** A sheet of a few kilobytes can unpack to gigabytes. */
const maxUnpackedBytes = 300 * 1024 * 1024
const byExtension = new Map<string, FileFormat>([
  ['md', 'markdown'],
  ['markdown', 'markdown'],
  ['txt', 'text'],
  ['text', 'text'],
  ['html', 'html'],
  ['htm', 'html'],
  ['docx', 'docx'],
  ['pdf', 'pdf'],
  ['xlsx', 'xlsx'],
  ['csv', 'csv'],
  ['tsv', 'csv'],
])

/** The names of files worth reading; the content decides what they are. */
export const knownExtensions: readonly string[] = [...byExtension.keys(), 'doc', 'xls']

/** Gives the format by the content; the name only tells kinds of text apart. Throws UnreadableFile. */
export function detectFormat(source: string, bytes: Uint8Array): FileFormat {
  const named = byExtension.get(extensionOf(source))
  if (startsWith(bytes, '%PDF-', 1024)) return 'pdf'
  if (startsWith(bytes, 'PK\x03\x04')) return detectOffice(bytes)
  if (startsWith(bytes, '\xD0\xCF\x11\xE0')) throw describeOldOffice(bytes)
  if (named === 'pdf' || named === 'docx' || named === 'xlsx') return detectText(bytes, undefined, 'damaged')
  return detectText(bytes, named, 'unknown-format')
}

export function extensionOf(source: string): string {
  return /\.([^./\\]+)$/.exec(source)?.[1]?.toLowerCase() ?? ''
}

/** The format a name promises; undefined for names that promise nothing known. */
export function formatOfName(source: string): FileFormat | undefined {
  return byExtension.get(extensionOf(source))
}

function detectOffice(bytes: Uint8Array): FileFormat {
  const listing = listZip(bytes)
  if (!listing) throw new UnreadableFile('damaged', 'the archive has no end')
  if (listing.isEncrypted) throw new UnreadableFile('password')
  if (listing.unpackedBytes > maxUnpackedBytes) throw new UnreadableFile('unpacks-too-large')
  if (listing.names.includes('word/document.xml')) return 'docx'
  if (listing.names.includes('xl/workbook.xml')) return 'xlsx'
  throw new UnreadableFile('unknown-format', 'an archive that is neither docx nor xlsx')
}

/** Encrypted docx and xlsx files wear the container of the formats before 2007. */
function describeOldOffice(bytes: Uint8Array): UnreadableFile {
  const name = Buffer.from('EncryptedPackage', 'utf16le')
  const isEncrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name)
  return new UnreadableFile(isEncrypted ? 'password' : 'old-office')
}

function detectText(
  bytes: Uint8Array,
  named: FileFormat | undefined,
  otherwise: 'damaged' | 'unknown-format',
): FileFormat {
  const decoded = decodeText(bytes)
  if (!decoded || hasControls(decoded.text)) throw new UnreadableFile(otherwise)
  if (named) return named
  const head = decoded.text.slice(0, 2000)
  if (/<!doctype html|<html[\s>]|<body[\s>]/i.test(head)) return 'html'
  return /^(#{1,3} |---\n)/m.test(head) ? 'markdown' : 'text'
}

function hasControls(text: string): boolean {
  const head = text.slice(0, 20_000)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const controls = head.match(/[\x00-\x08\x0e-\x1f\x7f]/g)?.length ?? 0
  return controls > head.length / 100
}

function startsWith(bytes: Uint8Array, mark: string, within = 0): boolean {
  return Buffer.from(bytes.subarray(0, within + mark.length))
    .toString('latin1')
    .includes(mark)
}
