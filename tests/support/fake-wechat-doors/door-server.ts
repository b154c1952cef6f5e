import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface DoorRequest {
  method: string
  path: string
  query: Record<string, string>
  body: Buffer
  json(): Record<string, unknown>
}

export type DoorAnswer = object | { bytes: Buffer; type: string }

/** A platform's HTTP server on loopback; every request goes to `answer`. */
export class DoorServer {
  root = ''
  private readonly server: Server

  constructor(answer: (request: DoorRequest) => DoorAnswer | Promise<DoorAnswer>) {
    this.server = createServer((request, response) => {
      void respond(request, response, answer)
    })
  }

  async start(): Promise<void> {
    await new Promise<void>(resolve => this.server.listen(0, '127.0.0.1', resolve))
    this.root = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return
    this.server.closeAllConnections()
    await new Promise(resolve => this.server.close(resolve))
    // Callers who keep connections open notice a moment later that theirs has ended.
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: DoorRequest) => DoorAnswer | Promise<DoorAnswer>,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const url = new URL(request.url ?? '/', 'http://platform')
  const body = Buffer.concat(chunks)
  const result = await answer({
    method: request.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    body,
    json: () => JSON.parse(body.toString('utf8')) as Record<string, unknown>,
  })
  if ('bytes' in result && 'type' in result) {
    response.writeHead(200, { 'content-type': String(result.type) })
    response.end(result.bytes)
    return
  }
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(result))
}

/** The bytes of the only file of a multipart body. */
export async function readUpload(request: DoorRequest, contentType: string): Promise<Buffer> {
  const response = new Response(new Uint8Array(request.body), { headers: { 'content-type': contentType } })
  const file = (await response.formData()).get('media')
  if (!(file instanceof Blob)) throw new Error('no file in the upload')
  return Buffer.from(await file.arrayBuffer())
}
