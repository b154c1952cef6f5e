import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDesk, type TestDesk } from '../../support/desk.ts'

let desk: TestDesk
interface Description {
  openapi: string
  paths: Record<
    string,
    Record<string, { summary?: string; security?: unknown; responses: Record<string, unknown> }>
  >
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> }
}
let description: Description
beforeAll(async () => {
  desk = await createTestDesk()
  description = (await (await desk.app.request('/api/openapi.json')).json()) as Description
})
afterAll(() => desk.close())

describe('the OpenAPI page', () => {
  test('describes every route of the application', () => {
    const undescribed = ['GET /api/openapi.json', 'GET /desk', 'GET /desk/*']
    const served = desk.app.routes
      .filter(route => route.method !== 'ALL')
      .map(route => `${route.method} ${route.path.replace(/:(\w+)/g, '{$1}')}`)
    const described = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
    )
    expect(described.sort()).toEqual(
      [...new Set(served)].filter(route => !undescribed.includes(route)).sort(),
    )
  })

  test('has a summary, an answer and, where guarded, the ways to sign in for each', () => {
    for (const [path, methods] of Object.entries(description.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        expect(operation.summary, `${method} ${path}`).toMatch(/\.$/)
        expect(Object.keys(operation.responses).some(status => status.startsWith('2'))).toBe(true)
        if ('401' in operation.responses && path !== '/api/session') expect(operation.security).toBeDefined()
      }
    }
    expect(Object.keys(description.components.securitySchemes).sort()).toEqual([
      'bearer',
      'session',
      'signature',
    ])
  })

  test('has no reference that leads nowhere', () => {
    const references = [...JSON.stringify(description).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)]
    expect(references.length).toBeGreaterThan(0)
    for (const [, name = ''] of references) expect(description.components.schemas).toHaveProperty(name)
    expect(description.openapi).toBe('3.1.0')
  })
})

describe('the pages for machines', () => {
  test('say that the process lives and whether its stores can be reached', async () => {
    expect((await desk.app.request('/healthz')).status).toBe(200)
    expect(await (await desk.app.request('/readyz')).json()).toEqual({
      ready: true,
      checks: { database: 'ok', queue: 'ok' },
    })
    const changes = { pingQueue: () => Promise.reject(new Error('gone')) }
    const lame = await createTestDesk({ database: desk.database, changes })
    const response = await lame.app.request('/readyz')
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({ ready: false, checks: { database: 'ok', queue: 'failed' } })
  })

  test('give Prometheus what was counted', async () => {
    const { metrics } = desk.parts
    metrics.countMessage('in', 'web')
    metrics.observeTurn('offline', 40)
    metrics.countTicket('repair', 'plumbing')
    metrics.countModelCall('understand', 'failed')
    const response = await desk.app.request('/metrics')
    const text = await response.text()
    expect(response.headers.get('Content-Type')).toMatch(/^text\/plain; version=0\.0\.4/)
    for (const line of [
      'linli_messages_total{direction="in",channel="web",outcome="ok"} 1',
      'linli_turn_seconds_bucket{le="0.05",understood_by="offline"} 1',
      'linli_tickets_opened_total{kind="repair",category="plumbing"} 1',
      'linli_model_calls_total{purpose="understand",outcome="failed"} 1',
      'linli_outbox_pending 0',
      'linli_outbox_oldest_seconds 0',
    ]) {
      expect(text).toContain(line)
    }
    expect(text).toMatch(/nodejs_eventloop_lag_seconds \d/)
  })
})
