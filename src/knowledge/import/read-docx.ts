import mammoth from 'mammoth'
import { type ExtractedText, UnreadableFile } from './import-report.ts'
import { readHtml } from './read-html.ts'

/** Word's own style names, Chinese ones included; mammoth knows the English. */
const styleMap = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='标题'] => h1:fresh",
  "p[style-name='标题 1'] => h2:fresh",
  "p[style-name='标题 2'] => h3:fresh",
  "p[style-name='标题 3'] => h4:fresh",
  "p[style-name='heading 1'] => h2:fresh",
  "p[style-name='heading 2'] => h3:fresh",
  "p[style-name='heading 3'] => h4:fresh",
]

/** Gives the text of a Word document as Markdown. Throws UnreadableFile. */
export async function readDocx(bytes: Uint8Array): Promise<ExtractedText> {
  const html = await convert(bytes)
  const { markdown, skipped = [] } = readHtml(`<body>${html}</body>`)
  return { markdown: /^# /m.test(markdown) ? markdown : markdown.replace(/^#(#+ )/gm, '$1'), skipped }
}

async function convert(bytes: Uint8Array): Promise<string> {
  try {
    // Pictures are left out instead of being carried along as base64.
    const convertImage = mammoth.images.imgElement(async () => ({ src: '' }))
    const options = { styleMap, convertImage, externalFileAccess: false }
    return (await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, options)).value
  } catch (error) {
    throw new UnreadableFile('damaged', error instanceof Error ? error.message : '')
  }
}
