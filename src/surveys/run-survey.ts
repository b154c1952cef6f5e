import { textsFor } from '../i18n/texts.ts'
import { mayWrite } from '../shared/choose-way.ts'
import { createId } from '../shared/ids.ts'
import { findSpeakingTime } from '../shared/quiet-hours.ts'
import { lockPersonPeace } from '../storage/same-person.ts'
import type { Work } from '../storage/work.ts'
import { clearTimer, type DueTimer } from '../timers/timer-store.ts'
import { followUpSurvey } from './follow-up-survey.ts'
import type { SurveyValue } from './survey.ts'
import { findOpenTalk } from './survey-audience.ts'
import {
  endInvite,
  forgetSurvey,
  type InviteRow,
  lookAgain,
  type RememberedSurvey,
  readInvite,
  rememberSurvey,
  type SurveyParts,
  surveyTimer,
} from './survey-invite.ts'
import { readSurveyPolicy } from './survey-policy-store.ts'
import { titleIn } from './survey-templates.ts'
import { writeSurveyQuestion } from './write-survey-question.ts'

const hourMs = 3_600_000

/**
 * Asks the first question when the resident may be asked; else waits, or passes them over with the reason. Who was asked is
 * reminded once, then closed as unanswered.
 */
export async function runSurvey(parts: SurveyParts, work: Work, timer: DueTimer): Promise<void> {
  const id = timer.subject
  await work.tx.$queryRaw`select id from "SurveyInvite" where id = ${id} for update`
  const invite = await readInvite(work.tx, id)
  if (invite?.surveyStatus !== 'running') return
  if (invite.status === 'asked') return await followUpSurvey(parts, work, invite)
  if (invite.status !== 'scheduled') return
  const reason = findReasonAgainst(invite)
  if (reason === 'blocked' && (await moveInvite(work, invite))) return await lookAgain(work, id, work.now)
  if (reason) return await endInvite(work, id, { status: 'skipped', reason })
  const waitsUntil = await findAskingTime(parts, work, invite)
  if (waitsUntil) return await lookAgain(work, id, waitsUntil)
  await askFirst(parts, work, invite)
}

/** Why the resident is not asked at all. */
function findReasonAgainst({ surveysOffAt, isAskedElsewhere, blockedAt }: InviteRow): string | undefined {
  if (surveysOffAt) return 'opted-out'
  if (isAskedElsewhere) return 'asked-elsewhere'
  return blockedAt ? 'blocked' : undefined
}

/** Who has blocked us where they were to be asked may have another account; false where they have none. */
async function moveInvite(work: Work, { id, surveyId, contactId }: InviteRow): Promise<boolean> {
  const talk = await findOpenTalk(work.tx, contactId)
  if (!talk) return false
  const isInvited = await work.tx.surveyInvite.count({ where: { surveyId, contactId: talk.contactId } })
  if (isInvited > 0) return false
  await work.tx.surveyInvite.update({ where: { id }, data: { ...talk } })
  return true
}

/** When to look again whether the resident may be asked; undefined when they may be asked now. */
async function findAskingTime(parts: SurveyParts, work: Work, invite: InviteRow): Promise<Date | undefined> {
  const peaceMs = (await parts.readPeaceDays(work.tx)) * 86_400_000
  const { askedAt } = await lockPersonPeace(work.tx, invite.contactId, invite.id)
  if (askedAt && askedAt.getTime() + peaceMs > work.now.getTime())
    return new Date(askedAt.getTime() + peaceMs)
  const quiet = await parts.readQuiet(work.tx)
  const speakAt = findSpeakingTime(quiet, invite.timezone ?? parts.timezone, work.now)
  if (speakAt > work.now) return speakAt
  const reach = parts.reachOf(invite.channel)
  const mayAsk = reach && mayWrite({ ...invite, replyWindow: reach.replyWindow }, work.now)
  const isFree = mayAsk && invite.mode === 'bot' && !invite.isTalking && !invite.isSurveyed
  return isFree ? undefined : later(work, hourMs)
}

const later = (work: Work, ms: number) => new Date(work.now.getTime() + ms)

/** The first question, remembered by the talk; a turn that is going on comes first. */
async function askFirst(parts: SurveyParts, work: Work, invite: InviteRow): Promise<void> {
  const { id } = invite
  const [question] = invite.questions
  if (!question) return
  const remembered: RememberedSurvey = { inviteId: id, position: 0, question }
  if (!(await rememberSurvey(work, invite.conversationId, remembered))) {
    return await lookAgain(work, id, later(work, 60_000))
  }
  const { survey: texts, callback } = textsFor(invite.language)
  const asked = writeSurveyQuestion(remembered, invite.language)
  await parts.ask(work, {
    conversationId: invite.conversationId,
    channel: invite.channel,
    text: `${texts.begin({ title: titleIn(invite.title, invite.language), count: invite.questions.length })}\n${asked.text}\n${callback.label}`,
    buttons: asked.buttons,
    askedBy: `survey:${id}`,
  })
  await work.tx.surveyInvite.update({ where: { id }, data: { status: 'asked', askedAt: work.now } })
  await awaitAnswer(work, invite)
}

/** Looks again when the next answer is overdue. */
async function awaitAnswer(work: Work, { id, remindedAt }: InviteRow): Promise<void> {
  const { remindAfterHours, closeAfterHours } = await readSurveyPolicy(work.tx)
  await lookAgain(work, id, later(work, (remindedAt ? closeAfterHours : remindAfterHours) * hourMs))
}

/** Keeps an answer, or none where the question is passed over, and gives the one that comes next; undefined where nothing of it is open here. */
export async function takeSurveyAnswer(
  work: Work,
  answer: { inviteId: string; conversationId: string; position: number; value?: SurveyValue | undefined },
): Promise<{ next: RememberedSurvey | undefined } | undefined> {
  const { inviteId, conversationId, position, value } = answer
  await work.tx.$queryRaw`select id from "SurveyInvite" where id = ${inviteId} for update`
  const invite = await readInvite(work.tx, inviteId)
  if (invite?.status !== 'asked' || invite.conversationId !== conversationId || !invite.questions[position])
    return undefined
  if (value) await keepAnswer(work, invite, { questionId: String(position), value })
  const question = invite.questions[position + 1]
  const data = question ? {} : await endOf(work, inviteId)
  await work.tx.surveyInvite.update({ where: { id: inviteId }, data: { ...data, position: position + 1 } })
  if (question) await awaitAnswer(work, invite)
  else await clearTimer(work, surveyTimer, inviteId)
  const askedAt = work.now.toISOString()
  return { next: question ? { inviteId, position: position + 1, question, askedAt } : undefined }
}

async function keepAnswer(
  work: Work,
  { id: inviteId, surveyId }: InviteRow,
  { questionId, value }: { questionId: string; value: SurveyValue },
): Promise<void> {
  const key = { inviteId, questionId }
  const row = { value: value as object, at: work.now }
  await work.tx.surveyAnswer.upsert({
    where: { inviteId_questionId: key },
    create: { id: createId(), surveyId, ...key, ...row },
    update: row,
  })
}

/** Who passed over every question has answered none. */
async function endOf(work: Work, inviteId: string) {
  const isAnswered = (await work.tx.surveyAnswer.count({ where: { inviteId } })) > 0
  const end = isAnswered ? { status: 'done' } : { status: 'unanswered', reason: 'passed' }
  return { ...end, closedAt: work.now }
}

/** A question that did not arrive is asked anew, unless it may have arrived; a reminder that must wait is tried again. */
export async function onSurveyQuestionEnded(
  work: Work,
  { id, outcome }: { id: string; outcome: string },
): Promise<void> {
  const invite = await readInvite(work.tx, id)
  if (outcome === 'unknown' || invite?.status !== 'asked') return
  if (invite.remindedAt) return await takeReminderBack(work, id, outcome)
  await forgetSurvey(work, id)
  if (outcome !== 'withheld') return await endInvite(work, id, { status: 'skipped', reason: outcome })
  await work.tx.surveyInvite.update({ where: { id }, data: { status: 'scheduled', askedAt: null } })
  await lookAgain(work, id, later(work, 60_000))
}

async function takeReminderBack(work: Work, id: string, outcome: string): Promise<void> {
  if (outcome !== 'withheld') return
  await work.tx.surveyInvite.update({ where: { id }, data: { remindedAt: null } })
  await lookAgain(work, id, later(work, 60_000))
}
