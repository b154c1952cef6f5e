import type { Transaction } from '../storage/database.ts'
import { type CountedEvent, countFigures, type FigureRow } from './figures.ts'

export interface FigureFilter {
  since: Date
  until: Date
  /** Undefined: all; else these, and what belongs to none. */
  communities: readonly string[] | undefined
  timezone: string
}

/** Figures of the callbacks that began in a period, counted from their events. */
export async function loadFigures(tx: Transaction, filter: FigureFilter): Promise<FigureRow[]> {
  const { since, until, communities } = filter
  const isAll = communities === undefined
  const events = await tx.$queryRaw<CountedEvent[]>`
    select e."callbackId", e.at, e.type, e.note, e.data, c."communityId", c.category, c.team, c."staffId", c.subject
    from "CallbackEvent" e join "Callback" c on c.id = e."callbackId"
    where c."createdAt" >= ${since}::timestamptz and c."createdAt" < ${until}::timestamptz
      and (${isAll}::boolean or c."communityId" is null or c."communityId" = any(${[...(communities ?? [])]}::text[]))
    order by e.id`
  return countFigures(events, filter.timezone)
}

export interface CallbackLine {
  id: string
  subject: string
  ticketNumber: string | null
  category: string
  status: string
  reason: string
  score: number | null
  dueAt: Date
  askedAt: Date | null
  closedAt: Date | null
  communityId: string | null
  conversationId: string | null
  name: string | null
  phone: string | null
  words: string | null
  /** The channel it was asked in, `telephone` for those on or from the list, `unasked` where the resident came first. */
  way: string | null
}

/** Callbacks, newest first; those to be telephoned carry the number. */
export async function listCallbacks(
  tx: Transaction,
  filter: { status?: string | undefined; communities: readonly string[] | undefined; limit: number },
): Promise<CallbackLine[]> {
  const isAll = filter.communities === undefined
  return await tx.$queryRaw<CallbackLine[]>`
    select c.id, c.subject, c."ticketNumber", c.category, c.status, c.reason, c.score, c."dueAt", c."askedAt", c."closedAt", c."communityId", c."conversationId",
      p.name, case when c.status = 'listed' then coalesce(t.phone, p.phone) end as phone,
      (select e.note from "CallbackEvent" e where e."callbackId" = c.id and e.type = 'rated' order by e.id desc limit 1) as words,
      case when c.status = 'listed' then 'telephone' when c.origin = 'unasked' then 'unasked'
        else coalesce((select v.channel from "Conversation" v where v.id = c."askedIn"),
          (select 'telephone' from "CallbackEvent" e where e."callbackId" = c.id and e.type = 'listed' limit 1)) end as way
    from "Callback" c left join "Contact" p on p.id = c."contactId" left join "Ticket" t on t.id = c."subjectId" and c.subject = 'ticket'
    where (${filter.status ?? ''} = '' or c.status = ${filter.status ?? ''})
      and (${isAll}::boolean or c."communityId" is null or c."communityId" = any(${[...(filter.communities ?? [])]}::text[]))
    order by c.serial desc limit ${filter.limit}`
}
