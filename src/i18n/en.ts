import type { DangerKind, Priority, TicketCategory, TicketKind } from '../shared/vocabulary.ts'
import { callbackTextsEn } from './en-callbacks.ts'
import { channelTextsEn } from './en-channels.ts'
import { staffTicketsEn, ticketNoticesEn, ticketStandingEn } from './en-tickets.ts'
import { enWork } from './en-work.ts'
import type { Texts } from './zh-cn.ts'

const kinds: Record<TicketKind, string> = {
  repair: 'repair',
  complaint: 'complaint',
  suggestion: 'suggestion',
  request: 'service request',
}

const categories: Record<TicketCategory, string> = {
  plumbing: 'water and drains',
  electrical: 'power and lighting',
  elevator: 'lift',
  access: 'doors and intercom',
  leak: 'leaking walls or ceilings',
  facility: 'shared facilities',
  cleaning: 'cleaning and waste',
  greening: 'greenery',
  pest: 'pests',
  noise: 'noise',
  parking: 'parking',
  security: 'security',
  pets: 'pets',
  billing: 'fees and bills',
  staff: 'staff conduct',
  renovation: 'renovation',
  activity: 'community events',
  other: 'other',
}

const priorities: Record<Priority, string> = {
  emergency: 'emergency',
  high: 'high',
  normal: 'normal',
  low: 'low',
}

const queueNames: Record<string, string> = {
  engineering: 'the engineering team',
  cleaning: 'the cleaning and grounds team',
  security: 'the security team',
  service: 'the customer service centre',
}

const statuses: Record<string, string> = {
  received: 'received',
  classified: 'sorted, waiting to be assigned',
  dispatched: 'assigned',
  in_progress: 'being worked on',
  waiting: 'on hold',
  resolved: 'done',
  followed_up: 'done and followed up',
  closed: 'closed',
  cancelled: 'withdrawn',
  reopened: 'reopened',
}

const dangers: Record<DangerKind, string> = {
  'trapped-in-lift':
    'Please stay calm and press the intercom or alarm button in the lift. Do not force the doors or jump; stand against the wall and wait for rescue. If anyone feels unwell call 120 now; you can also call 119.',
  fire: 'Leave now and call 119! Close doors behind you, keep low, take the stairs, never the lift. A burning pan: put the lid on, turn off the heat, never pour water.',
  gas: 'Do not switch anything electrical on or off and use no flame. Open doors and windows, close the gas valve, leave at once and call the gas company or 119 from outside.',
  'electric-shock':
    'Keep away from the live part and do not touch the person with bare hands. Cut the power if that is safe and call 120 now.',
  flooding:
    'Keep away from the water at once, beware of electric shock and do not go into a flooded garage. Close the valve if you can; leave cars and belongings.',
  injury: 'Call 120 now. Do not move the injured person; send someone to the gate to meet the ambulance.',
  intruder: 'Lock the door, do not open or confront anyone, call 110 now and keep your phone free.',
  'falling-object':
    'Move away from the area at once and warn others; take photos from a safe place. If anyone is hurt call 120.',
  'missing-person':
    'Call 110 now and tell us what the person is wearing and where they were last seen, so that the gates and cameras can help.',
  'self-harm':
    'I am worried about you. Please do not carry this alone: you can call the psychological support line 12356 right now, and 120 or 110 in an emergency.',
}

/** All that is said to residents in English. */
export const en: Texts = {
  aiLabel: '(AI automatic reply)',
  introduction: 'Hello, I am the automatic assistant of Linli property service, here day and night.',
  kind: kind => kinds[kind],
  category: category => categories[category],
  priority: priority => priorities[priority],
  queue: queue => queueNames[queue] ?? queue,
  status: status => statuses[status] ?? status,
  danger: danger => dangers[danger],
  emergencyGeneral:
    'Please get to safety first and keep away from the danger. Call 120 if anyone is hurt, 119 for fire, 110 if someone threatens you.',
  time: local => `${local.day}/${local.month} ${local.hour}:${local.minute}`,
  place: parts =>
    [
      parts.building ? `Building ${parts.building}` : '',
      parts.unit ? `Unit ${parts.unit}` : '',
      parts.floor && !parts.room ? `Floor ${parts.floor}` : '',
      parts.room ? `Room ${parts.room}` : '',
      parts.area ?? '',
    ]
      .filter(part => part !== '')
      .join(', '),
  placeUnknown: 'not given',
  placeOnFile: 'as registered',
  ticketOpened: ticket =>
    `I have registered **${ticket.kind} ${ticket.number}** (${ticket.category}, place: ${ticket.place}); it is now in the queue of ${ticket.queue}.\nYou will hear from us by ${ticket.respondBy}, and it is due to be solved by ${ticket.resolveBy}.`,
  emergencyOpened: ticket =>
    `I have registered **emergency ticket ${ticket.number}** (place: ${ticket.place}) with top priority; the person on duty is due to respond by ${ticket.respondBy}.`,
  withPhotos: count => `The ${count} attached file(s) are kept with the ticket.`,
  askAppointment: 'When may a technician come by? Just reply with a time, for example "tomorrow afternoon".',
  timePassed: said => `"${said}" is over already. Please give a later time, for example "tomorrow morning".`,
  askAppointmentAgain: number =>
    `One more thing about ticket ${number}: when may a technician come by? Just give a time.`,
  askAppointmentSoon:
    'Is someone at home now? Reply "any time" or give a time, and I will note it on the ticket.',
  askPlace: draft =>
    `Got it, this is about ${draft.category}. Where is it? Building, unit and room, or the spot in the shared area.`,
  askPlaceAgain: noted => {
    const names = { phone: 'phone number', appointment: 'time', file: 'file', words: 'details' }
    const thanks = noted.length > 0 ? `Your ${noted.map(part => names[part]).join(' and ')}: noted. ` : ''
    return `${thanks}One thing is still missing for your report: where is it? Building, unit and room, or the shared area. If you cannot say, reply "not sure" and I will register it as it is.`
  },
  askPlaceUrgent: 'Tell me the exact place right away: which building, unit and floor?',
  askPlaceLater: 'If you can, please add the exact place so that the team finds it faster.',
  askConfirmCancel: number =>
    `Ticket ${number} is an emergency. Is the danger over, and shall I withdraw it? Reply "yes" or "no".`,
  askWhatHappened: 'What happened?',
  askWhatHappenedAt: place => `Got it, ${place}. What happened there? Tell me and I will register it.`,
  askWhichTicket: 'You have several open tickets. Which one do you mean? Please reply with its number:',
  askWhichTicketAgain:
    'Which of these did you mean? Please reply with its number, or say "never mind" to leave them as they are:',
  ticketLine: ticket => `${ticket.number} ${ticket.category} | ${ticket.status} | ${ticket.summary}`,
  calledOff: number =>
    `Thank you. What you say is on ticket ${number} and the people on duty are told. With a danger we rather look once too often: the ticket stays open until they have checked.`,
  noteAdded: number => `Added to ticket ${number}; the team will see it.`,
  ticketCorrected: ticket => `Ticket ${ticket.number} is corrected. The place is now: ${ticket.place}.`,
  ticketAmended: number => `Ticket ${number} is corrected.`,
  appointmentSet: ticket =>
    `I have noted your time on ticket ${ticket.number}: ${ticket.appointment}. The technician will contact you before coming.`,
  phoneSet: number => `Your phone number is noted on ticket ${number}.`,
  placeSet: ticket => `The place is noted on ticket ${ticket.number}: ${ticket.place}.`,
  ticketCancelled: number => `Ticket ${number} is withdrawn as you wished. I am here whenever you need me.`,
  ticketReopened: ticket =>
    `I am sorry it was not fixed the first time. Ticket ${ticket.number} is open again and due by ${ticket.resolveBy}.`,
  stillOpen: number =>
    `Sorry for the trouble. I have added this to ticket ${number}, which is still being worked on.`,
  ticketUrged: ticket =>
    `Sorry to keep you waiting. I have recorded your reminder on ticket ${ticket.number} (${ticket.queue}). Status: ${ticket.status}; due by ${ticket.resolveBy} at the latest.`,
  statusTold: ticket =>
    `Ticket ${ticket.number} (${ticket.category}): ${ticket.status}, with ${ticket.owner}. Response due by ${ticket.respondBy}, solution by ${ticket.resolveBy}.`,
  statusFinished: ticket => `Ticket ${ticket.number} (${ticket.category}): ${ticket.status}.`,
  ratedHigh: score => `Thank you for ${score} out of 5! We will pass it on to the team.`,
  ratedMiddle: score => `Thank you for your frank ${score} out of 5; we will work on it.`,
  ratedLow: score =>
    `Thank you for telling us: ${score} out of 5. I am sorry this did not go well. Your rating is recorded, and I have asked for a person, who will contact you once they see it.`,
  ...callbackTextsEn,
  mayReopen: ' If it is still not solved, just reply "not fixed" and I will open the ticket again.',
  notInDocuments:
    'Our service standards and documents do not say anything about this, so I would rather not guess. I can bring in a person, or open a ticket so that a colleague checks and answers.',
  relatedDocuments: names => `Related documents: ${names}.`,
  numberToCome: '[ticket number]',
  leftToPeople: 'Your message has arrived; our staff will answer you here. ',
  peopleNext: (minutes: number) =>
    `If nobody takes it within ${minutes} minutes, the next colleague is called, then the lead.`,
  peopleReturned: 'That is all for now. If anything comes up, just write: our staff will see it.',
  handoverAsked: 'I have asked for a person, who will go on with you right here. ',
  handoverWaiting: 'Your request for a person is still waiting. ',
  handoverTrouble: 'I have registered this for a person in charge to follow up. ',
  handoverStuck:
    'I am sorry I could not help. I have asked for a person, who will go on with you right here. ',
  handoverSad: 'I am very sorry to hear this. I have asked for a colleague to go through it with you. ',
  handoverDanger:
    'I have asked for a person too. Keep your phone at hand, tell me at once if anything changes, and call the number above.',
  handoverNoted: 'Noted; whoever takes over will see it too.',
  handoverOpen: (minutes: number) =>
    `If nobody takes over within ${minutes} minutes I will call the next colleague, then the person in charge. Meanwhile you can go on writing and asking me.`,
  handoverClosed: (plan: { opensAt: string; dutyPhone: string }) =>
    `Our people are off duty now and can take over from ${plan.opensAt}; leave your message here. In danger tell me at once, the duty staff respond day and night${plan.dutyPhone ? ` (duty phone ${plan.dutyPhone})` : ''}.`,
  handoverTaken: (name: string) => `${name} has taken over and will talk with you here from now on.`,
  handoverPassed: (name: string) => `${name} will talk with you here from now on.`,
  handoverReturned:
    'That is all from our colleague for now; I (the automatic assistant) am here again. Say "human" whenever you need a person.',
  handoverIdle:
    'Our colleague has not written for a while; I (the automatic assistant) am here again. Say "human" whenever you need a person.',
  handoverIdleUnanswered:
    'I am sorry, your last message has not been answered yet. I have asked a colleague again; meanwhile I (the automatic assistant) am here.',
  staffCorrected: (text: string) => `Correction: ${text}`,
  fileFromStaff: (name: string) => `[File] ${name}`,
  praiseRecorded: 'Thank you! I have noted it and it will be passed on to the colleague you praised.',
  suggestionRecorded: 'Thank you for the suggestion; it is noted for the colleagues in charge.',
  signUpRecorded: activity =>
    `I have noted that you would like to join (${activity}). The organiser will confirm your place.`,
  smallTalk: {
    greeting:
      'Hello! Tell me about repairs, complaints or questions on the rules; ask for a person at any time.',
    thanks: 'You are welcome.',
    goodbye: 'Goodbye, have a nice day.',
    'who-are-you':
      'I am the automatic assistant of Linli property service (not a person). I answer questions, register repairs and complaints and tell you their status. Say "human" for a person.',
    apology: 'No problem at all.',
    acknowledged: 'All right, noted.',
    chat: 'Thank you for chatting. Tell me whenever you need the property service.',
  },
  refusal: {
    'off-topic':
      'I cannot help with that; I only handle property service: repairs, complaints, rules and ticket status.',
    privacy:
      "I am sorry, residents' personal information is protected by law, and I cannot look up or share anyone's details.",
    injection:
      'I am sorry, I cannot do that. I am the property service assistant: repairs, complaints, rules, or a person.',
    improper:
      'I am sorry, I cannot do this and am not authorised to. If it is about fees or rights, I can open a ticket or bring in a person.',
    abuse:
      'I am sorry that this has made you so angry. Tell me what went wrong and where, and I will register it now; or say "human" for a colleague.',
    empty: 'I am here. How can I help?',
    unclear: 'Sorry, I did not understand. Please tell me the problem and the place.',
    'wrong-chat':
      'This is the property service; this message seems meant for someone else. Please never send codes here.',
  },
  ticketNotice: ticketNoticesEn,
  undelivered: {
    failed: ({ channel, text }) =>
      `A message could not be delivered for an hour (channel ${channel}). Please reach the resident by phone or another way: ${text}`,
    refused: ({ channel, text }) =>
      `The platform refused a message (channel ${channel}). Please reach the resident by phone or another way: ${text}`,
  },
  ...channelTextsEn,
  ticketStanding: ticketStandingEn,
  staffTicket: staffTicketsEn,
  notUnderstood:
    'Sorry, I did not quite understand. Is it a repair, a complaint or a question? Tell me what and where, or say "human".',
  angryAbout: number =>
    `I am sorry that this has made you so angry. Your ticket ${number} is still open: say "hurry" for a reminder or "human" for a colleague, and I will register it at once.`,
  ticketAlso: number =>
    `What you told me before is registered as ticket ${number}; its place can wait until you are safe.`,
  leftAsIs: 'All right, your tickets stay as they are.',
  draftDropped: 'All right, I will not register that. Tell me whenever you need it.',
  noOpenTicket: {
    cancel: 'There is no open ticket of yours to withdraw.',
    urge: 'There is no open ticket of yours. Tell me what and where, and I will register it now.',
    status: 'I found no ticket of yours. To report something, tell me what and where.',
    add: 'There is no open ticket of yours. If you want to report something, tell me what it is and where.',
    reopen:
      'I found no ticket of yours finished within 7 days. Tell me what and where, and I will register it.',
    rate: 'Thank you for your rating.',
  },
  notYourTicket: number => `I found no ticket ${number} of yours; please check the number.`,
  alreadyCancelled: number => `Ticket ${number} is already withdrawn.`,
  keptOpen: number => `All right, ticket ${number} stays open.`,
  transcript: text => `[voice, transcribed] ${text}`,
  heard: text => `(What I heard: "${text}". Tell me if I got it wrong.)`,
  voiceUnheard:
    'I have your voice message, but I cannot listen to it. Please type in a few words what it is and where, and I will take care of it at once.',
  fileNoted: 'I have the file. What is the problem, and where? Then I will register it.',
  welcome:
    'Hello, I am the automatic assistant of Linli property service, here 24 hours:\n· Repairs and complaints: tell me what and where\n· Questions: for example "How long does a complaint take?"\n· Status: say "my tickets"\n· Danger: tell me at once and I will say what to do\n· A person: say "human"',
  help: 'You can write:\n· "Kitchen pipe is leaking, 3-1-502" to report a repair\n· "How long does a complaint take?" to ask about the standards\n· "my tickets" for the status, "hurry" for a reminder, "cancel" to withdraw\n· "bind CODE" to bind your household, so that you need not tell the address again\n· "human" for a colleague',
  bound: place => `Bound to ${place}. You need not tell the address again.`,
  bindWrongCode: triesLeft => `This code is not right; please check it (${triesLeft} tries left).`,
  bindTooMany: 'Too many wrong codes. Please try again in an hour or visit the service centre.',
  bindHow: 'Reply "bind CODE"; the code is on your resident card, or ask at the service centre.',
  privatePlease:
    'This concerns your personal information; please write to me in a private chat and I will look it up.',
  tooManyTickets:
    'You have opened quite a few tickets today; to avoid duplicates a colleague will look at this one.',
  button: {
    human: 'Talk to a person',
    openTicket: 'Open a ticket',
    status: 'Status',
    helpful: 'Helpful',
    notHelpful: 'Not helpful',
  },
  attachment: {
    photo: '[photo]',
    voice: '[voice]',
    audio: '[voice]',
    video: '[video]',
    file: '[file]',
    sticker: '[sticker]',
  },
  ...enWork,
  locationShared: name => `[location] ${name}`,
}
