import type { Hono } from 'hono'
import { createBroadcastParts } from '../../src/create-broadcasts.ts'
import { createDeskTalks } from '../../src/create-desk-talks.ts'
import { createStaffSide } from '../../src/create-staff-side.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import { createSite } from '../../src/desk/create-site.ts'
import type { DeskParts } from '../../src/desk/desk-parts.ts'
import { createMetrics } from '../../src/desk/metrics.ts'
import { hashPassword } from '../../src/desk/password.ts'
import type { StaffRole } from '../../src/desk/staff.ts'
import { type Clock, createClock } from '../../src/shared/clock.ts'
import { createId } from '../../src/shared/ids.ts'
import { silentLog } from '../../src/shared/log.ts'
import type { Database } from '../../src/storage/database.ts'
import { quietWork } from '../../src/storage/work.ts'
import { ticketSteps } from '../../src/ticket-steps.ts'
import { actOnTicket } from '../../src/tickets/act-on-ticket.ts'
import { answerVoice } from '../../src/tickets/answer-voice.ts'
import { noteTicket, openTicket } from '../../src/tickets/ticket-store.ts'
import { openMemoryDatabase } from './databases.ts'

export const apiToken = 'token-of-the-tests'
export const alarmSecret = 'alarm-secret-of-the-tests'
export const password = 'a password of the tests'

// Made once: a hash takes a third of a second.
const knownHash = hashPassword(password)

/** Finds by common characters, as far as a test of the routes needs a knowledge base. */
const knowledge: DeskParts['knowledge'] = {
  search: async (question, limit) =>
    [
      {
        passageId: 'p1',
        documentTitle: '客诉处理标准',
        clause: '第6条',
        heading: '时限',
        text: '24 小时内答复',
        language: 'zh-CN' as const,
        score: question.text.includes('投诉') ? 0.9 : 0.1,
      },
    ].slice(0, limit),
  answer: () => Promise.reject(new Error('the desk only searches')),
  reload: async () => {},
}

export interface TestDesk {
  app: Hono
  parts: DeskParts
  database: Database
  /** Asks as a machine. */
  ask(path: string, init?: RequestInit): Promise<Response>
  /** Signs a new member of staff in and gives what its browser would send. */
  signIn(role: StaffRole): Promise<{ headers: Record<string, string>; login: string }>
  close(): Promise<void>
}

/** The desk with its real store on an embedded database in memory, a new one unless `database` is given. */
export async function createTestDesk(
  options: { clock?: Clock; database?: Database; changes?: Partial<DeskParts> } = {},
): Promise<TestDesk> {
  const clock = options.clock ?? createClock()
  const database = options.database ?? (await openMemoryDatabase(clock))
  const parts: DeskParts = {
    database,
    clock,
    log: silentLog,
    metrics: createMetrics({ database, clock }),
    knowledge,
    openTicket: request =>
      database.transaction(tx => openTicket(quietWork(tx, clock.now()), { ...request, now: clock.now() })),
    changeTicket: async ({ action, ...change }) => {
      const now = clock.now()
      await database.transaction<unknown>(tx =>
        action === 'note'
          ? noteTicket(quietWork(tx, now), change)
          : actOnTicket(quietWork(tx, now), { ...change, action }),
      )
    },
    work: {
      run: run => database.transaction(tx => run(quietWork(tx, clock.now()))),
      steps: ticketSteps,
      timezone: 'Asia/Shanghai',
    },
    talks: createDeskTalks({
      runWork: run => database.transaction(tx => run(quietWork(tx, clock.now()))),
      staffSide: createStaffSide({ channels: [], timezone: 'Asia/Shanghai', findRoom: () => undefined }),
    }),
    broadcasts: createBroadcastParts({ channels: [], timezone: 'Asia/Shanghai' }),
    testBroadcast: async () => 0,
    answerVoice: answer => database.transaction(tx => answerVoice(quietWork(tx, clock.now()), answer)),
    pingQueue: async () => {},
    alarmSecret,
    secret: 'a secret of the tests, long enough to sign with',
    apiToken,
    ...options.changes,
  }
  const app = createSite({ routes: [createDesk(parts)], log: silentLog })
  let members = 0
  return {
    app,
    parts,
    database,
    ask: async (path, init = {}) => await app.request(path, { ...init, headers: machineHeaders(init) }),
    async signIn(role) {
      members += 1
      const login = `${role}-${members}`
      const row = { id: createId(), login, name: `员工${members}`, role, passwordHash: await knownHash }
      await database.client.staff.create({ data: { ...row, createdAt: clock.now() } })
      return { login, headers: await signInAs(app, login) }
    },
    close: () => database.close(),
  }
}

function machineHeaders(init: RequestInit): Record<string, string> {
  return {
    Authorization: `Bearer ${apiToken}`,
    'Content-Type': 'application/json',
    ...(init.headers as Record<string, string> | undefined),
  }
}

export function postSignIn(
  app: Hono,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return Promise.resolve(
    app.request('/api/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }),
  )
}

async function signInAs(app: Hono, login: string): Promise<Record<string, string>> {
  const response = await postSignIn(app, { login, password })
  const { csrf } = (await response.json()) as { csrf: string }
  return {
    Cookie: readCookie(response),
    'X-CSRF-Token': csrf,
    'Content-Type': 'application/json',
  }
}

export function readCookie(response: Response): string {
  return response.headers.get('Set-Cookie')?.split(';')[0] ?? ''
}
