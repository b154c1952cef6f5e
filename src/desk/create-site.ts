import { Hono } from 'hono'
import { toErrorResponse } from '../shared/http/error-response.ts'
import type { Log } from '../shared/log.ts'

/** Joins the desk and the routes of the channels into what is served; whatever else is asked for is a JSON 404. */
export function createSite(parts: { routes: Hono[]; log: Log }): Hono {
  const site = new Hono()
  for (const routes of parts.routes) site.route('/', routes)
  site.notFound(c =>
    c.json({ error: { code: 'not-found', message: 'There is nothing at this address.' } }, 404),
  )
  site.onError((error, c) => {
    const { status, body } = toErrorResponse(error, parts.log)
    return c.json(body, status)
  })
  return site
}
