import { likeliest } from '../../shared/sentence-sense.ts'
import type { Command, SmallTalkTopic } from '../commands/command.ts'
import { says } from './cues.ts'
import { isFault, isLost } from './read-matter.ts'
import { readRating } from './read-rating.ts'
import { slotCommands } from './read-slots.ts'
import { readThreat } from './read-threat.ts'
import {
  asksStandard,
  asksWhetherComing,
  bringsNewMatter,
  readTicketNumber,
  withAnger,
} from './read-ticket-talk.ts'
import { wishesOtherwise } from './read-withdrawal.ts'
import type { Turn } from './turn.ts'

/** From here on what the whole turn does is taken from the heads. */
const sure = 0.45

/** These lose a report when they are wrong. */
const surer: Readonly<Record<string, number>> = {
  chat: 0.7,
  'nothing-wrong': 0.6,
  human: 0.75,
  threat: 0.5,
  confirm: 0.5,
  deny: 0.5,
  offtopic: 0.5,
  privacy: 0.45,
  abuse: 0.45,
}

type Handler = (turn: Turn) => Command[] | undefined

/** Gives the commands for what the turn plainly does by the trained heads, or nothing where they are unsure or the state does not allow it. */
export function readMeant(turn: Turn): Command[] | undefined {
  if (hasTicket(turn) && asksWhetherComing(turn.said))
    return withAnger(turn, { kind: 'urge-ticket', ...numberOf(turn) })
  const { label, chance } = likeliest(turn.moves)
  if (label === 'chat' && (says(turn.said, 'human') || isLost(turn.said))) return undefined
  if ((label === 'chat' || label === 'nothing-wrong') && tellsFault(turn)) return undefined
  return chance >= (surer[label] ?? sure) ? handlers[label]?.(turn) : undefined
}

/** A fault told in words of a known matter is not passed over as talk unless the heads are very sure. */
function tellsFault(turn: Turn): boolean {
  const talk = (turn.moves['chat'] ?? 0) + (turn.moves['nothing-wrong'] ?? 0)
  return isFault(turn.said) && talk < 0.98 && likeliest(turn.evidence.category(turn.said)).chance > 0.9
}

const talk =
  (topic: SmallTalkTopic): Handler =>
  () => [{ kind: 'small-talk', topic }]

const hasTicket = (turn: Turn) => turn.request.tickets.length > 0

function numberOf(turn: Turn): { ticketNumber?: string } {
  const number = readTicketNumber(turn.said, turn.request.tickets)
  return number ? { ticketNumber: number } : {}
}

/** Another public place and another category: not a word more on what is open. */
function isElsewhere(turn: Turn): boolean {
  const { label } = likeliest(turn.evidence.category(turn.said))
  return turn.place?.area !== undefined && turn.request.tickets.every(ticket => ticket.category !== label)
}

/** What is said of no trouble at all: staff see it where they are at work on something. */
const harmless: Handler = turn =>
  hasTicket(turn)
    ? [{ kind: 'add-to-ticket', ...numberOf(turn), note: turn.raw }]
    : [{ kind: 'small-talk', topic: 'chat' }]

/** Nothing is taken back that nobody spoke against: the head alone may have misheard. */
const refuses =
  /[不别甭免撤销退]|没[事必]|取消|算了|作废|好了|无需|搞定|解决|恢复|通了|\b(cancel|never ?mind|forget|drop|don'?t|no)\b/

const wantsNobody = /(?:不用|别|不要|无需|不需要)(?:给我|帮我|再)?(?:转|接|找)(?:什么|个|到)?人工?/

const askPerson = (turn: Turn): Command[] => [
  ...slotCommands(turn),
  { kind: 'request-human', reason: 'asked' },
]

/** 「我现在进不去」 tells more of the trouble. */
const asksAfter = (said: string) =>
  !isFault(said) || says(said, 'status') || says(said, 'urge') || says(said, 'question')

const handlers: Readonly<Record<string, Handler>> = {
  urge: turn => (hasTicket(turn) ? withAnger(turn, { kind: 'urge-ticket', ...numberOf(turn) }) : undefined),
  // Without a ticket, and where the words ask for the rule, the documents are asked.
  status: turn =>
    hasTicket(turn) && asksAfter(turn.said) && !asksStandard(turn.said) && !says(turn.said, 'priceOrRule')
      ? [{ kind: 'ask-status', ...numberOf(turn) }]
      : undefined,
  cancel: turn =>
    (hasTicket(turn) || turn.request.draft) && refuses.test(turn.said) && !wishesOtherwise(turn.said)
      ? [{ kind: 'cancel-ticket', ...numberOf(turn) }]
      : undefined,
  // A trouble of another kind is a matter of its own; readers after this one open it.
  add: turn =>
    (hasTicket(turn) || turn.request.draft) && !bringsNewMatter(turn) && !isElsewhere(turn)
      ? [...slotCommands(turn), { kind: 'add-to-ticket', ...numberOf(turn), note: turn.raw }]
      : undefined,
  reopen: turn =>
    turn.situation === 'resolved' && !/\d\s*分|[一二三四五]星/.test(turn.said)
      ? [{ kind: 'reopen-ticket', ...numberOf(turn), reason: turn.raw }]
      : undefined,
  rate: turn => {
    const score = turn.situation === 'resolved' ? readRating(turn.said, true) : undefined
    return score === undefined
      ? undefined
      : [{ kind: 'rate-service', score, comment: turn.raw, ...numberOf(turn) }]
  },
  // Thanks to be passed on ask for nobody.
  human: turn => {
    if (says(turn.said, 'human')) return askPerson(turn)
    if (says(turn.said, 'thanks')) return [{ kind: 'small-talk', topic: 'thanks' }]
    return wantsNobody.test(turn.said) ? undefined : askPerson(turn)
  },
  threat: readThreat,
  despair: () => [{ kind: 'request-human', reason: 'sad' }],
  confirm: turn => [{ kind: 'confirm' }, ...slotCommands(turn)],
  // 没修好 is no mere no.
  deny: turn => (says(turn.said, 'reopen') ? undefined : [{ kind: 'deny' }]),
  chat: talk('chat'),
  'nothing-wrong': harmless,
  thanks: talk('thanks'),
  greeting: talk('greeting'),
  goodbye: talk('goodbye'),
  whoareyou: talk('who-are-you'),
  offtopic: () => [{ kind: 'cannot-handle', reason: 'off-topic' }],
  privacy: () => [{ kind: 'cannot-handle', reason: 'privacy' }],
  injection: () => [{ kind: 'cannot-handle', reason: 'injection' }],
  abuse: () => [{ kind: 'cannot-handle', reason: 'improper' }],
}
