import type { StaffTexts, Texts } from '../i18n/texts.ts'
import type { TicketCategory } from '../shared/vocabulary.ts'

/** What is known about a talk that waits for a person; read by read-summary.ts. */
export interface TalkFacts {
  /** How the talk is named to staff: household and name. */
  title: string
  name: string
  household: string | null
  reason: string
  /** The resident's last words, oldest first. */
  said: string[]
  /** What the bot did, oldest first: kinds of commands. */
  did: { at: Date; kinds: string[] }[]
  tickets: {
    number: string
    category: TicketCategory
    status: string
    location: string
    respondBy: Date
    resolveBy: Date
  }[]
  moods: { at: Date; emotion: string; angryAtService: boolean }[]
  draft: { category: TicketCategory; description: string } | null
  /** The clause of the last answer, as a resident reads it. */
  lastClause: string | null
  notes: { at: Date; by: string; text: string }[]
}

/** What the person who takes over reads. Everything is put together by rules and marked as a suggestion. */
export interface TalkSummary {
  title: string
  reason: string
  wants: string[]
  tried: string[]
  household: string | null
  tickets: { number: string; category: string; status: string; resolveBy: string; isLate: boolean }[]
  draft: { category: string; description: string } | null
  /** Feelings in the order they came, one for each change. */
  moods: { at: string; emotion: string; angryAtService: boolean }[]
  notes: { at: string; by: string; text: string }[]
  suggestedReply: string
}

export interface SummaryContext {
  texts: Texts
  staffTexts: StaffTexts
  writeTime(instant: Date): string
  now: Date
}

/** Sums a talk up for the person who takes over. Pure: rules and templates, no promise that nobody has made. */
export function summarise(facts: TalkFacts, context: SummaryContext): TalkSummary {
  const tickets = facts.tickets.map(ticket => ({
    number: ticket.number,
    category: context.texts.category(ticket.category),
    status: context.texts.status(ticket.status),
    resolveBy: context.writeTime(ticket.resolveBy),
    isLate: ticket.resolveBy < context.now,
  }))
  const draft = facts.draft && { ...facts.draft, category: context.texts.category(facts.draft.category) }
  const summary = {
    title: facts.title,
    reason: context.staffTexts.reason[facts.reason] ?? facts.reason,
    wants: facts.said,
    tried: listTried(facts, context.staffTexts),
    household: facts.household,
    tickets,
    draft,
    moods: listChanges(facts.moods),
    notes: facts.notes.map(note => ({ ...note, at: note.at.toISOString() })),
  }
  return { ...summary, suggestedReply: suggestReply(facts, summary, context.staffTexts) }
}

function listTried({ did }: TalkFacts, texts: StaffTexts): string[] {
  const named = did.flatMap(({ kinds }) => kinds.flatMap(kind => texts.did[kind] ?? []))
  const counts = new Map<string, number>()
  for (const name of named) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, count]) => (count > 1 ? `${name}×${count}` : name))
}

function listChanges(moods: TalkFacts['moods']): TalkSummary['moods'] {
  return moods
    .filter((mood, index) => mood.emotion !== moods[index - 1]?.emotion)
    .map(mood => ({ ...mood, at: mood.at.toISOString() }))
}

/** Words to begin with. They say only what the records say. */
function suggestReply(
  facts: TalkFacts,
  { tickets, draft }: Pick<TalkSummary, 'tickets' | 'draft'>,
  { suggest }: StaffTexts,
): string {
  if (facts.reason === 'danger') return suggest.greeting(facts.name) + suggest.danger
  const isAngry = facts.moods.at(-1)?.emotion === 'angry' || facts.reason === 'angry'
  const opening = suggest.greeting(facts.name) + (isAngry ? suggest.sorry : '')
  const late = tickets.find(ticket => ticket.isLate)
  if (late) return opening + suggest.late(late.number)
  if (draft) return opening + suggest.draft(draft.category)
  const [ticket] = tickets
  if (ticket) return opening + suggest.ticket(ticket)
  return opening + (facts.lastClause ? suggest.clause(facts.lastClause) : suggest.listen)
}

/** The summary as one message for the staff room. */
export function writeSummary(summary: TalkSummary, texts: StaffTexts): string {
  const mood = summary.moods.map(({ emotion }) => texts.mood[emotion] ?? emotion).join(' → ')
  const tickets = summary.tickets.map(ticket => texts.ticketLine(ticket) + (ticket.isLate ? texts.late : ''))
  const lines = [
    `${texts.wants}：${summary.wants.join(' ／ ') || '—'}`,
    ...(summary.draft ? [texts.draft(summary.draft)] : []),
    ...(summary.tried.length > 0 ? [`${texts.tried}：${summary.tried.join('、')}`] : []),
    `${texts.household}：${summary.household ?? texts.householdUnknown}`,
    `${texts.tickets}：${tickets.join('\n') || texts.noTickets}`,
    ...(mood ? [`${texts.moodCourse}：${mood}`] : []),
    ...(summary.notes.length > 0
      ? [`${texts.notes}：${summary.notes.map(note => note.text).join(' ／ ')}`]
      : []),
    `${texts.suggestion}${summary.suggestedReply}`,
  ]
  return [texts.summaryHead, ...lines].join('\n')
}
