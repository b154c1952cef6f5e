import { categories } from './categories-zh-cn.ts'

/** What staff read about upset residents, and the digest of the week. */
export const alertsZhCn = {
  category: categories as Record<string, string>,
  topic: (what: { category: string; quote: string }) =>
    `对${what.category}不满${what.quote ? `：“${what.quote}”` : ''}`,
  place: (place: { community: string; building: string; group: string }) =>
    [place.community, place.building ? `${place.building}栋` : '', place.group].filter(Boolean).join(' ') ||
    '业主群',
  alert: (alert: {
    place: string
    topic: string
    since: string
    people: number
    messages: number
    trend: string
    quotes: string[]
    suggestion: string
    draft: string
    incident: string
    rung: number
  }) =>
    [
      `【预警】${alert.place}｜${alert.topic}`,
      `${alert.since} 起，${alert.people} 位住户、${alert.messages} 条消息　${alert.trend}`,
      ...alert.quotes.map(quote => `· ${quote}`),
      alert.incident ? `相关事件：${alert.incident}` : '',
      `建议：${alert.suggestion}`,
      `可发通知（草稿）：${alert.draft}`,
      alert.rung > 0 ? `（第${alert.rung + 1}次提醒：仍无人确认）` : '',
    ]
      .filter(Boolean)
      .join('\n'),
  conversation: (alert: { reason: string; quotes: string[]; household: string; suggestion: string }) =>
    [
      `【预警】一位住户${alert.household ? `（${alert.household}）` : ''}：${alert.reason}`,
      ...alert.quotes.map(quote => `· ${quote}`),
      `建议：${alert.suggestion}`,
    ].join('\n'),
  reason: {
    anger: '持续对服务不满',
    threat: '提到投诉、媒体或法律途径',
    despair: '流露绝望或轻生念头',
  },
  suggestion: {
    group: '十分钟内由管家在群里实名回应：先致歉，说清原因、进展和下次更新时间；个别情况转私聊。',
    place:
      '多位住户分别在私聊中反映：由管家逐一回复，先致歉，说清原因、进展和下次更新时间；涉及全楼的发通知说明。',
    anger: '由同事本人接手，先道歉再说事，给出谁在什么时候做什么。',
    threat: '请经理接手，不争辩，确认诉求并留下书面答复时间。',
    despair: '请立即由人接手并打电话确认平安；必要时报警或联系家人，心理援助热线 12356。',
  },
  draft: (about: { category: string }) =>
    `各位业主好，关于${about.category}的问题我们已经收到并正在处理，给大家带来不便非常抱歉。原因和进展将于__点前在群里说明，急需帮助的住户请私信管家。`,
  draftToPlace: (about: { category: string }) =>
    `各位业主好，关于${about.category}的问题我们已经收到并正在处理，给大家带来不便非常抱歉。原因和进展将于__点前再发通知说明，急需帮助的住户请直接回复管家。`,
  handedOver: {
    anger: '您反复说的这件事我都记下了，让您这么着急很抱歉。我已请同事来接手，您不用再重复一遍。',
    threat: '您的不满和要求我都记下了，让您这么失望很抱歉。我已请负责的同事来接手，会给您明确的答复。',
    despair:
      '听您这么说，我很担心您。我已请同事马上联系您，您不是一个人；现在也可以拨打全国心理援助热线12356，情况紧急请拨打120或110。',
  },
  digest: {
    title: (range: { from: string; to: string }) => `【一周民情】${range.from} – ${range.to}`,
    mood: (mood: { messages: number; talks: number; discontent: number; praise: number }) =>
      `群消息 ${mood.messages} 条，私聊消息 ${mood.talks} 条；其中不满 ${mood.discontent} 条，正面 ${mood.praise} 条。`,
    up: '上升',
    down: '下降',
    topic: (topic: { category: string; now: number; before: number }) =>
      `${topic.category} ${topic.before}→${topic.now}`,
    places: '集中的地点与时段',
    place: (row: { place: string; hours: string; category: string; count: number }) =>
      `${row.place}｜${row.hours}｜${row.category}｜${row.count}`,
    alerts: (count: number) => `预警 ${count} 起`,
    alert: (alert: { at: string; place: string; topic: string; people: number; status: string }) =>
      `${alert.at} ${alert.place} ${alert.topic}（${alert.people}人，${alert.status}）`,
    unanswered: '没有答案的提问',
    praise: '表扬',
    none: '无',
    status: {
      open: '未确认',
      acknowledged: '处理中',
      resolved: '已解决',
      muted: '已静音',
      closed: '已平息',
    } as Record<string, string>,
  },
}

export type AlertTexts = typeof alertsZhCn
