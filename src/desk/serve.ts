import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import { LinliError } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'

/** A caller gets this long for its headers, and for its whole request (photos over a slow line). */
const headersTimeoutMs = 10_000
const requestTimeoutMs = 120_000

export interface RunningServer {
  url: string
  /** Takes no new request, lets running ones end for at most `graceMs`, then cuts them. */
  close(graceMs: number): Promise<void>
}

/** Serves `app`; port 0 takes any free one. Rejects with `port-in-use` when another program has the port. */
export async function serve(parts: {
  app: Hono
  host: string
  port: number
  log: Log
}): Promise<RunningServer> {
  const server = createAdaptorServer({
    fetch: parts.app.fetch,
    serverOptions: {
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 2_000,
      maxHeaderSize: 16 * 1024,
    },
  }) as Server
  const streams = followStreams(server)
  await listen(server, parts)
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : parts.port
  const url = `http://${parts.host.includes(':') ? `[${parts.host}]` : parts.host}:${port}`
  parts.log.info({ url }, 'serving')
  return { url, close: graceMs => close(server, streams, graceMs) }
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error)
      const message = `Port ${port} on ${host} is taken by another program; stop it or set PORT to a free one.`
      reject(new LinliError('port-in-use', message, { cause: error }))
    })
    server.listen(port, host, () => {
      server.removeAllListeners('error')
      resolve()
    })
  })
}

/** Streams of events never end by themselves: they are cut at once, and their pages come back to the next process. */
function followStreams(server: Server): Set<ServerResponse> {
  const streams = new Set<ServerResponse>()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.headers.accept !== 'text/event-stream') return
    streams.add(response)
    response.once('close', () => streams.delete(response))
  })
  return streams
}

function close(server: Server, streams: Set<ServerResponse>, graceMs: number): Promise<void> {
  return new Promise(resolve => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    // A connection that is kept would bring the next request, and the next, until it is cut.
    server.prependListener('request', (_request, response: ServerResponse) => {
      response.setHeader('Connection', 'close')
    })
    for (const stream of streams) stream.destroy()
    server.closeIdleConnections()
  })
}
