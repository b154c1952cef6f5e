import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type ExtractedText, type Skip, UnreadableFile } from './import-report.ts'
import { layOutPages, type PdfPiece } from './lay-out-pages.ts'

/** The part of pdfjs-dist used here. */
interface PdfDocument {
  numPages: number
  getPage(number: number): Promise<PdfPage>
  destroy(): Promise<void>
}
interface PdfPage {
  getTextContent(): Promise<{ items: object[] }>
  cleanup(): void
}
interface PdfLibrary {
  getDocument(options: object): { promise: Promise<PdfDocument> }
  VerbosityLevel: { ERRORS: number }
}

const maxPages = 3000

/** Gives the text of a PDF as Markdown, its pages read in order. Throws UnreadableFile, also where a PDF holds only pictures. */
export async function readPdf(bytes: Uint8Array): Promise<ExtractedText> {
  const document = await open(bytes)
  try {
    const pages: PdfPiece[][] = []
    for (let number = 1; number <= Math.min(document.numPages, maxPages); number++) {
      pages.push(await readPage(document, number))
    }
    const empty = pages.filter(page => page.length === 0).length
    if (empty === pages.length) throw new UnreadableFile('no-text')
    const { markdown, furniture } = layOutPages(pages)
    const skipped: Skip[] = []
    if (empty > 0) skipped.push({ kind: 'empty-pages', count: empty })
    if (furniture > 0) skipped.push({ kind: 'page-furniture', count: furniture })
    return { markdown, pages: document.numPages, skipped }
  } finally {
    await document.destroy()
  }
}

/**
 * Chinese fonts that are not embedded need the character maps of the package: without them the text comes out empty and
 * no error tells.
 */
async function open(bytes: Uint8Array): Promise<PdfDocument> {
  const require = createRequire(import.meta.url)
  const root = dirname(require.resolve('pdfjs-dist/package.json'))
  const entry = pathToFileURL(join(root, 'legacy/build/pdf.mjs')).href
  const library = (await import(entry)) as PdfLibrary
  try {
    return await library.getDocument({
      data: Uint8Array.from(bytes),
      cMapUrl: join(root, 'cmaps/'),
      cMapPacked: true,
      standardFontDataUrl: join(root, 'standard_fonts/'),
      isEvalSupported: false,
      disableFontFace: true,
      verbosity: library.VerbosityLevel.ERRORS,
    }).promise
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException'
    throw new UnreadableFile(isLocked ? 'password' : 'damaged', error instanceof Error ? error.message : '')
  }
}

async function readPage(document: PdfDocument, number: number): Promise<PdfPiece[]> {
  const page = await document.getPage(number)
  const { items } = await page.getTextContent()
  page.cleanup()
  return items.flatMap(item => {
    const { str, transform, width } = item as { str?: string; transform?: number[]; width?: number }
    if (str === undefined || str.trim() === '' || !transform) return []
    const [a = 0, b = 0, , , x = 0, y = 0] = transform
    return [{ text: str, x, y, width: width ?? 0, size: Math.hypot(a, b) }]
  })
}
