import { z } from '@hono/zod-openapi'
import { instant, next, pagingQuery } from './contract-basics.ts'
import { staffRoles } from './staff.ts'

const login = z.string().regex(/^[a-z0-9][a-z0-9._-]{1,39}$/, 'small letters, digits, . _ -')
const accountFields = {
  name: z.string().trim().min(1).max(40),
  role: z.enum(staffRoles),
  communities: z.array(z.string().max(60)).max(200).default([]).openapi({ description: 'Ids; empty: all.' }),
}
export const newAccountSchema = z.strictObject({ login, ...accountFields }).openapi('NewAccount')
export const changedAccountSchema = z
  .strictObject({ ...accountFields, active: z.boolean() })
  .openapi('ChangedAccount')
export const accountSchema = z
  .object({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    role: z.string(),
    communities: z.array(z.string()),
    active: z.boolean(),
    hasTotp: z.boolean(),
    isInvited: z.boolean().openapi({ description: 'A link to set the password is out and still holds.' }),
    createdAt: instant,
  })
  .openapi('Account')
export type AccountView = z.infer<typeof accountSchema>
export const accountsSchema = z.object({ items: z.array(accountSchema) }).openapi('Accounts')
export const invitedSchema = z
  .object({
    account: accountSchema,
    token: z.string().openapi({ description: 'Shown this once: /desk#/invite/{token} sets the password.' }),
    expiresAt: instant,
  })
  .openapi('Invited')
export type InvitedView = z.infer<typeof invitedSchema>

/** Length is what counts (NIST SP 800-63B); the longest keeps hashing cheap. */
const newPassword = z.string().min(10).max(200)
export const acceptedInvitationSchema = z
  .strictObject({ token: z.string().min(20).max(100), password: newPassword })
  .openapi('AcceptedInvitation')
export const changedPasswordSchema = z
  .strictObject({ current: z.string().min(1).max(200), password: newPassword })
  .openapi('ChangedPassword')
export const totpBegunSchema = z.object({ secret: z.string(), uri: z.string() }).openapi('TotpBegun')
export const totpCodeSchema = z
  .strictObject({ code: z.string().trim().min(6).max(8), password: z.string().min(1).max(200) })
  .openapi('TotpCode')

export const auditQuery = pagingQuery.extend({
  by: z.string().max(60).optional(),
  target: z.string().max(100).optional(),
})
export const auditEntrySchema = z
  .object({
    id: z.string(),
    at: instant,
    by: z.string(),
    name: z.string(),
    role: z.string(),
    action: z.string().openapi({ example: 'POST /api/tickets/{number}/assign' }),
    target: z.string(),
    status: z.number().int(),
  })
  .openapi('AuditEntry')
export type AuditEntryView = z.infer<typeof auditEntrySchema>
export const auditPageSchema = z.object({ items: z.array(auditEntrySchema), next }).openapi('AuditPage')

export const credentialsSchema = z
  .strictObject({
    login: z.string().trim().min(1).max(60),
    password: z.string().min(1).max(200),
    code: z
      .string()
      .trim()
      .max(8)
      .optional()
      .openapi({ description: 'Of the authenticator app, where one is set up.' }),
  })
  .openapi('Credentials')
export const sessionSchema = z
  .object({
    staff: z.object({
      id: z.string(),
      login: z.string(),
      name: z.string(),
      role: z.enum(staffRoles),
      communities: z.array(z.string()).openapi({ description: 'Ids; empty: all.' }),
      hasTotp: z.boolean(),
    }),
    csrf: z
      .string()
      .openapi({ description: 'Send it as X-CSRF-Token with every unsafe request of this session.' }),
  })
  .openapi('Session')
export type SessionView = z.infer<typeof sessionSchema>
