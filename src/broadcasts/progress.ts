import type { Transaction } from '../storage/database.ts'

type Reader = Pick<Transaction, '$queryRaw'>

/** How far a broadcast is; every recipient counts once. */
export interface Progress {
  total: number
  waiting: number
  sending: number
  sent: number
  /** A member of staff has to confirm them at the platform before they go. */
  prepared: number
  /** Refused for good, or given up. */
  failed: number
  /** Whether it arrived is not known; it is not sent again by itself. */
  unknown: number
  unreachable: number
  stopped: number
  receipts: number
}

/** What stands for a recipient: the state of its message once it has one. */
export type RecipientState =
  | 'waiting'
  | 'sending'
  | 'prepared'
  | 'sent'
  | 'failed'
  | 'unknown'
  | 'unreachable'
  | 'stopped'

export async function readProgress(tx: Reader, broadcastIds: string[]): Promise<Map<string, Progress>> {
  const rows = await tx.$queryRaw<{ id: string; state: string; count: bigint; receipts: bigint }[]>`
    select r."broadcastId" as id, case when r.state <> 'handed' then r.state when o.state = 'sent' and o.content ? 'prepared' then 'prepared'
        else coalesce(o.state, 'waiting') end as state,
      count(*) as count, count(r."receiptAt") as receipts
    from "BroadcastRecipient" r left join "Outbound" o on o.id = r."outboundId"
    where r."broadcastId" = any(${broadcastIds}) group by 1, 2`
  const found = new Map<string, Progress>()
  for (const id of broadcastIds) found.set(id, emptyProgress())
  for (const row of rows) {
    const progress = found.get(row.id)
    if (!progress) continue
    progress.total += Number(row.count)
    progress.receipts += Number(row.receipts)
    progress[toState(row.state)] += Number(row.count)
  }
  return found
}

function emptyProgress(): Progress {
  return {
    ...{ total: 0, waiting: 0, sending: 0, prepared: 0, sent: 0, failed: 0 },
    ...{ unknown: 0, unreachable: 0, stopped: 0, receipts: 0 },
  }
}

function toState(state: string): RecipientState {
  // Put aside until the resident's next word, or said with such a one; another channel took it.
  if (state === 'pending' || state === 'held' || state === 'joined') return 'waiting'
  if (state === 'moved') return 'sent'
  if (state === 'refused') return 'failed'
  if (state === 'cancelled') return 'stopped'
  return state as RecipientState
}

export interface RecipientView {
  id: string
  kind: string
  label: string
  name: string
  channel: string | null
  state: RecipientState
  reason: string | null
  sentAt: Date | null
  receiptAt: Date | null
  calledAt: Date | null
  conversationId: string | null
  phone: string | null
}

interface RecipientRow extends Omit<RecipientView, 'id' | 'state' | 'reason'> {
  id: bigint
  state: string
  reason: string | null
  error: string | null
}

/** Recipients in one of the states, in order; `after` is the last id of the page before. */
export async function listRecipients(
  tx: Reader,
  filter: { broadcastId: string; states: readonly RecipientState[]; after: bigint; limit: number },
): Promise<RecipientView[]> {
  const states = filter.states.flatMap(state => storedAs[state])
  const rows = await tx.$queryRaw<RecipientRow[]>`
    select * from (
      select r.id, r.kind, r.label, r.name, r.channel, r.reason, o.error, o."sentAt", r."receiptAt", r."calledAt", r."conversationId",
        (select p.phone from "Contact" p where p."householdId" = r."householdId" and p.phone is not null limit 1) as phone,
        case when r.state <> 'handed' then r.state when o.state = 'sent' and o.content ? 'prepared' then 'prepared'
          else coalesce(o.state, 'waiting') end as state
      from "BroadcastRecipient" r left join "Outbound" o on o.id = r."outboundId"
      where r."broadcastId" = ${filter.broadcastId} and r.id > ${filter.after}
    ) found where ${states.length === 0} or state = any(${states}) order by id limit ${filter.limit}`
  return rows.map(({ id, state, reason, error, ...row }) => ({
    ...row,
    id: String(id),
    state: toState(state),
    reason: reason ?? error,
  }))
}

const storedAs: Record<RecipientState, string[]> = {
  waiting: ['waiting', 'pending', 'held', 'joined'],
  sending: ['sending'],
  prepared: ['prepared'],
  sent: ['sent', 'moved'],
  failed: ['failed', 'refused'],
  unknown: ['unknown'],
  unreachable: ['unreachable'],
  stopped: ['stopped', 'cancelled'],
}
