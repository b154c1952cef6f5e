import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { z } from 'zod'
import { maxFileBytes } from '../knowledge/import/read-file.ts'
import type { Clock } from '../shared/clock.ts'
import { LinliError } from '../shared/errors.ts'
import { toErrorResponse } from '../shared/http/error-response.ts'
import { type DeskEnv, sessionCookie } from './access.ts'
import { addAccountRoutes } from './account-routes.ts'
import { addActivityRoutes } from './activity-routes.ts'
import { addAlarmRoutes } from './alarm-routes.ts'
import { addAlertRoutes } from './alert-routes.ts'
import { addAttachmentRoutes } from './attachment-routes.ts'
import { addAuditRoutes } from './audit-routes.ts'
import { addBroadcastDetailRoutes } from './broadcast-detail-routes.ts'
import { addBroadcastRoutes } from './broadcast-routes.ts'
import { addCallbackRoutes } from './callback-routes.ts'
import { addCannedReplyRoutes } from './canned-reply-routes.ts'
import { addColleagueRoutes } from './colleague-routes.ts'
import { addCommunityRoutes } from './community-routes.ts'
import { addConversationRoutes } from './conversation-routes.ts'
import { addDeskPage } from './desk-page.ts'
import type { DeskParts } from './desk-parts.ts'
import { addEventRoutes } from './event-routes.ts'
import { addHealthRoutes } from './health-routes.ts'
import { addHouseholdRoutes } from './household-routes.ts'
import { addHouseholdTagRoutes } from './household-tag-routes.ts'
import { addIncidentRoutes } from './incident-routes.ts'
import { addKnowledgeRoutes } from './knowledge-routes.ts'
import { addMoodRoutes } from './mood-routes.ts'
import { addNoticeRoutes } from './notice-routes.ts'
import { addOwnAccountRoutes } from './own-account-routes.ts'
import { addOwnerQuestionRoutes } from './owner-question-routes.ts'
import { addReplyAssistRoutes } from './reply-assist-routes.ts'
import { addRosterRoutes } from './roster-routes.ts'
import { addScheduleRoutes } from './schedule-routes.ts'
import { addServiceRoutes } from './service-routes.ts'
import { addSessionRoutes } from './session-routes.ts'
import { addSettingsRoutes } from './settings-routes.ts'
import { addSurveyRoutes } from './survey-routes.ts'
import { addTalkRoutes } from './talk-routes.ts'
import { addTicketRoutes } from './ticket-routes.ts'
import { addVoiceRoutes } from './voice-routes.ts'

const mostBodyBytes = 64 * 1024
/** A document of the largest size that is read, and the form around it. */
const mostUploadBytes = maxFileBytes + 64 * 1024
const isUpload = (path: string) =>
  path === '/api/knowledge/documents' ||
  path === '/api/surveys/import' ||
  /^\/api\/broadcasts\/\w+\/file$/.test(path)

/** Gives the public API, the state pages for machines, and the staff's page at `/desk`. */
export function createDesk(parts: DeskParts): Hono {
  const app = new OpenAPIHono<DeskEnv>({
    defaultHook: result => {
      if (!result.success) throw new LinliError('bad-request', z.prettifyError(result.error))
      refuseNoText(result.data)
    },
  })
  app.onError((error, c) => {
    const { status, body } = toErrorResponse(error, parts.log)
    return c.json(body, status)
  })
  app.use('/api/*', apiHeaders(parts.clock))
  // Before any route: who may see a thing is looked up by its id, ahead of the check of parameters.
  app.use('/api/*', (c, next) => {
    refuseNoText(decodePath(c.req.path))
    return next()
  })
  const limit = limitBody(mostBodyBytes)
  const limitUpload = limitBody(mostUploadBytes)
  app.use('/api/*', (c, next) => (isUpload(c.req.path) ? limitUpload(c, next) : limit(c, next)))
  addHealthRoutes(app, parts)
  addSessionRoutes(app, parts)
  addTicketRoutes(app, parts)
  addAlarmRoutes(app, parts)
  addVoiceRoutes(app, parts)
  addSettingsRoutes(app, parts)
  addConversationRoutes(app, parts)
  addTalkRoutes(app, parts)
  addHouseholdRoutes(app, parts)
  addHouseholdTagRoutes(app, parts)
  addKnowledgeRoutes(app, parts)
  addRosterRoutes(app, parts)
  addIncidentRoutes(app, parts)
  addAlertRoutes(app, parts)
  addMoodRoutes(app, parts)
  addNoticeRoutes(app, parts)
  addEventRoutes(app, parts)
  addAttachmentRoutes(app, parts)
  addColleagueRoutes(app, parts)
  addCommunityRoutes(app, parts)
  addCannedReplyRoutes(app, parts)
  addReplyAssistRoutes(app, parts)
  addAccountRoutes(app, parts)
  addOwnAccountRoutes(app, parts)
  addAuditRoutes(app, parts)
  addCallbackRoutes(app, parts)
  addSurveyRoutes(app, parts)
  addBroadcastRoutes(app, parts)
  addBroadcastDetailRoutes(app, parts)
  addScheduleRoutes(app, parts)
  addActivityRoutes(app, parts)
  addOwnerQuestionRoutes(app, parts)
  addServiceRoutes(app, parts)
  addDescription(app)
  addDeskPage(app)
  // Mounted like any other routes; the environment of its own handlers is nobody else's business.
  return app as unknown as Hono
}

/** `Linli-Now` tells pages the service's time, which may run fast. */
function apiHeaders(clock: Clock) {
  const headers = secureHeaders({
    contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    strictTransportSecurity: false,
    xFrameOptions: 'DENY',
  })
  return async (c: Context, next: () => Promise<void>) => {
    c.header('Cache-Control', 'no-store')
    c.header('Linli-Now', clock.now().toISOString())
    return await headers(c, next)
  }
}

function limitBody(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new LinliError('file-too-large', `A body may have at most ${maxSize} bytes.`)
    },
  })
}

function addDescription(app: OpenAPIHono<DeskEnv>): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'API_TOKEN of the environment.',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: sessionCookie,
    description: 'Staff session; unsafe methods also need X-CSRF-Token.',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'signature', {
    type: 'apiKey',
    in: 'header',
    name: 'X-Linli-Signature',
    description: '`sha256=` and the hex HMAC-SHA256 of the body under ALARM_SECRET.',
  })
  app.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Linli',
      version: '0.1.0',
      description:
        'Tickets, conversations and knowledge of a property company. Times are ISO 8601 with zone.',
    },
  })
}

/** The path as routes read it; what is badly escaped stays as it is, which names nothing. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path.replaceAll('%00', '\0')
  }
}

/** Zero bytes and halves of characters are no text, and no database keeps them. */
function refuseNoText(value: unknown): void {
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) {
    throw new LinliError('bad-request', 'Expected text; got a zero byte or half a character.')
  }
  if (value instanceof Object && !(value instanceof Blob)) {
    for (const item of Object.values(value)) refuseNoText(item)
  }
}
