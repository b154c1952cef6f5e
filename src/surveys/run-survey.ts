import { textsFor } from '../i18n/texts.ts'
import { mayWrite, type ReplyWindow } from '../shared/choose-way.ts'
import { LinliError } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import { findSpeakingTime, type QuietHours } from '../shared/quiet-hours.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Transaction } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'
import { type DueTimer, setTimer } from '../timers/timer-store.ts'
import {
  countAnswers,
  type Indicator,
  type NewSurvey,
  type QuestionResult,
  type SurveyQuestion,
  type SurveyValue,
} from './survey.ts'

/** The timer that asks a resident; its subject is the invite's id. */
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
}

export async function createSurvey(work: Work, survey: NewSurvey & { by: string }): Promise<{ id: string }> {
  const { title, questions, audience, by } = survey
  const data = {
    id: createId(),
    title,
    questions,
    audience,
    status: 'draft',
    createdBy: by,
    createdAt: work.now,
  }
  return await work.tx.survey.create({ data, select: { id: true } })
}

/** Keeps a third party's sheet, to be seen beside our own figures. */
export async function keepIndicators(
  work: Work,
  sheet: { title: string; indicators: readonly Indicator[]; by: string },
): Promise<{ id: string }> {
  const id = createId()
  const now = work.now
  await work.tx.survey.create({
    data: {
      id,
      title: sheet.title,
      origin: 'import',
      status: 'closed',
      createdBy: sheet.by,
      createdAt: now,
      startedAt: now,
    },
  })
  await work.tx.surveyIndicator.createMany({
    data: sheet.indicators.map((row, position) => ({ ...row, id: createId(), surveyId: id, position })),
  })
  return { id }
}

/** Invites everybody of the audience who may be asked in a private talk; says how many. Rejects with `conflict` unless it is a draft. */
export async function startSurvey(work: Work, id: string): Promise<{ invited: number }> {
  const survey = await work.tx.survey.findUnique({ where: { id } })
  if (!survey) throw new LinliError('not-found', 'There is no such survey.')
  if (survey.status !== 'draft') throw new LinliError('conflict', `The survey is ${survey.status} already.`)
  const { communityId, buildings } = survey.audience as NewSurvey['audience']
  const rows = await work.tx.$queryRaw<
    { contactId: string; conversationId: string; communityId: string | null }[]
  >`
    select distinct on (p.id) p.id as "contactId", c.id as "conversationId", h."communityId"
    from "Contact" p join "Conversation" c on c."contactId" = p.id and c."chatKind" = 'private' left join "Household" h on h.id = p."householdId"
    where p."blockedAt" is null and p."surveysOffAt" is null
      and (${communityId ?? ''} = '' or h."communityId" = ${communityId ?? ''})
      and (${buildings === undefined}::boolean or h.building = any(${buildings ?? []}::text[]))
    order by p.id, c."lastInboundAt" desc nulls last`
  await work.tx.survey.update({ where: { id }, data: { status: 'running', startedAt: work.now } })
  for (const row of rows) {
    const invite = createId()
    await work.tx.surveyInvite.create({
      data: { ...row, id: invite, surveyId: id, status: 'scheduled', createdAt: work.now },
    })
    await setTimer(work, { kind: surveyTimer, subject: invite, dueAt: work.now })
  }
  return { invited: rows.length }
}

/** Nobody is asked any more; what was answered stays. */
export async function closeSurvey(work: Work, id: string): Promise<void> {
  const { count } = await work.tx.survey.updateMany({
    where: { id, status: 'running' },
    data: { status: 'closed' },
  })
  if (count === 0) throw new LinliError('conflict', 'Only a running survey can be closed.')
  await work.tx.surveyInvite.updateMany({
    where: { surveyId: id, status: { in: ['scheduled', 'asked'] } },
    data: { status: 'unanswered', closedAt: work.now },
  })
}

interface InviteRow {
  surveyId: string
  contactId: string
  conversationId: string
  status: string
  surveyStatus: string
  title: string
  questions: SurveyQuestion[]
  channel: string
  mode: string
  language: Language
  lastInboundAt: Date | null
  blockedAt: Date | null
  surveysOffAt: Date | null
  timezone: string | null
  isBusy: boolean
  sentSince: number
  askedLately: Date | null
}

async function readInvite(tx: Transaction, id: string): Promise<InviteRow | undefined> {
  const rows = await tx.$queryRaw<InviteRow[]>`
    select i."surveyId", i."contactId", i."conversationId", i.status, s.status as "surveyStatus", s.title, s.questions, c.channel, c.mode, c.language, c."lastInboundAt",
      p."blockedAt", p."surveysOffAt", m.timezone, (c.state ?| array['draft', 'callback', 'survey']) as "isBusy",
      (select count(*)::int from "Outbound" o where o."conversationId" = c.id and o.state in ('pending', 'sending', 'sent')
        and o."createdAt" >= coalesce(c."lastInboundAt", c."createdAt") and o."changeOf" is null) as "sentSince",
      greatest((select max(x."askedAt") from "SurveyInvite" x where x."contactId" = i."contactId" and x.id <> i.id),
        (select max(b."askedAt") from "Callback" b where b."contactId" = i."contactId")) as "askedLately"
    from "SurveyInvite" i join "Survey" s on s.id = i."surveyId" join "Conversation" c on c.id = i."conversationId" join "Contact" p on p.id = i."contactId"
      left join "Community" m on m.id = i."communityId"
    where i.id = ${id}`
  return rows[0]
}

/** Asks the first question when the resident may be asked; else waits, or passes them over with the reason. */
export async function runSurvey(parts: SurveyParts, work: Work, timer: DueTimer): Promise<void> {
  const id = timer.subject
  const invite = await readInvite(work.tx, id)
  if (invite?.status !== 'scheduled' || invite.surveyStatus !== 'running') return
  if (invite.surveysOffAt || invite.blockedAt)
    return await skip(work, id, invite.blockedAt ? 'blocked' : 'opted-out')
  const waitsUntil = await findAskingTime(parts, work, invite)
  if (waitsUntil) return await tryAgain(work, id, waitsUntil)
  await askFirst(parts, work, { ...invite, id })
}

async function tryAgain(work: Work, id: string, dueAt: Date): Promise<void> {
  await setTimer(work, { kind: surveyTimer, subject: id, dueAt })
}

/** When to look again whether the resident may be asked; undefined when they may be asked now. */
async function findAskingTime(parts: SurveyParts, work: Work, invite: InviteRow): Promise<Date | undefined> {
  const peaceMs = (await parts.readPeaceDays(work.tx)) * 86_400_000
  if (invite.askedLately && invite.askedLately.getTime() + peaceMs > work.now.getTime()) {
    return new Date(invite.askedLately.getTime() + peaceMs)
  }
  const quiet = await parts.readQuiet(work.tx)
  const speakAt = findSpeakingTime(quiet, invite.timezone ?? parts.timezone, work.now)
  if (speakAt > work.now) return speakAt
  const reach = parts.reachOf(invite.channel)
  const mayAsk = reach && mayWrite({ ...invite, replyWindow: reach.replyWindow }, work.now)
  const isFree = mayAsk && invite.mode === 'bot' && !invite.isBusy
  return isFree ? undefined : new Date(work.now.getTime() + 3_600_000)
}

/** The first question, remembered by the talk; a turn that is going on comes first. */
async function askFirst(parts: SurveyParts, work: Work, invite: InviteRow & { id: string }): Promise<void> {
  const { id } = invite
  const [question] = invite.questions
  if (!question) return
  const remembered: RememberedSurvey = { inviteId: id, position: 0, question }
  const isKept = await work.tx.$executeRaw`
    update "Conversation" set state = jsonb_set(coalesce(state, '{}'), '{survey}', ${JSON.stringify(remembered)}::jsonb)
    where id = ${invite.conversationId} and ("leaseUntil" is null or "leaseUntil" < ${work.now}::timestamptz)`
  if (isKept === 0) return await tryAgain(work, id, new Date(work.now.getTime() + 60_000))
  const { survey: texts, callback } = textsFor(invite.language)
  const asked = writeSurveyQuestion(remembered, invite.language)
  await parts.ask(work, {
    conversationId: invite.conversationId,
    channel: invite.channel,
    text: `${texts.begin({ title: invite.title, count: invite.questions.length })}\n${asked.text}\n${callback.label}`,
    buttons: asked.buttons,
    askedBy: `survey:${id}`,
  })
  await work.tx.surveyInvite.update({ where: { id }, data: { status: 'asked', askedAt: work.now } })
}

async function skip(work: Work, id: string, reason: string): Promise<void> {
  await work.tx.surveyInvite.update({
    where: { id },
    data: { status: 'skipped', reason, closedAt: work.now },
  })
}

/** A question as the resident reads it. */
export function writeSurveyQuestion({ inviteId, position, question }: RememberedSurvey, language: Language) {
  const { survey: texts, callback } = textsFor(language)
  const press = (label: string, at: number) => ({ label, value: `survey:${inviteId}:${position}:${at}` })
  const head = `${position + 1}. ${question.text}`
  switch (question.kind) {
    case 'single':
      return { text: head, buttons: question.options.map((name, at) => [press(name, at)]) }
    case 'multi':
      return {
        text: [head, ...question.options.map((name, at) => `  ${at + 1}) ${name}`), texts.several].join('\n'),
        buttons: [],
      }
    case 'score':
      return { text: head, buttons: [[5, 4, 3, 2, 1].map(score => press(callback.stars(score), score))] }
    case 'pair':
      return { text: `${head}\n${texts.pair}`, buttons: [] }
    case 'text':
      return { text: head, buttons: [] }
  }
}

/** Keeps an answer and gives the question that comes next; undefined where nothing of it is open here. */
export async function takeSurveyAnswer(
  work: Work,
  answer: { inviteId: string; conversationId: string; position: number; value: SurveyValue },
): Promise<{ next: RememberedSurvey | undefined } | undefined> {
  const { inviteId, conversationId, position, value } = answer
  await work.tx.$queryRaw`select id from "SurveyInvite" where id = ${inviteId} for update`
  const invite = await readInvite(work.tx, inviteId)
  if (invite?.status !== 'asked' || invite.conversationId !== conversationId || !invite.questions[position])
    return undefined
  const key = { inviteId, questionId: String(position) }
  const row = { value: value as object, at: work.now }
  await work.tx.surveyAnswer.upsert({
    where: { inviteId_questionId: key },
    create: { id: createId(), surveyId: invite.surveyId, ...key, ...row },
    update: row,
  })
  const question = invite.questions[position + 1]
  const data = question
    ? { position: position + 1 }
    : { status: 'done', position: position + 1, closedAt: work.now }
  await work.tx.surveyInvite.update({ where: { id: inviteId }, data })
  return { next: question ? { inviteId, position: position + 1, question } : undefined }
}

/** A question that did not arrive is asked anew, unless it may have arrived. */
export async function onSurveyQuestionEnded(
  work: Work,
  { id, outcome }: { id: string; outcome: string },
): Promise<void> {
  if (outcome === 'unknown') return
  if (outcome !== 'withheld') return await skip(work, id, outcome)
  await work.tx
    .$executeRaw`update "Conversation" set state = state - 'survey' where state->'survey'->>'inviteId' = ${id}`
  await work.tx.surveyInvite.updateMany({
    where: { id, status: 'asked' },
    data: { status: 'scheduled', askedAt: null },
  })
  await setTimer(work, { kind: surveyTimer, subject: id, dueAt: new Date(work.now.getTime() + 60_000) })
}

export interface SurveyResults {
  invited: number
  asked: number
  done: number
  questions: QuestionResult[]
  indicators: Indicator[]
}

/** What came of a survey; rejects with `not-found`. */
export async function readSurveyResults(tx: Transaction, id: string): Promise<SurveyResults> {
  const survey = await tx.survey.findUnique({ where: { id } })
  if (!survey) throw new LinliError('not-found', 'There is no such survey.')
  const invites = await tx.surveyInvite.findMany({
    where: { surveyId: id },
    select: { status: true, askedAt: true },
  })
  const answers = await tx.surveyAnswer.findMany({ where: { surveyId: id }, orderBy: { at: 'asc' } })
  const questions = survey.questions as unknown as SurveyQuestion[]
  return {
    invited: invites.length,
    asked: invites.filter(({ askedAt }) => askedAt !== null).length,
    done: invites.filter(({ status }) => status === 'done').length,
    questions: questions.map((question, at) =>
      countAnswers(
        question,
        answers
          .filter(({ questionId }) => questionId === String(at))
          .map(({ value }) => value as SurveyValue),
      ),
    ),
    indicators: await tx.surveyIndicator.findMany({
      where: { surveyId: id },
      orderBy: { position: 'asc' },
      select: { dimension: true, name: true, expected: true, perceived: true, n: true },
    }),
  }
}
