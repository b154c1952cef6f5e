import type { AlertTexts } from './alerts-zh-cn.ts'

/** What staff read about upset residents, and the digest of the week. */
export const alertsEn: AlertTexts = {
  category: {
    plumbing: 'water',
    electrical: 'electricity and light',
    elevator: 'lifts',
    access: 'doors and intercom',
    leak: 'leaks',
    facility: 'shared facilities',
    cleaning: 'cleaning and rubbish',
    greening: 'greenery',
    pest: 'pests',
    noise: 'noise',
    parking: 'parking',
    security: 'security',
    pets: 'pets',
    billing: 'fees and bills',
    staff: 'the staff',
    renovation: 'renovation',
    activity: 'activities',
    other: 'other matters',
  },
  topic: what => `Discontent about ${what.category}${what.quote ? `: “${what.quote}”` : ''}`,
  place: place =>
    [place.community, place.building ? `building ${place.building}` : '', place.group]
      .filter(Boolean)
      .join(', ') || 'residents’ group',
  alert: alert =>
    [
      `[Alert] ${alert.place} | ${alert.topic}`,
      `Since ${alert.since}: ${alert.people} residents, ${alert.messages} messages  ${alert.trend}`,
      ...alert.quotes.map(quote => `· ${quote}`),
      alert.incident ? `Incident: ${alert.incident}` : '',
      `Suggested: ${alert.suggestion}`,
      `Draft notice: ${alert.draft}`,
      alert.rung > 0 ? `(Reminder ${alert.rung + 1}: nobody has acknowledged it)` : '',
    ]
      .filter(Boolean)
      .join('\n'),
  conversation: alert =>
    [
      `[Alert] A resident${alert.household ? ` (${alert.household})` : ''}: ${alert.reason}`,
      ...alert.quotes.map(quote => `· ${quote}`),
      `Suggested: ${alert.suggestion}`,
    ].join('\n'),
  reason: {
    anger: 'stays discontent with the service',
    threat: 'speaks of authorities, media or lawyers',
    despair: 'sounds desperate or speaks of harming themselves',
  },
  suggestion: {
    group:
      'Answer in the group within ten minutes, by name: apologise, say the cause, how it stands and when you write next; take single cases in private.',
    place:
      'Several residents wrote in private: answer each by name, apologise, say the cause, how it stands and when you write next; what concerns the whole building is told by a notice.',
    anger: 'Take over in person; apologise first, then say who does what by when.',
    threat:
      'Let the manager take over; do not argue, confirm what is wanted and when a written answer comes.',
    despair:
      'Take over at once and telephone to make sure they are safe; call the police or the family if needed. Helpline 12356.',
  },
  draft: about =>
    `Dear residents, we know of the trouble with ${about.category} and are working on it; we apologise. The cause and how it stands will be told here by __. If you need help now, please write to your steward in private.`,
  draftToPlace: about =>
    `Dear residents, we know of the trouble with ${about.category} and are working on it; we apologise. The cause and how it stands will be told by a further notice by __. If you need help now, please answer your steward directly.`,
  handedOver: {
    anger:
      'I have noted everything you said, and I am sorry that it is so vexing. I have asked a colleague to take over; you need not repeat it.',
    threat:
      'I have noted what you want and why you are upset, and I am sorry for it. I have asked the colleague in charge to take over and to give you a clear answer.',
    despair:
      'I am worried about you. I have asked a colleague to get in touch with you at once; you are not alone. You can also call the psychological support line 12356 right now, and 120 or 110 in an emergency.',
  },
  digest: {
    title: range => `[The week’s mood] ${range.from} – ${range.to}`,
    mood: mood =>
      `${mood.messages} group messages, ${mood.talks} private ones; ${mood.discontent} discontent, ${mood.praise} positive.`,
    up: 'Up',
    down: 'Down',
    topic: topic => `${topic.category} ${topic.before}→${topic.now}`,
    places: 'Places and hours',
    place: row => `${row.place} | ${row.hours} | ${row.category} | ${row.count}`,
    alerts: count => `${count} alerts`,
    alert: alert => `${alert.at} ${alert.place} ${alert.topic} (${alert.people} people, ${alert.status})`,
    unanswered: 'Questions without an answer',
    praise: 'Praise',
    none: 'none',
    status: {
      open: 'unacknowledged',
      acknowledged: 'in hand',
      resolved: 'resolved',
      muted: 'muted',
      closed: 'calm again',
    },
  },
}
