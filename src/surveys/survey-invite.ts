import type { ReplyWindow } from '../shared/choose-way.ts'
import type { QuietHours } from '../shared/quiet-hours.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Transaction } from '../storage/database.ts'
import { Prisma } from '../storage/generated/client.ts'
import { accountsOf } from '../storage/same-person.ts'
import type { Work } from '../storage/work.ts'
import { setTimer } from '../timers/timer-store.ts'
import type { SurveyQuestion } from './survey.ts'

/** The timer that asks a resident, reminds them and closes; its subject is the invite's id. */
export const surveyTimer = 'survey'

export interface SurveyParts {
  timezone: string
  readQuiet(tx: Transaction): Promise<QuietHours>
  /** A resident is asked at most once in so many days, by callbacks or surveys. */
  readPeaceDays(tx: Transaction): Promise<number>
  reachOf(channel: string): { replyWindow?: ReplyWindow | undefined } | undefined
  ask(
    work: Work,
    question: {
      conversationId: string
      channel: string
      text: string
      buttons: { label: string; value: string }[][]
      askedBy: string
    },
  ): Promise<void>
}

/** What a conversation remembers of a survey that waits for its answer. */
export interface RememberedSurvey {
  inviteId: string
  position: number
  question: SurveyQuestion
  /** ISO instant. */
  askedAt?: string
  /** Whether the resident has been told how to answer it. */
  isHinted?: true
}

export interface InviteRow {
  id: string
  surveyId: string
  contactId: string
  conversationId: string
  status: string
  position: number
  remindedAt: Date | null
  surveyStatus: string
  title: string
  questions: SurveyQuestion[]
  channel: string
  mode: string
  language: Language
  lastInboundAt: Date | null
  blockedAt: Date | null
  /** The person's, by whichever account they said it. */
  surveysOffAt: Date | null
  /** Whether the same person was asked this survey on another account, linked since. */
  isAskedElsewhere: boolean
  timezone: string | null
  /** Whether the talk is about something else: a report that lacks something, a callback that waits for its answer. */
  isTalking: boolean
  /** Whether another survey waits for its answer. */
  isSurveyed: boolean
  sentSince: number
}

/** Gives the invite with all that decides whether the resident may be written to. */
export async function readInvite(tx: Transaction, id: string): Promise<InviteRow | undefined> {
  const rows = await tx.$queryRaw<InviteRow[]>`
    select i.id, i."surveyId", i."contactId", i."conversationId", i.status, i.position, i."remindedAt", s.status as "surveyStatus", s.title, s.questions,
      c.channel, c.mode, c.language, c."lastInboundAt", p."blockedAt", person."surveysOffAt", person."isAskedElsewhere", m.timezone,
      (c.state ? 'draft' or exists (select 1 from "Callback" w where w."askedIn" = c.id and w.status = 'asked')) as "isTalking",
      (c.state ? 'survey' and c.state->'survey'->>'inviteId' is distinct from i.id) as "isSurveyed",
      (select count(*)::int from "Outbound" o where o."conversationId" = c.id and o.state in ('pending', 'sending', 'sent')
        and o."createdAt" >= coalesce(c."lastInboundAt", c."createdAt") and o."changeOf" is null) as "sentSince"
    from "SurveyInvite" i join "Survey" s on s.id = i."surveyId" join "Conversation" c on c.id = i."conversationId" join "Contact" p on p.id = i."contactId"
      left join "Community" m on m.id = i."communityId"
      cross join lateral (select max(a."surveysOffAt") as "surveysOffAt", bool_or(exists (select 1 from "SurveyInvite" x
          where x."surveyId" = i."surveyId" and x."contactId" = a.id and x.id <> i.id and x."askedAt" is not null)) as "isAskedElsewhere"
        from "Contact" a where a.id = any(${accountsOf(Prisma.sql`i."contactId"`)})) person
    where i.id = ${id}`
  return rows[0]
}

/** Keeps the question that waits in the talk, in place of a callback that was asked before; false while a turn is going on there. */
export async function rememberSurvey(
  work: Work,
  conversationId: string,
  remembered: RememberedSurvey,
): Promise<boolean> {
  const asked = JSON.stringify({ ...remembered, askedAt: work.now.toISOString() })
  const kept = await work.tx.$executeRaw`
    update "Conversation" set state = jsonb_set(coalesce(state, '{}') - 'callback', '{survey}', ${asked}::jsonb)
    where id = ${conversationId} and ("leaseUntil" is null or "leaseUntil" < ${work.now}::timestamptz)`
  return kept > 0
}

/** The talk waits for no answer to this survey any more. */
export async function forgetSurvey(work: Work, id: string): Promise<void> {
  await work.tx
    .$executeRaw`update "Conversation" set state = state - 'survey' where state->'survey'->>'inviteId' = ${id}`
}

export async function lookAgain(work: Work, id: string, dueAt: Date): Promise<void> {
  await setTimer(work, { kind: surveyTimer, subject: id, dueAt })
}

/** Closes a part in a survey that came to nothing, with the reason. */
export async function endInvite(
  work: Work,
  id: string,
  { status, reason }: { status: 'skipped' | 'unanswered'; reason: string },
): Promise<void> {
  await work.tx.surveyInvite.update({ where: { id }, data: { status, reason, closedAt: work.now } })
}
