import type { z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { allow, type DeskEnv, type GuardedRoute } from './access.ts'
import { errorSchema } from './contract.ts'
import type { DeskParts } from './desk-parts.ts'

/** A JSON answer as OpenAPI describes it. */
export function describeJson<T extends z.ZodType>(schema: T, description: string) {
  return { content: { 'application/json': { schema } }, description }
}

/** A JSON body that must be there. */
export function requireJson<T extends z.ZodType>(schema: T) {
  return { content: { 'application/json': { schema } }, required: true }
}

export const refusals = {
  400: describeJson(errorSchema, 'The request is not as described.'),
  401: describeJson(errorSchema, 'Not signed in.'),
  403: describeJson(errorSchema, 'This role may not do it, or the CSRF token is missing.'),
  404: describeJson(errorSchema, 'There is no such thing.'),
  409: describeJson(errorSchema, 'Its state does not allow it.'),
  429: describeJson(errorSchema, 'Too many requests.'),
} as const

export const security: Record<string, string[]>[] = [{ bearer: [] }, { session: [] }]

/** What every guarded route shares: who may call it, as middleware and as documentation. */
export function guard(route: GuardedRoute, parts: DeskParts) {
  const middleware: MiddlewareHandler<DeskEnv>[] = [allow(route, parts)]
  return { middleware, security }
}
