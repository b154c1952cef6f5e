import type { zhCnWork } from './zh-cn-work.ts'

/** What staff and residents read about work that is given out, danger that is rung for, and what many residents report. */
export const enWork: typeof zhCnWork = {
  dispatch: {
    assigned: choice =>
      `Given to ${choice.name}: ${[
        choice.why,
        choice.skill ? `skilled in ${choice.skill}` : '',
        choice.building ? `looks after building ${choice.building}` : '',
        `${choice.open} open tickets`,
        `${choice.eligible} could be asked`,
      ]
        .filter(Boolean)
        .join(', ')}${choice.leftOut}.`,
    why: {
      again: 'had it before',
      only: 'the only one who fits',
      'in-turn': 'next in turn',
      'best-fit': 'least to do and the best fit',
    },
    offered: offer =>
      `Offered to ${offer.count} colleagues at work who are skilled in ${offer.skill}; the first to accept has it${offer.leftOut}.`,
    toLead: lead =>
      `Nobody at work is skilled in ${lead.skill} and looks after the place; ${lead.name}, who leads the duty, arranges it${lead.leftOut}.`,
    nobody: queue =>
      `Nobody at work is skilled in ${queue.skill} and nobody is on duty; the ticket waits in the queue${queue.leftOut}.`,
    leftOut: left => {
      const parts = [
        left.offShift > 0 ? `${left.offShift} off shift` : '',
        left.elsewhere > 0 ? `${left.elsewhere} for other places` : '',
        left.noSkill > 0 ? `${left.noSkill} without the skill` : '',
      ].filter(Boolean)
      return parts.length > 0 ? ` (${parts.join(', ')})` : ''
    },
    ticketLine: ticket =>
      `${ticket.number} ${ticket.category} (${ticket.priority}) | ${ticket.place}\n${ticket.text}`,
    toYou: lines => `A new ticket for you\n${lines.ticket}\n${lines.reason}`,
    offer: lines => `For whoever accepts first, within ${lines.minutes} minutes\n${lines.ticket}`,
    waiting: lines => `Nobody can be given this ticket; please arrange it\n${lines.ticket}\n${lines.reason}`,
    taken: offer => `${offer.name} has accepted ticket ${offer.number}.`,
    offerExpired: minutes => `Nobody accepted within ${minutes} minutes; it is assigned instead.`,
    joinsIncident: lead => `The same incident as ${lead.number}; handled with it, not dispatched by itself.`,
    somebody: 'A colleague',
    button: { accept: 'Accept', start: 'Start' },
  },
  emergency: {
    ring: ring =>
      `[URGENT] ${ring.what}\nRound ${ring.round}, number ${ring.level}: ${ring.name}, please answer within ${ring.minutes} minutes, or the next is rung.`,
    drill: text => `[DRILL] ${text}`,
    everybody: 'everyone on duty',
    rang: ring =>
      `Emergency call, round ${ring.round}, number ${ring.level}: ${ring.name}, ${ring.minutes} minutes to answer.`,
    answered: answer => `${answer.name} answered, ${answer.minutes} minutes after the first call.`,
    unanswered: chain =>
      `[URGENT] Round ${chain.round}: ${chain.rung} people rung, nobody answered; calling from the beginning again: ${chain.what}`,
    again: chain =>
      `[URGENT] The danger you are handling was reported again (${chain.number}): ${chain.what}`,
    joined: lead => `The same danger as ${lead.number}; joined to its emergency call.`,
  },
  incident: {
    title: facts => `${facts.cause}, ${facts.places}`,
    cause: {
      'water-off': 'Water cut',
      'water-quality': 'Trouble with water quality or pressure',
      'power-off': 'Power cut',
      'gas-off': 'Gas cut',
      'heating-off': 'Heating failure',
      'network-off': 'Internet outage',
      lift: 'Lift failure',
      entrance: 'Entrance failure',
      lighting: 'Failure of the public lighting',
      sewage: 'Trouble with sewage',
      'burst-pipe': 'Leaking main',
      rubbish: 'Rubbish not collected',
      noise: 'Noise',
      pets: 'Trouble with pets',
    },
    everywhere: 'the community',
    building: building => `building ${building}`,
    alert: facts =>
      `[INCIDENT] ${facts.title}: reported by ${facts.households} households (first at ${facts.since}). Tickets: ${facts.numbers}`,
    disputeAlert: facts =>
      `[INCIDENT] ${facts.title}: reported by several households (first at ${facts.since}). Look into it neutrally; never say who reported it.`,
    linked: facts => `Joined to the incident: ${facts.title}.`,
    closedNote: facts => `The incident "${facts.title}" is settled: ${facts.note}`,
  },
  incidentTold: {
    known: facts =>
      `We know about this: ${facts.households} households ${facts.building === null ? 'of the community' : `of building ${facts.building}`} have reported it, ${facts.state}. We will tell you when it is settled.`,
    knownDispute: facts => `We know about this, ${facts.state}. We will tell you the outcome.`,
    state: {
      reported: 'and our people on duty have been told',
      dispatched: 'and someone has been sent',
      working: 'and it is being worked on',
    },
    progress: text => `Latest: ${text}`,
    update: facts => `About ${facts.title}, which you reported: ${facts.text}`,
    closed: facts =>
      `${facts.title}, which you reported (ticket ${facts.numbers}), is settled: ${facts.note}\nIf it is not right at your place, just tell me and I will register it again at once.`,
    closedDispute: facts =>
      `What you reported (ticket ${facts.numbers}) has been handled: ${facts.note}\nIf anything remains, just tell me.`,
  },
  improvement: {
    opened: facts =>
      `[IMPROVEMENT] ${facts.place}: ${facts.category} came back ${facts.count} times in ${facts.days} days (${facts.numbers}). It is now an improvement; please name an owner and look for the root cause.`,
    overdue: facts =>
      `[IMPROVEMENT] ${facts.place}, ${facts.category}: the measure "${facts.measure}" was due on ${facts.dueOn} and is not done.`,
  },
}
