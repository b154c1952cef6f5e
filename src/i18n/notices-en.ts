import type { NoticeTexts } from './notices-zh-cn.ts'

/** All that notices and activities say, in English. Templates name what the writer fills in, in braces. */
export const noticesEn: NoticeTexts = {
  received: 'Got it',
  optOut: '(No more notices of this kind? Answer “stop notices”.)',
  dearAll: 'Dear residents',
  corrected: title => `[Corrected] ${title}`,
  recalled: title =>
    `[Withdrawn] The earlier notice “${title}” has been withdrawn; please go by the latest one. Sorry for the trouble.`,
  optedOut:
    'Done: no more notices of events and festivals. Necessary ones, such as water or power cuts, still reach you. Answer “resume notices” to have them back.',
  optedIn: 'Done: you get notices again.',
  test: text => `[A test, only you see it]\n${text}`,
  templates: {
    outage: {
      title: 'Water or power cut',
      text: 'Dear {name}: because of {reason}, {what} will be off in {community} from {from} to {to}. Please prepare in time. We will tell you as soon as it is back, and are sorry for the trouble.',
    },
    lift: {
      title: 'Lift maintenance',
      text: 'Dear {name}: the lift of {place} is out of use for maintenance from {from} to {to}. Please take the stairs or another lift. Anyone who needs help may write to us.',
    },
    payment: {
      title: 'Payment reminder',
      text: 'Dear {name}: the fee of {household} for {period} can be paid until {to} by {way}. If you have paid, please disregard this; for questions just answer.',
    },
    typhoon: {
      title: 'Typhoon precautions',
      text: 'Dear {name}: a typhoon is expected from {from}. Please take in flower pots, close windows and doors, stay in if you can, and move cars from low places. In an emergency write to us at once.',
    },
    event: { title: 'Community event', text: 'Dear {name}: {what} takes place at {place}, {from}. Welcome!' },
    tip: { title: 'A friendly reminder', text: 'Dear {name}: {what}. Thank you.' },
    festival: {
      title: 'Happy {festival}',
      text: 'Dear {name}: we wish you and your family a happy {festival}.',
    },
    birthday: { title: 'Happy birthday', text: 'Dear {name}: happy birthday, and all the best.' },
  },
  benefits: {
    outage: [
      'done before the season of highest use',
      'worn parts are replaced, so there are fewer failures',
      'every building is checked afterwards',
    ],
    lift: ['a smoother ride', 'fewer failures', 'accepted by a certified engineer'],
    payment: ['no errand', 'every item can be seen', 'somebody answers questions'],
    typhoon: ['more patrols', 'drains have been checked', 'somebody is on duty at any hour'],
    event: ['for the whole family', 'a chance to meet neighbours', 'organised by us'],
    tip: ['tidier surroundings', 'better neighbourhood', 'safer homes'],
  },
  friendly: (text, benefits) => `${text}\nWhat it is good for: ${benefits}.`,
  listMark: '; ',
  news: {
    title: 'This week in {community}',
    head: (from, to) => `Dear {name}, what was done in {community} from ${from} to ${to}:`,
    closed: (count, kinds) => `· ${count} matters settled: ${kinds}`,
    nothing: '· no ticket was settled this week',
    events: titles => `· coming events: ${titles}`,
    tail: 'Whatever you need, just answer.',
  },
  festivals: {
    'new-year': 'New Year',
    'spring-festival': 'Spring Festival',
    lantern: 'Lantern Festival',
    qingming: 'Qingming',
    'labour-day': 'Labour Day',
    'dragon-boat': 'Dragon Boat Festival',
    'mid-autumn': 'Mid-Autumn Festival',
    'national-day': 'National Day',
    'double-ninth': 'Double Ninth Festival',
  },
  activity: {
    card: about =>
      `**${about.title}**\n${about.text}\nWhen: ${about.when}\nWhere: ${about.place}\n${about.left}`,
    left: left => (left > 0 ? `${left} places left` : 'Full; you can join the waiting list'),
    unlimited: 'No limit of places',
    signUp: 'Sign up',
    cancel: 'Cancel',
    in: (title, order) => `You are in: “${title}”, number ${order}.`,
    waiting: (title, place) =>
      `“${title}” is full; you are number ${place} on the waiting list and hear at once when a place is free.`,
    movedUp: title => `Good news: somebody left “${title}”, and you are in.`,
    cancelled: title => `Your sign-up for “${title}” is cancelled.`,
    notSignedUp: title => `You have not signed up for “${title}”.`,
    closed: title => `The sign-up for “${title}” is closed.`,
    already: title => `You have signed up for “${title}” already.`,
    attended: title => `Checked in: welcome to “${title}”.`,
    reminder: (title, when, place) =>
      `A reminder: “${title}” begins ${when} at ${place}. If you cannot come, press “Cancel” so that somebody on the waiting list can.`,
    checkIn: 'Check in',
    thanks: 'Thank you.',
    none: 'There is nothing to sign up for now.',
  },
  ownerDay: {
    numbered: (number, title) =>
      `This is question ${number} of “${title}”. Somebody will answer it, and the result is public to all owners.`,
    closed: 'Questions for the owners’ day are not taken now. Just tell me, and I will see to it at once.',
    result: (number, text, result) => `Number ${number}: ${text}\nAnswer: ${result}`,
    answered: (number, result) => `Your question ${number} of the owners’ day has a result: ${result}`,
  },
  menu: {
    head: 'What we and our partners offer (shown only when asked for):',
    later:
      'First things first: your complaint is being seen to. Other services can wait until you want them.',
    none: 'No services are listed yet. Tell me what you need and I will ask.',
    item: (title, text, rating) => `**${title}**${rating} ${text}`,
    tier: (name, price, includes) => `  · ${name}: ${price} (${includes})`,
    rating: (average, count) => ` (${average} of 5, ${count} ratings)`,
  },
  reasons: {
    'no-contact': 'no account is bound',
    blocked: 'has blocked us',
    'opted-out': 'has opted out of this kind',
    'channel-off': 'the channel is off',
    'other-channel': 'not on the chosen channel',
    'window-closed': 'the platform’s reply window is closed',
    removed: 'we were removed from the group',
    'no-right': 'we have no right to post',
    gone: 'the account or group is gone',
  },
}
