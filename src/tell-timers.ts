import { incidentWordTimerKind, sayWaitingWord } from './tell-incident.ts'
import {
  noticeTimerKind,
  sendWaitingNotice,
  sendWaitingOutcome,
  type TellParts,
  voiceTimerKind,
} from './tickets/tell-resident.ts'
import type { TimerHandler } from './timers/timer-store.ts'

/** What residents hear when the quiet hours end. */
export function createTellTimers(parts: TellParts): Readonly<Record<string, TimerHandler>> {
  return {
    [noticeTimerKind]: (work, timer) => sendWaitingNotice(parts, work, timer),
    [incidentWordTimerKind]: (work, timer) => sayWaitingWord(parts, work, timer),
    [voiceTimerKind]: (work, timer) => sendWaitingOutcome(parts, work, timer),
  }
}
