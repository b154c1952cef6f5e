import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Context, MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

const mimeTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
}

/** A page's own files only, no inline script or style, and text can only enter as text (Trusted Types). */
export function pageHeaders(): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'blob:'],
      mediaSrc: ["'self'", 'blob:'],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ["'none'"],
    },
    permissionsPolicy: { geolocation: ['self'], camera: [], microphone: [] },
    strictTransportSecurity: false,
    xFrameOptions: 'DENY',
  })
}

export interface PageFiles {
  /** Serves every file below `prefix`; leaves what it does not know to the next handler. */
  serveBelow(prefix: string): MiddlewareHandler
  /** Serves one file at whatever path it is mounted. */
  serve(name: string): MiddlewareHandler
}

/** Reads the files of one folder once. `folder` is a file URL, so that it holds in `src` and in `dist`. */
export function readPageFiles(folder: URL): PageFiles {
  const files = readFiles(fileURLToPath(folder))
  const answer = (c: Context, file: PageFile) => {
    c.header('ETag', file.etag)
    c.header('Cache-Control', 'no-cache')
    if (c.req.header('If-None-Match') === file.etag) return c.body(null, 304)
    return c.body(file.body, 200, { 'Content-Type': file.mimeType })
  }
  const serveNamed = (nameOf: (c: Context) => string): MiddlewareHandler => {
    return async (c, next) => {
      const file = c.req.method === 'GET' ? files.get(nameOf(c)) : undefined
      return file ? answer(c, file) : next()
    }
  }
  return {
    serveBelow: prefix =>
      serveNamed(c => (c.req.path.startsWith(prefix) ? c.req.path.slice(prefix.length) : '')),
    serve: name => serveNamed(() => name),
  }
}

interface PageFile {
  body: Uint8Array<ArrayBuffer>
  etag: string
  mimeType: string
}

function readFiles(folder: string): Map<string, PageFile> {
  const files = new Map<string, PageFile>()
  for (const name of readdirSync(folder)) {
    const mimeType = mimeTypes[extname(name)]
    if (!mimeType) continue
    const body = new Uint8Array(readFileSync(join(folder, name)))
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    files.set(name, { body, etag, mimeType })
  }
  return files
}
