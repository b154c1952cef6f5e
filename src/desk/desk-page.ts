import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { NONCE, secureHeaders } from 'hono/secure-headers'
import type { DeskEnv } from './access.ts'

const mimeTypes: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}
/** Where the build puts the pages, seen from `dist/desk` and from `src/desk`. */
const folders = ['../web/', '../../dist/web/']
const nonceMark = '__NONCE__'

/**
 * Serves the staff's pages at `/desk`: their own files only; styles that components make carry the nonce of the answer, and
 * text can only enter as text (Trusted Types).
 */
export function addDeskPage(app: OpenAPIHono<DeskEnv>): void {
  const folder = folders
    .map(path => fileURLToPath(new URL(path, import.meta.url)))
    .find(path => existsSync(join(path, 'index.html')))
  app.use('/desk', pageHeaders())
  app.use('/desk/*', pageHeaders())
  if (folder === undefined) {
    app.get('/desk', c => c.text('The pages of the desk are not built: npm run build', 503))
    return
  }
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  const files = readFiles(folder)
  app.get('/desk', c => {
    c.header('Cache-Control', 'no-store')
    return c.html(html.replaceAll(nonceMark, c.get('secureHeadersNonce') ?? ''))
  })
  app.get('/desk/*', (c, next) => {
    const file = files.get(c.req.path.slice('/desk/'.length))
    return file ? answer(c, file) : next()
  })
}

function pageHeaders() {
  const withNonce = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", NONCE],
      imgSrc: ["'self'", 'blob:', 'data:'],
      mediaSrc: ["'self'", 'blob:'],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ["'none'"],
    },
    permissionsPolicy: { geolocation: [], camera: [], microphone: [] },
    strictTransportSecurity: false,
    xFrameOptions: 'DENY',
  })
  return withNonce
}

interface DeskFile {
  body: Uint8Array<ArrayBuffer>
  gzipped: Uint8Array<ArrayBuffer>
  etag: string
  mimeType: string
}

/** Names carry a hash of what is in them: a browser asks for each once. */
function answer(c: Context, file: DeskFile) {
  c.header('ETag', file.etag)
  c.header('Cache-Control', 'public, max-age=31536000, immutable')
  c.header('Vary', 'Accept-Encoding')
  if (c.req.header('If-None-Match') === file.etag) return c.body(null, 304)
  const isGzip = /\bgzip\b/.test(c.req.header('Accept-Encoding') ?? '')
  if (isGzip) c.header('Content-Encoding', 'gzip')
  return c.body(isGzip ? file.gzipped : file.body, 200, { 'Content-Type': file.mimeType })
}

function readFiles(folder: string): Map<string, DeskFile> {
  const files = new Map<string, DeskFile>()
  for (const name of readdirSync(folder)) {
    const mimeType = mimeTypes[extname(name)]
    if (!mimeType) continue
    const body = new Uint8Array(readFileSync(join(folder, name)))
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    files.set(name, { body, gzipped: new Uint8Array(gzipSync(body)), etag, mimeType })
  }
  return files
}
