import { dateOfDay, localDayAt } from '../shared/zoned-time.ts'
import type { Work } from '../storage/work.ts'
import { clearTimer, setTimer } from '../timers/timer-store.ts'
import { findAudience } from './survey-audience.ts'
import { nextQuarterlyAt } from './survey-policy.ts'
import { readSurveyPolicy } from './survey-policy-store.ts'
import { createSurvey, startSurvey } from './survey-store.ts'
import { listTemplates } from './survey-templates.ts'

/** The timer that sends the survey of a quarter; its subject is `all`. */
export const quarterlyTimer = 'quarterly-survey'

/** Sends the survey of this quarter, unless it was sent already or nobody may be asked; then sets the next. */
export async function sendQuarterly(timezone: string, work: Work): Promise<void> {
  const { quarterly } = await readSurveyPolicy(work.tx)
  if (!quarterly) return
  const today = dateOfDay(localDayAt(timezone, work.now.getTime()))
  const [template] = listTemplates(today)
  const audience = quarterly.communityId === undefined ? {} : { communityId: quarterly.communityId }
  const isSent = await work.tx.survey.findFirst({
    where: { title: template?.title ?? '', origin: 'desk', status: { not: 'draft' } },
    select: { id: true },
  })
  if (template && !isSent && (await findAudience(work.tx, audience)).length > 0) {
    const { title, questions } = template
    const { id } = await createSurvey(work, { title, questions, audience, by: 'system' })
    await startSurvey(work, id)
  }
  await setNextQuarterly(timezone, work)
}

/** Sets the timer of the next quarterly survey by the policy; takes it back where the policy wants none. */
export async function setNextQuarterly(timezone: string, work: Work): Promise<void> {
  const { quarterly } = await readSurveyPolicy(work.tx)
  if (!quarterly) return await clearTimer(work, quarterlyTimer, 'all')
  const dueAt = nextQuarterlyAt(quarterly, work.now, timezone)
  await setTimer(work, { kind: quarterlyTimer, subject: 'all', dueAt })
}
