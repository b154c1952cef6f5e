import type { ConversationView } from '../../../src/desk/contract.ts'

/** What the service tells open desks. `reconnected`: something may have been missed, read everything anew. */
export type LiveEvent =
  | { kind: 'conversation'; conversation: ConversationView }
  | { kind: 'ticket'; number: string }
  | { kind: 'notice' }
  | { kind: 'reconnected' }
  | { kind: 'state'; isConnected: boolean }

type Listener = (event: LiveEvent) => void
const listeners = new Set<Listener>()
let source: EventSource | undefined
let wasConnected = false

function tell(event: LiveEvent): void {
  for (const listener of listeners) listener(event)
}

/** Opens the stream; the browser comes back by itself when it breaks. */
export function startLive(): void {
  if (source) return
  const stream = new EventSource('/api/events')
  source = stream
  stream.addEventListener('hello', () => {
    tell({ kind: 'state', isConnected: true })
    if (wasConnected) tell({ kind: 'reconnected' })
    wasConnected = true
  })
  stream.addEventListener('conversation', event =>
    tell({ kind: 'conversation', conversation: JSON.parse(event.data) }),
  )
  stream.addEventListener('ticket', event => tell({ kind: 'ticket', number: JSON.parse(event.data).number }))
  stream.addEventListener('notice', () => tell({ kind: 'notice' }))
  stream.addEventListener('error', () => {
    tell({ kind: 'state', isConnected: false })
    // After a refusal (restart, session) the browser gives up: come back ourselves.
    if (stream.readyState !== EventSource.CLOSED) return
    source = undefined
    setTimeout(() => listeners.size > 0 && startLive(), 3_000)
  })
}

export function stopLive(): void {
  source?.close()
  source = undefined
  wasConnected = false
}

/** Hears of changes; gives what ends it. */
export function followLive(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
