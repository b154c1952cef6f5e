import { normaliseText } from '../../shared/normalise-text.ts'
import type { TicketDraft } from '../commands/command.ts'
import { says } from '../understand/cues.ts'
import { isFault } from '../understand/read-matter.ts'
import { readPlace } from '../understand/read-place.ts'
import type { KnownTicket } from '../understand/understander.ts'
import { matchTicket } from './match-ticket.ts'
import type { ConversationState } from './state.ts'

interface Said {
  tickets: readonly KnownTicket[]
  text: string
}

const comesBack =
  /还是(?:得|要|请|让|麻烦|叫|派|帮)?(?:你们|师傅|人)?(?:来|修|要|派|弄|看|处理|管|登记)|(?:不|别|先别)(?:取消|撤)了?|(?:恢复|重新)(?!回访|通知)|后悔|\b(?:after all|changed my mind|(?:please )?(?:do )?come anyway|reopen|restore|undo)\b/

/** Gives what was withdrawn and is wanted after all: it is told anew, in the words of then and now, at its place. */
export function readTakenBack({ tickets, text }: Said, state: ConversationState): TicketDraft | undefined {
  const said = normaliseText(text)
  if (!(comesBack.test(said) || isFault(said) || says(said, 'reopen'))) return undefined
  const withdrawn = findWithdrawn({ tickets, text }, state)
  if (!withdrawn) return undefined
  const { kind, category, description } = withdrawn
  const place = placeOf(withdrawn)
  return {
    ...{ kind, category, priority: 'normal', description: `${text}\n${description}` },
    ...(place ? { place } : {}),
    indoors: kind === 'repair' && place?.room !== undefined,
  }
}

/** A trouble that was withdrawn and is told again without its place has the place it had. */
export function placeAgain(draft: TicketDraft, said: Said, state: ConversationState): TicketDraft {
  if (draft.place) return draft
  const withdrawn = findWithdrawn(said, state)
  const place = withdrawn && withdrawn.category === draft.category ? placeOf(withdrawn) : undefined
  return place ? { ...draft, place } : draft
}

/** What is broken in the same home, told later in the talk: the home need not be told again. */
export function homeAgain(draft: TicketDraft, said: Said, { lastTicket }: ConversationState): TicketDraft {
  if (draft.place || !draft.indoors || anotherHome.test(said.text)) return draft
  const last = said.tickets.find(({ number }) => number === lastTicket)
  const place = last && placeOf(last)
  return place?.building && place.room ? { ...draft, place } : draft
}

const anotherHome =
  /我(?:妈|爸|爸妈|父母|岳|婆|公公|姐|哥|弟|妹|儿子|女儿|朋友)|邻居|隔壁|对门|楼[上下]|另一套|那套|\b(?:my (?:mother|father|mom|mum|dad|parents|friend)|neighbou?r|upstairs|downstairs)\b/

function findWithdrawn({ tickets, text }: Said, { lastTicket }: ConversationState): KnownTicket | undefined {
  const withdrawn = tickets.filter(({ status }) => status === 'cancelled')
  const last = withdrawn.find(({ number }) => number === lastTicket)
  return matchTicket(text, withdrawn) ?? last ?? (withdrawn.length === 1 ? withdrawn[0] : undefined)
}

function placeOf({ location }: KnownTicket): TicketDraft['place'] {
  if (location === '') return undefined
  return readPlace(location) ?? { area: location, said: location }
}
