import type { alertsZhCn } from './alerts-zh-cn.ts'

/** Texts of the page of alerts, in English. */
export const alertsEn: Record<keyof typeof alertsZhCn, string> = {
  alerts: 'Alerts',
  alertsLive: 'Live',
  alertsAll: 'All',
  noAlerts: 'No alerts',
  alertPeople: '{people} residents · {messages} messages',
  alertTrend: 'Trend',
  alertEvidence: 'Their words',
  alertSeen: 'Acknowledge',
  alertMine: 'I take it',
  alertOutcome: 'What came of it (needed)',
  alertResolved: 'Resolved',
  alertMute: 'Mute for 24 hours',
  digest: 'The week’s mood',
  moodTimeline: 'Mood by the hour (7 days; red is discontent)',
  moodHour: '{at}: {messages} messages, {discontent} discontent',
}
