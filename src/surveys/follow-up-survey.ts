import { textsFor } from '../i18n/texts.ts'
import { mayWrite } from '../shared/choose-way.ts'
import { findSpeakingTime } from '../shared/quiet-hours.ts'
import type { Transaction } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'
import {
  endInvite,
  forgetSurvey,
  type InviteRow,
  lookAgain,
  readInvite,
  rememberSurvey,
  type SurveyParts,
} from './survey-invite.ts'
import { readSurveyPolicy } from './survey-policy-store.ts'
import { titleIn } from './survey-templates.ts'
import { writeSurveyQuestion } from './write-survey-question.ts'

const hourMs = 3_600_000

/** One reminder of the question that is still open, then silence is the answer. What was answered before it stays. */
export async function followUpSurvey(parts: SurveyParts, work: Work, invite: InviteRow): Promise<void> {
  const { id } = invite
  if (invite.remindedAt || invite.surveysOffAt) {
    await forgetSurvey(work, id)
    const reason = invite.surveysOffAt ? 'opted-out' : 'silence'
    return await endInvite(work, id, { status: 'unanswered', reason })
  }
  const speakAt = await findSpeakAt(parts, work.tx, { invite, now: work.now })
  if (speakAt > work.now) return await lookAgain(work, id, speakAt)
  const later = new Date(work.now.getTime() + hourMs)
  if (invite.mode !== 'bot' || invite.isTalking || invite.isSurveyed) return await lookAgain(work, id, later)
  if (mayRemind(parts, invite, work.now) && !(await remind(parts, work, invite))) {
    return await lookAgain(work, id, new Date(work.now.getTime() + 60_000))
  }
  const { closeAfterHours } = await readSurveyPolicy(work.tx)
  await work.tx.surveyInvite.update({ where: { id }, data: { remindedAt: work.now } })
  await lookAgain(work, id, new Date(work.now.getTime() + closeAfterHours * hourMs))
}

/** Where the window has shut or the resident has blocked us, there is no reminder. */
function mayRemind(parts: SurveyParts, invite: InviteRow, now: Date): boolean {
  if (invite.blockedAt) return false
  const reach = parts.reachOf(invite.channel)
  return reach !== undefined && mayWrite({ ...invite, replyWindow: reach.replyWindow }, now)
}

async function findSpeakAt(
  parts: SurveyParts,
  tx: Transaction,
  { invite, now }: { invite: InviteRow; now: Date },
): Promise<Date> {
  return findSpeakingTime(await parts.readQuiet(tx), invite.timezone ?? parts.timezone, now)
}

/** False while a turn is going on in the talk. */
async function remind(parts: SurveyParts, work: Work, invite: InviteRow): Promise<boolean> {
  const { id: inviteId, position, questions, conversationId, channel, language, title } = invite
  const question = questions[position]
  if (!question) return true
  const remembered = { inviteId, position, question }
  if (!(await rememberSurvey(work, conversationId, remembered))) return false
  const { survey: texts, callback } = textsFor(language)
  const { text, buttons } = writeSurveyQuestion(remembered, language)
  const left = questions.length - position
  await parts.ask(work, {
    ...{ conversationId, channel, buttons },
    text: `${texts.remind({ title: titleIn(title, language), left })}\n${text}\n${callback.label}`,
    askedBy: `survey:${inviteId}`,
  })
  return true
}

/** The last look before a question goes: whether it may, at the very instant. Undefined: nothing is known of it, it goes. */
export async function findSurveyRule(
  parts: SurveyParts,
  tx: Transaction,
  id: string,
): Promise<((now: Date) => boolean) | undefined> {
  const invite = await readInvite(tx, id)
  if (!invite) return undefined
  const quiet = await parts.readQuiet(tx)
  const replyWindow = parts.reachOf(invite.channel)?.replyWindow
  // The question itself is one of those counted.
  const place = { ...invite, replyWindow, sentSince: Math.max(0, invite.sentSince - 1) }
  return now =>
    invite.status === 'asked' &&
    invite.surveyStatus === 'running' &&
    findSpeakingTime(quiet, invite.timezone ?? parts.timezone, now) <= now &&
    mayWrite(place, now)
}
