/** An answer of the server that asking again will not change. */
export class Refused extends Error {
  constructor(status, message) {
    super(message)
    this.status = status
  }
}

const headers = { 'X-Linli-Page': '1' }
const timeoutMs = 30_000
const visitKey = 'linli.visit'

/** Which visit this tab shows: each tab may play another household. */
export function currentVisit() {
  return sessionStorage.getItem(visitKey)
}

function keepVisit(session) {
  if (session.visit) sessionStorage.setItem(visitKey, session.visit)
  else sessionStorage.removeItem(visitKey)
  return session
}

async function call(path, options = {}) {
  const visit = currentVisit()
  const response = await fetch(`/chat/api/${path}`, {
    signal: AbortSignal.timeout(timeoutMs),
    ...options,
    headers: { ...(visit && { 'X-Linli-Visit': visit }), ...options.headers },
  })
  if (response.ok) return response.json()
  const body = await response.json().catch(() => ({}))
  const message = body.error?.message ?? response.statusText
  const lasting = response.status < 500 && response.status !== 429
  throw lasting ? new Refused(response.status, message) : new Error(message)
}

export async function fetchSession() {
  return keepVisit(await call('session'))
}

export async function join(householdId) {
  const body = JSON.stringify({ householdId })
  const session = await call('session', {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body,
  })
  return keepVisit(session)
}

export async function fetchLines() {
  const { items } = await call('messages')
  return items
}

/** Sends one entry of the outbox; the same id twice has one effect. */
export function postMessage(message, files) {
  if (files.length === 0) {
    const body = JSON.stringify(message)
    return call('messages', {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body,
    })
  }
  const form = new FormData()
  form.append('message', JSON.stringify(message))
  for (const file of files) form.append('files', file, file.name)
  return call('messages', { method: 'POST', headers, body: form })
}

/** Opens the stream of replies; the browser reconnects by itself and names the last line it has. */
export function openEvents(after, on) {
  const query = new URLSearchParams({ visit: currentVisit() ?? '', ...(after && { after }) })
  const source = new EventSource(`/chat/api/events?${query}`)
  source.addEventListener('connected', on.connected)
  source.addEventListener('line', event => on.line(JSON.parse(event.data)))
  source.addEventListener('typing', on.typing)
  source.addEventListener('error', () => on.lost(source.readyState === EventSource.CLOSED))
  return source
}
