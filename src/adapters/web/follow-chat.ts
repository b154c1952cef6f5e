import type { SSEStreamingApi } from 'hono/streaming'
import { type Clock, toProductMs } from '../../shared/clock.ts'
import { messageOf } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import type { ChatHistory, ChatLine } from './chat-history.ts'
import type { ChatEvent, ChatListener, ChatStreams } from './chat-streams.ts'

/** How often an open page looks into the stored messages: covers replies sent by another process. */
const recheckMs = 5_000

export interface FollowParts {
  history: ChatHistory
  streams: ChatStreams
  clock: Clock
  log: Log
}

/**
 * Writes what is sent to `chat` until the page leaves: first what came after `after`, then live, each line
 * once per stream. Only sent lines carry an event id, so `Last-Event-ID` always names a stored message.
 */
export async function followChat(
  stream: SSEStreamingApi,
  place: { chat: string; after?: string | undefined },
  parts: FollowParts,
): Promise<void> {
  const writer = createLineWriter(stream, place.after)
  const leaving = new AbortController()
  const { closing } = parts.streams
  const end = () => leaving.abort()
  stream.onAbort(end)
  closing.addEventListener('abort', end, { once: true })
  // Joined before the backlog is read: a line sent in between waits its turn behind the backlog.
  let work = Promise.resolve()
  const inTurn = (step: () => Promise<void>) => {
    work = work.then(step).catch(error => {
      if (!leaving.signal.aborted) parts.log.warn({ error: messageOf(error) }, 'a web chat stream stumbled')
    })
  }
  const catchUp = () => writeMissed(place.chat, writer, parts.history)
  const listener: ChatListener = event => {
    // What another process sent before comes first; after this line nobody would ask for it any more.
    if (event.kind === 'line' && event.line.from !== 'resident') inTurn(catchUp)
    inTurn(() => writer.write(event))
  }
  const leave = parts.streams.join(place.chat, listener)
  try {
    inTurn(() => stream.writeSSE({ event: 'connected', data: '{}', retry: 2_000 }))
    inTurn(catchUp)
    while (!leaving.signal.aborted) {
      await parts.clock.sleep(toProductMs(parts.clock, recheckMs), leaving.signal).catch(() => {})
      if (leaving.signal.aborted) break
      inTurn(async () => void (await stream.write(': still here\n\n')))
      inTurn(catchUp)
    }
    await work
  } finally {
    leave?.()
    closing.removeEventListener('abort', end)
  }
}

interface LineWriter {
  write(event: ChatEvent): Promise<void>
  lastSent(): string | undefined
}

function createLineWriter(stream: SSEStreamingApi, after: string | undefined): LineWriter {
  const written = new Set<string>()
  let last = after
  const writeLine = async (line: ChatLine) => {
    const key = `${line.from === 'resident' ? 'r' : 's'}:${line.id}`
    if (written.has(key)) return
    written.add(key)
    const data = JSON.stringify(line)
    if (line.from === 'resident') return stream.writeSSE({ event: 'line', data })
    last = line.id
    await stream.writeSSE({ event: 'line', data, id: line.id })
  }
  return {
    lastSent: () => last,
    write: event =>
      event.kind === 'line' ? writeLine(event.line) : stream.writeSSE({ event: 'typing', data: '{}' }),
  }
}

async function writeMissed(chat: string, writer: LineWriter, history: ChatHistory): Promise<void> {
  for (const line of await history.list(chat, writer.lastSent())) {
    if (line.from !== 'resident') await writer.write({ kind: 'line', line })
  }
}
