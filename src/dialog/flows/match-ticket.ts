import { normaliseText } from '../../shared/normalise-text.ts'
import type { TicketCategory } from '../../shared/vocabulary.ts'
import { classifyCategory } from '../understand/classify-category.ts'
import type { KnownTicket } from '../understand/understander.ts'

/** Words by which residents speak of tickets as such; they tell none of them apart. */
const aboutTickets =
  /工单|报修单?|投诉单?|单子|单号|编号|上次|之前|刚才|刚刚|昨天|前天|那(个|件|张|单)|这(个|件|张|单)|[一二两三几]?(张|个|件|单)|取消|撤销|撤掉?|催(一下|下)?|补充(一下|下)?|怎么样|进度|到哪|(还|又|也|都)?(没|不)用?(修|来|弄)?|修好?|处理|还是|就是|一下|please|ticket|cancel|the|one|my|about|status/g

/** Gives the one ticket of which the words speak, by what it is about; nothing when none of them leads. */
export function matchTicket(words: string, tickets: readonly KnownTicket[]): KnownTicket | undefined {
  const said = normaliseText(words).replace(aboutTickets, ' ')
  const ranked = tickets
    .map(ticket => ({ ticket, shared: countShared(said, normaliseText(ticket.description)) }))
    .toSorted((a, b) => b.shared - a.shared)
  const [first, second] = ranked
  if (first && first.shared > (second?.shared ?? 0)) return first.ticket
  const { category, score } = classifyCategory(said)
  const same = tickets.filter(ticket => ticket.category === category)
  return score > 0 && same.length === 1 ? same[0] : undefined
}

/** Categories that residents do not tell apart. */
const kin: readonly (readonly TicketCategory[])[] = [
  ['plumbing', 'leak'],
  ['cleaning', 'pest'],
  ['noise', 'renovation', 'pets'],
  ['access', 'security', 'facility'],
  ['parking', 'access'],
]

/** Whether words speak of another sort of matter than the ticket: 「噪音那个」 is not the leak. */
export function namesOther(words: string, ticket: KnownTicket): boolean {
  const said = normaliseText(words).replace(aboutTickets, ' ')
  if (said.length > 30 || countShared(said, normaliseText(ticket.description)) > 0) return false
  const { category, score } = classifyCategory(said)
  if (score < 2 || category === ticket.category || category === 'other') return false
  return !kin.some(group => group.includes(category) && group.includes(ticket.category))
}

/** How many words both hold: pairs of characters, or single ones where hardly anything is said (「灯那个」). */
function countShared(said: string, description: string): number {
  const letters = [...said].filter(char => /[\p{L}\p{N}]/u.test(char) && !/[的了是我要吧啊呢哦嗯]/.test(char))
  const size = letters.length <= 2 ? 1 : 2
  const pieces = new Set<string>()
  for (let at = 0; at + size <= letters.length; at += 1) pieces.add(letters.slice(at, at + size).join(''))
  return [...pieces].filter(piece => description.includes(piece)).length
}
