import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { streamSSE } from 'hono/streaming'
import { toProductMs } from '../shared/clock.ts'
import { type Actor, type DeskEnv, isStillSignedIn } from './access.ts'
import { guard, refusals } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { createLiveFeed, type LiveChange } from './live-feed.ts'
import { isInScope, scopeOf } from './scope.ts'

/** Real time; proxies cut what is silent for a minute. */
const beatMs = 20_000
/** A reader this far behind is cut: its page comes back and reads everything anew. */
const mostWaiting = 500

/** Live changes for the desk's pages as server-sent events. */
export function addEventRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const feed = createLiveFeed(parts)
  const route = createRoute({
    ...guard('GET /api/events', parts),
    method: 'get',
    path: '/api/events',
    summary: 'Streams changes of conversations (whole) and tickets (numbers) as server-sent events.',
    responses: {
      200: { content: { 'text/event-stream': { schema: z.string() } }, description: 'The stream.' },
      ...refusals,
    },
  })
  app.openapi(route, c => {
    const actor = c.get('actor')
    return streamSSE(c, async stream => {
      const queue = createQueue()
      const stop = feed.follow(change => {
        if (concerns(actor, change)) queue.put(change)
      })
      stream.onAbort(() => {
        stop()
        queue.end()
      })
      try {
        await stream.writeSSE({ event: 'hello', data: '{}', retry: 2_000 })
        await pump({ parts, actor, queue, stream })
      } finally {
        stop()
      }
    })
  })
}

interface Pump {
  parts: DeskParts
  actor: Actor
  queue: ReturnType<typeof createQueue>
  stream: { writeSSE(message: { event: string; data: string }): Promise<void>; aborted: boolean }
}

async function pump({ parts, actor, queue, stream }: Pump): Promise<void> {
  while (!stream.aborted) {
    const changes = await queue.take(parts)
    if (changes === undefined) return
    for (const change of changes) {
      const data = change.kind === 'conversation' ? change.conversation : change
      await stream.writeSSE({ event: change.kind, data: JSON.stringify(data) })
    }
    if (changes.length > 0) continue
    // A stream outlives the request that opened it: signing out or losing the account must end it too.
    if (!(await isStillSignedIn(parts, actor))) return
    await stream.writeSSE({ event: 'beat', data: '{}' })
  }
}

function concerns(actor: Actor, change: LiveChange): boolean {
  const scope = scopeOf(actor)
  if (change.kind === 'conversation') {
    return actor.role !== 'technician' && isInScope(scope, change.conversation.communityId)
  }
  if (change.kind === 'notice' && change.toStaffId !== null) return change.toStaffId === actor.id
  return isInScope(scope, change.communityId)
}

/** Holds what has not been written yet; `take` waits for something, or gives an empty list when it is time for a beat. */
function createQueue() {
  let waiting: LiveChange[] = []
  let isOver = false
  let wake = () => {}
  return {
    put(change: LiveChange) {
      waiting.push(change)
      if (waiting.length > mostWaiting) isOver = true
      wake()
    },
    end() {
      isOver = true
      wake()
    },
    async take({ clock }: DeskParts): Promise<LiveChange[] | undefined> {
      if (waiting.length === 0 && !isOver) {
        const late = new AbortController()
        const beat = clock.sleep(toProductMs(clock, beatMs), late.signal).catch(() => {})
        await Promise.race([beat, new Promise<void>(resolve => (wake = resolve))])
        late.abort()
      }
      if (isOver) return undefined
      const taken = waiting
      waiting = []
      return taken
    },
  }
}
