import type { NoticeFacts, staffTicketsZh, ticketNoticesZh, ticketStandingZh } from './zh-cn-tickets.ts'

const told = (note: string) => (note === '' ? '' : `: ${note}`)

export const ticketNoticesEn: typeof ticketNoticesZh = {
  label: '(automatic notice)',
  assigned: ({ number, category, owner, resolveBy }: NoticeFacts) =>
    `Your ticket ${number} (${category}) is now with ${owner} and due to be done by ${resolveBy}.`,
  accepted: ({ number, category, owner, resolveBy }: NoticeFacts) =>
    `${owner} has taken on your ticket ${number} (${category}). It is due to be done by ${resolveBy}; you will be contacted before anyone comes.`,
  acceptedOffice: ({ number, category, owner, resolveBy }: NoticeFacts) =>
    `${owner} is looking into what you reported, ${number} (${category}). You are due an answer by ${resolveBy}.`,
  started: ({ number, owner, resolveBy }: NoticeFacts) =>
    `${owner} has begun work on ticket ${number}; due by ${resolveBy}.`,
  resumed: ({ number, owner, resolveBy }: NoticeFacts) =>
    `Work on ticket ${number} goes on with ${owner}; due by ${resolveBy}.`,
  waiting: {
    resident: ({ number, note }: NoticeFacts) =>
      `Ticket ${number} needs something from you${told(note)}. Write a word when it suits you and we go on.`,
    parts: ({ number, owner, note }: NoticeFacts) =>
      `Ticket ${number} is waiting for a part${told(note)}. The clock is stopped meanwhile; ${owner} goes on when the part is here, and you will hear at once.`,
    'force-majeure': ({ number, owner, note }: NoticeFacts) =>
      `Work on ticket ${number} is not possible at the moment${told(note)}. ${owner} goes on as soon as it is, and you will hear at once.`,
  },
  resolved: ({ number, owner, note }: NoticeFacts) =>
    `Ticket ${number} is done by ${owner}${told(note)}. If it is not fixed, write "not fixed" and we take it up again.`,
  resolvedComplaint: ({ number, owner, note }: NoticeFacts) =>
    `What you reported, ${number}, has been dealt with by ${owner}${told(note)}. If nothing has changed, write "not solved" and we take it up again.`,
  resolvedSuggestion: ({ number, note }: NoticeFacts) =>
    `There is an outcome of your suggestion ${number}${told(note)}. Thank you for caring about the place.`,
  reopened: ({ number, owner, resolveBy }: NoticeFacts) =>
    `Ticket ${number} is open again with ${owner}; due by ${resolveBy}.`,
  cancelled: ({ number, note }: NoticeFacts) =>
    `Ticket ${number} was cancelled by our staff${told(note)}. If that is not right, write "talk to a person".`,
  closed: ({ number }: NoticeFacts) => `Ticket ${number} is closed. Thank you.`,
  lateToRespond: ({ number, category, owner }: NoticeFacts) =>
    `I am sorry: nobody has taken on your ticket ${number} (${category}) in the time we promised. ${owner} has been reminded, and you will hear as soon as someone has it. If it is pressing, write "talk to a person".`,
  lateToResolve: ({ number, category, owner }: NoticeFacts) =>
    `I am sorry: your ticket ${number} (${category}) was not done in the time we promised. It is with ${owner}; those responsible have been told of the delay, and you will hear of any progress at once. If it is pressing, write "talk to a person".`,
  voiceOutcome: {
    praise: ({ note }: { note: string }) => `Your praise has been answered: ${note}. Thank you!`,
    suggestion: ({ note }: { note: string }) =>
      `There is an outcome of your suggestion: ${note}. Thank you for caring about the place!`,
    'sign-up': ({ note }: { note: string }) => `There is an answer to your registration: ${note}.`,
  },
}

export const staffTicketsEn: typeof staffTicketsZh = {
  clock: { respond: 'response', resolve: 'solution' },
  warning: facts =>
    `⏰ Ticket ${facts.number} (${facts.category}${facts.place}): ${facts.clock} is due by ${facts.dueAt}.`,
  toCall: facts =>
    `📞 Please call the resident (ticket ${facts.number}, ${facts.category}${facts.place}, ${facts.phone || 'no telephone left'}): ${facts.text}`,
  breached: facts =>
    `‼️ Ticket ${facts.number} (${facts.category}${facts.place}) has missed its ${facts.clock} deadline (${facts.dueAt}); with ${facts.owner}. ${
      [
        'Please act and acknowledge.',
        'It now goes to the lead: please follow up and acknowledge.',
        'It now goes to the manager: please follow up and acknowledge.',
      ][facts.level] ?? ''
    }`,
  urged: facts =>
    `📣 The resident urges ticket ${facts.number} (${facts.category}${facts.place}, ${facts.status}): ${facts.words}`,
  noted: facts =>
    `📝 The resident added to ticket ${facts.number} (${facts.category}${facts.place}): ${facts.words}`,
  calledOff: facts =>
    `⚠️ The resident says that emergency ticket ${facts.number} (${facts.category}${facts.place}) was a false alarm or is over: "${facts.words}". Please verify before you close it.`,
  refused: {
    taken: facts => `Ticket ${facts.number} is with ${facts.assignee}; nothing was changed.`,
    cancelled: facts => `Ticket ${facts.number} is cancelled; nothing needs to be done.`,
    finished: facts => `Ticket ${facts.number} is "${facts.status}"; this step is no longer needed.`,
    'out-of-course': facts =>
      `Ticket ${facts.number} is "${facts.status}"; this step does not fit, nothing was changed.`,
  },
  noSuchTicket: number => `There is no ticket ${number}; please check the number.`,
  button: { accept: 'Accept', start: 'Start', wait: 'Wait', done: 'Done', reassign: 'Reassign' },
}

export const ticketStandingEn: typeof ticketStandingZh = {
  waitReason: {
    resident: 'waiting for you',
    parts: 'waiting for a part',
    'force-majeure': 'work is not possible at the moment',
  },
  underWay: ({ number, category, status, owner, resolveBy }) =>
    `Ticket ${number} (${category}): ${status}, with ${owner}. Solution due by ${resolveBy}.`,
  waiting: ({ number, category, owner, reason }) =>
    `Ticket ${number} (${category}): ${reason}, with ${owner}. The clock is stopped; you will hear when work goes on.`,
  late: ({ number, category, status, owner, resolveBy }) =>
    `Ticket ${number} (${category}): ${status}, with ${owner}. I am sorry: it is past the ${resolveBy} we promised, and those responsible are being pressed.`,
  urgedWaiting: ({ number, owner, reason }) =>
    `Sorry to keep you waiting. I have recorded your reminder on ticket ${number} (${owner}); at present: ${reason}. You will hear when work goes on.`,
  urgedLate: ({ number, status, owner, resolveBy }) =>
    `Sorry to keep you waiting: ticket ${number} is past the ${resolveBy} we promised. I have recorded your reminder (${owner}). Status: ${status}. If it is pressing, write "talk to a person".`,
}
