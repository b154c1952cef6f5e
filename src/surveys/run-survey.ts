import { textsFor } from '../i18n/texts.ts'
import { mayWrite, type ReplyWindow } from '../shared/choose-way.ts'
import { createId } from '../shared/ids.ts'
import { findSpeakingTime, type QuietHours } from '../shared/quiet-hours.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Transaction } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'
import { type DueTimer, setTimer } from '../timers/timer-store.ts'
import type { SurveyQuestion, SurveyValue } from './survey.ts'

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
