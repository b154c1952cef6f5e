/** A request that the service answered with no; `code` as in docs/errors.md. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

const patienceMs = 20_000
let csrf = ''
let aheadMs = 0
let onSignedOut = () => {}

/** Token of the session; goes with every request that changes something. */
export function keepToken(token: string): void {
  csrf = token
}

/** Called once the service says that the session is over. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener
}

/** The service's time: its clock may run fast. */
export function serviceNowMs(): number {
  return Date.now() + aheadMs
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Asks the service and gives its JSON. Rejects with `Refused`, or with a network error. */
export async function call<T>(method: Method, path: string, body?: unknown): Promise<T> {
  const isForm = body instanceof FormData
  const response = await fetch(`/api/${path}`, {
    method,
    signal: AbortSignal.timeout(patienceMs),
    headers: {
      ...(method === 'GET' ? {} : { 'X-CSRF-Token': csrf }),
      ...(isForm ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  })
  const now = Date.parse(response.headers.get('Linli-Now') ?? '')
  if (now) aheadMs = now - Date.now()
  if (response.status === 204) return undefined as T
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) throw refuse(path, response, answer)
  return answer as T
}

function refuse(path: string, response: Response, answer: { error?: { code: string; message: string } }) {
  const { code = 'internal', message = response.statusText } = answer.error ?? {}
  if (code === 'not-signed-in' && path !== 'session') onSignedOut()
  return new Refused(response.status, code, message)
}

export const get = <T>(path: string) => call<T>('GET', path)
export const post = <T>(path: string, body: unknown = {}) => call<T>('POST', path, body)
export const put = <T>(path: string, body: unknown) => call<T>('PUT', path, body)
export const patch = <T>(path: string, body: unknown) => call<T>('PATCH', path, body)
export const remove = <T>(path: string, body?: unknown) => call<T>('DELETE', path, body)

/** Writes a query without what is empty. */
export function query(values: Record<string, string | number | undefined>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '')
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, `${value}`]))}`
}

export const part = (id: string) => encodeURIComponent(id)
