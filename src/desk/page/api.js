/** A request that the server answered with no. */
export class Refused extends Error {
  constructor(status, message) {
    super(message)
    this.status = status
  }
}

let csrf = ''
let aheadMs = 0

/** The service's time: its clock may run fast. */
export function serviceNowMs() {
  return Date.now() + aheadMs
}

async function call(path, options = {}) {
  const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }
  const response = await fetch(`/api/${path}`, { signal: AbortSignal.timeout(15_000), ...options, headers })
  const now = Date.parse(response.headers.get('Linli-Now'))
  if (now) aheadMs = now - Date.now()
  if (response.status === 204) return undefined
  const body = await response.json().catch(() => ({}))
  if (!response.ok) throw new Refused(response.status, body.error?.message ?? response.statusText)
  return body
}

async function keepToken(asking) {
  const session = await asking
  csrf = session.csrf
  return session.staff
}

export const fetchStaff = () => keepToken(call('session'))
export const signOut = () => call('session', { method: 'DELETE' })
export const fetchTickets = () => call('tickets?limit=100')
export const fetchConversations = () => call('conversations?limit=100')
export const fetchTicketsOf = id => call(`tickets?limit=20&conversation=${encodeURIComponent(id)}`)
export const fetchMessages = id =>
  call(`conversations/${encodeURIComponent(id)}/messages?order=newest&limit=100`)

export function signIn(login, password) {
  return keepToken(call('session', { method: 'POST', body: JSON.stringify({ login, password }) }))
}
