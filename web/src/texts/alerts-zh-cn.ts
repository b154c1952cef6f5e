/** Texts of the page of alerts; `alerts-en.ts` has the same keys. */
export const alertsZhCn = {
  alerts: '预警',
  alertsLive: '进行中',
  alertsAll: '全部',
  noAlerts: '没有预警',
  alertPeople: '{people} 位住户 · {messages} 条消息',
  alertTrend: '走势',
  alertEvidence: '原话',
  alertSeen: '已知悉',
  alertMine: '我来处理',
  alertOutcome: '处理结果（必填）',
  alertResolved: '已解决',
  alertMute: '静音 24 小时',
  digest: '一周民情',
  moodTimeline: '情绪时间线（近 7 天，红色为不满）',
  moodHour: '{at}：{messages} 条，不满 {discontent} 条',
}
