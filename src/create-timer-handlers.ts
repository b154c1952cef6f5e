import type { AlertParts } from './alerts/alert-parts.ts'
import type { BroadcastParts } from './broadcasts/broadcast-parts.ts'
import type { CallbackParts } from './callbacks/callback-parts.ts'
import { callbackTimer } from './callbacks/callback-store.ts'
import { runCallback } from './callbacks/run-callback.ts'
import { createAlertTimers } from './create-alert-side.ts'
import { createActivityTimers, createBroadcastTimers } from './create-broadcasts.ts'
import { createHandoverTimers } from './create-staff-side.ts'
import type { FindNextStaffParts } from './find-next-staff.ts'
import { quarterlyTimer, sendQuarterly } from './surveys/quarterly-survey.ts'
import { runSurvey } from './surveys/run-survey.ts'
import { type SurveyParts, surveyTimer } from './surveys/survey-invite.ts'
import { createTellTimers } from './tell-timers.ts'
import type { TellParts } from './tickets/tell-resident.ts'
import { clockTimerKind } from './tickets/ticket-record.ts'
import { watchClocks } from './tickets/watch-clocks.ts'
import type { TimerHandler } from './timers/timer-store.ts'
import { createWorkTimers } from './work-timers.ts'

export type TimerHandlers = Readonly<Record<string, TimerHandler>>

/** What each kind of timer does when it falls due. */
export function createTimerHandlers(given: {
  tellParts: TellParts & FindNextStaffParts
  callbacks: CallbackParts & SurveyParts
  alerts: AlertParts
  broadcasts: BroadcastParts
}): TimerHandlers {
  const { tellParts, callbacks } = given
  return {
    [surveyTimer]: (work, timer) => runSurvey(callbacks, work, timer),
    [quarterlyTimer]: work => sendQuarterly(callbacks.timezone, work),
    [callbackTimer]: (work, timer) => runCallback(callbacks, work, timer),
    ...createWorkTimers(tellParts.timezone),
    ...createHandoverTimers(tellParts),
    [clockTimerKind]: watchClocks,
    ...createTellTimers(tellParts),
    ...createAlertTimers(given.alerts),
    ...createBroadcastTimers(given.broadcasts),
    ...createActivityTimers(tellParts),
  }
}
