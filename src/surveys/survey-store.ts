import { LinliError } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import type { Transaction } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'
import { setTimer } from '../timers/timer-store.ts'
import type { Indicator } from './indicator-sheet.ts'
import {
  countAnswers,
  type NewSurvey,
  type QuestionResult,
  type SurveyQuestion,
  type SurveyValue,
} from './survey.ts'
import { findAudience } from './survey-audience.ts'
import { surveyTimer } from './survey-invite.ts'

/** Keeps a survey as a draft. Rejects with `bad-request` where the audience names no community of ours. */
export async function createSurvey(work: Work, survey: NewSurvey & { by: string }): Promise<{ id: string }> {
  const { title, questions, audience, by } = survey
  const { communityId } = audience
  if (communityId !== undefined && (await work.tx.community.count({ where: { id: communityId } })) === 0) {
    throw new LinliError(
      'bad-request',
      `audience.communityId: expected a community; there is no ${communityId}.`,
    )
  }
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

/** Invites everybody of the audience who may be asked in a private talk; says how many. Rejects with `conflict` unless it is a draft, with `bad-request` where that is nobody. */
export async function startSurvey(work: Work, id: string): Promise<{ invited: number }> {
  const survey = await work.tx.survey.findUnique({ where: { id } })
  if (!survey) throw new LinliError('not-found', 'There is no such survey.')
  if (survey.status !== 'draft') throw new LinliError('conflict', `The survey is ${survey.status} already.`)
  const rows = await findAudience(work.tx, survey.audience as NewSurvey['audience'])
  if (rows.length === 0) {
    throw new LinliError(
      'bad-request',
      'Nobody of the audience may be asked: expected a community and buildings with at least one bound resident who has not opted out.',
    )
  }
  await work.tx.survey.update({ where: { id }, data: { status: 'running', startedAt: work.now } })
  const rest = { surveyId: id, status: 'scheduled', createdAt: work.now }
  const invites = rows.map(row => ({ ...row, ...rest, id: createId() }))
  await work.tx.surveyInvite.createMany({ data: invites })
  for (const { id: subject } of invites) {
    await setTimer(work, { kind: surveyTimer, subject, dueAt: work.now })
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
