import type { IncomingMessage } from 'node:http'
import busboy from 'busboy'
import { readForm, UploadedFile } from './bot-api-spec.ts'

/** Gives the parameters of a call: query, JSON, form or multipart. */
export async function readParams(request: IncomingMessage, method: string): Promise<Record<string, unknown>> {
  const query = Object.fromEntries(new URL(request.url ?? '/', 'http://127.0.0.1').searchParams)
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('multipart/')) {
    const { method: _, ...form } = await readMultipart(request)
    return readForm(method, { ...query, ...form })
  }
  const body = await readBody(request)
  if (type.startsWith('application/json')) return { ...readForm(method, query), ...JSON.parse(body || '{}') }
  return readForm(method, { ...query, ...Object.fromEntries(new URLSearchParams(body)) })
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function readMultipart(request: IncomingMessage): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const params: Record<string, unknown> = {}
    const parser = busboy({ headers: request.headers, defParamCharset: 'utf8' })
    parser.on('field', (name, value) => {
      params[name] = value
    })
    parser.on('file', (name, stream, info) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        params[name] = new UploadedFile(Buffer.concat(chunks), info.filename)
      })
    })
    parser.on('close', () => resolve(params))
    parser.on('error', reject)
    request.pipe(parser)
  })
}
