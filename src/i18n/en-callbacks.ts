import type { callbackTextsZh } from './zh-cn-callbacks.ts'

/** The same in English. */
export const callbackTextsEn: typeof callbackTextsZh = {
  callback: {
    askTicket: facts =>
      `Your ticket ${facts.number} (${facts.category}) is done. How did it go? Press a score below, or just say it in your own words.`,
    askTalk: 'How was your talk with my colleague? Press a score below, or just say it in your own words.',
    askActivity: (title: string) =>
      `Thank you for coming${title === '' ? '' : ` to “${title}”`}! How did you like it? Press a score below, or just say it in your own words.`,
    remind: number =>
      number === ''
        ? 'If you like, give our last service a score. If not, just ignore this; I will not ask again.'
        : `If you like, give the work on ticket ${number} a score. If not, just ignore this; I will not ask again.`,
    stars: score => `${score}`,
    label: '(Automatic follow-up, AI-generated. Reply "no more surveys" to stop it.)',
    askAspect: aspect => `One more, if you like: how would you score ${aspect} (1–5)?`,
    aspect: {
      speed: 'the speed',
      quality: 'the quality of the work',
      manners: 'how you were treated',
      gate: 'the gate service',
      cleaning: 'the cleaning',
      repair: 'the repair',
      service: 'customer service',
      greening: 'the gardens',
    },
    subject: { handover: 'talks with staff', activity: 'activities' },
    aspectThanks: 'Noted, thank you!',
    fileKept: number =>
      `Thank you, I have it${number === '' ? '' : ` on ticket ${number}`}, and a colleague will see it. Please also say in words how satisfied you are, or give 1 to 5.`,
    aspectLow: 'Noted. I am sorry about that; the person in charge has been told.',
    changed: score => `Changed to ${score} out of 5.`,
    low: facts =>
      `Thank you for telling us: ${facts.score} out of 5. I am sorry this did not go well. ${facts.number === '' ? '' : `Ticket ${facts.number} is open again with a higher priority; `}the person in charge has been told, and I have asked a colleague to contact you.`,
    lowTalk: score =>
      `Thank you for telling us: ${score} out of 5. I am sorry this did not go well. The person in charge has been told, and I have asked a colleague to contact you.`,
    optedOut:
      'All right, no more follow-ups or surveys. You will still hear how your tickets go; reply "resume surveys" if you change your mind.',
    optedIn: 'Follow-ups are on again. Thank you for letting us know how we do.',
  },
  survey: {
    begin: facts =>
      `We would like to hear your opinion: “${facts.title}”, ${facts.count} question${facts.count === 1 ? '' : 's'}.`,
    remind: facts =>
      `“${facts.title}” still has ${facts.left} open question${facts.left === 1 ? '' : 's'}. If you would rather not, just leave it; there is no further reminder.`,
    several: 'Choose as many as you like and reply with their numbers, e.g. "1 3".',
    pair: 'Reply with two numbers (1–5): first what you expect, then what you get, e.g. "5 3".',
    done: 'That was the last question. Thank you!',
    over: 'This survey is over already; thank you all the same. I am here for anything else.',
    again: {
      score: most => `Please reply with one number from 1 to ${most}: 1 is the worst, ${most} the best.`,
      pair: most =>
        `Please reply with two numbers from 1 to ${most}: first what you expect, then what you get, e.g. "${most} 3".`,
      single: options => `Please choose one; its number or name will do: ${options.join(', ')}.`,
      multi: options =>
        `Choose as many as you like; numbers or names will do, e.g. "1 2": ${options.join(', ')}.`,
      which: options =>
        `You named more than one, and only one can be chosen: which is it? ${options.join(', ')}. Its number or name will do.`,
      text: 'For the question above, just write what comes to mind; reply "skip" to leave it out.',
    },
    option: (number, name) => `${number} ${name}`,
    passed: 'All right, no score this time.',
    quarterly: {
      title: ({ year, quarter }) => `Service quality survey, quarter ${quarter} of ${year}`,
      dimensions: [
        'Surroundings and facilities (shared areas tidy, equipment in order)',
        'Reliability (what was promised is done in time, and done right)',
        'Responsiveness (repairs and complaints are taken up quickly)',
        'Competence and trust (staff know their work, are polite and reassuring)',
        "Care (residents' difficulties are taken seriously)",
      ],
    },
  },
}
