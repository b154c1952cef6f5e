import type { NoticeTexts } from '../i18n/notices.ts'
import { createId } from '../shared/ids.ts'
import type { Language } from '../shared/vocabulary.ts'
import { dateOfDay, localDayAt } from '../shared/zoned-time.ts'
import type { Transaction } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'
import type { BroadcastFile } from './broadcast.ts'
import type { BroadcastRow } from './broadcast-store.ts'
import { type Wording, writeMessage } from './wording.ts'

/** A message of a broadcast that lies in the outbox and may go at its pace. */
export interface HandedOut {
  outboundId: bigint
  conversationId: string
  channel: string
  chat: string
  isGroup: boolean
}

export interface WaitingRow {
  id: bigint
  kind: string
  label: string
  name: string
  channel: string
  chat: string
  conversationId: string | null
  language: string
}

export interface HandOutRequest {
  row: BroadcastRow
  /** At most so many at once: each is held for its turn to be sent. */
  limit: number
  timezone: string
  /** Not through these. */
  stoppedChannels: readonly string[]
  /** Nobody else takes them up before (product time). */
  holdUntil: Date
  texts: (language: Language) => Pick<NoticeTexts, 'received' | 'optOut' | 'dearAll' | 'activity'>
}

/**
 * Puts the next messages into the outbox, in order. Who is being answered now comes later: an answer goes first. A
 * recipient and its message are tied in one transaction, so none gets two.
 */
export async function handOut(work: Work, request: HandOutRequest): Promise<HandedOut[]> {
  const { row, limit, stoppedChannels } = request
  const soon = new Date(work.now.getTime() + 3_000)
  const waiting = await work.tx.$queryRaw<WaitingRow[]>`
    select r.id, r.kind, r.label, r.name, r.channel, r.chat, r."conversationId", r.language
    from "BroadcastRecipient" r left join "Conversation" c on c.id = r."conversationId"
    where r."broadcastId" = ${row.id} and r.state = 'waiting' and not (r.channel = any(${[...stoppedChannels]}))
      and (r."dueAt" is null or r."dueAt" <= ${work.now}::timestamptz)
      and (c.id is null or ((c."turnDueAt" is null or c."turnDueAt" > ${soon}::timestamptz)
        and (c."leaseUntil" is null or c."leaseUntil" < ${work.now}::timestamptz)
        and not exists (select 1 from "Outbound" o where o."conversationId" = c.id and o.state in ('pending', 'sending'))))
    order by r.id limit ${limit} for update of r skip locked`
  const facts = await readFacts(work.tx, request)
  if (waiting.length === 0) return []
  return await keepMessages(work, request, { waiting, facts })
}

async function keepMessages(
  work: Work,
  request: HandOutRequest,
  { waiting, facts }: { waiting: WaitingRow[]; facts: Facts },
): Promise<HandedOut[]> {
  const { tx, now } = work
  const talks = new Map<string, WaitingRow>()
  for (const recipient of waiting) {
    const { channel, chat } = recipient
    talks.set(recipient.conversationId ?? (await ensureGroupTalk(work, { channel, chat })), recipient)
  }
  const rows = await tx.outbound.createManyAndReturn({
    data: [...talks].map(([conversationId, recipient]) => ({
      conversationId,
      broadcastId: request.row.id,
      author: 'system',
      text: writeFor(request, { recipient, facts, now }),
      content: contentOf(request, recipient.language as Language),
      dueAt: request.holdUntil,
      createdAt: now,
    })),
    select: { id: true, conversationId: true },
  })
  const tied = rows.flatMap(({ id, conversationId }) => {
    const recipient = talks.get(conversationId)
    return recipient ? [{ outboundId: id, conversationId, recipient }] : []
  })
  await tx.$executeRaw`
    update "BroadcastRecipient" r set state = 'handed', "outboundId" = t.outbound, "conversationId" = t.conversation
    from unnest(${tied.map(({ recipient }) => recipient.id)}::bigint[], ${tied.map(({ outboundId }) => outboundId)}::bigint[],
      ${tied.map(({ conversationId }) => conversationId)}::text[]) as t(id, outbound, conversation)
    where r.id = t.id`
  return tied.map(({ outboundId, conversationId, recipient: { channel, chat, kind } }) => ({
    ...{ outboundId, conversationId, channel, chat, isGroup: kind === 'group' },
  }))
}

export interface Facts {
  community: string
  timezone: string
}

export async function readFacts(
  tx: Transaction,
  { row, timezone }: Pick<HandOutRequest, 'row' | 'timezone'>,
): Promise<Facts> {
  const community = row.communityId
    ? await tx.community.findUnique({ where: { id: row.communityId } })
    : await tx.community.findFirst({ orderBy: { createdAt: 'asc' } })
  return { community: community?.name ?? '', timezone: community?.timezone ?? timezone }
}

export function writeFor(
  request: Pick<HandOutRequest, 'row' | 'texts'>,
  { recipient, facts, now }: { recipient: WaitingRow; facts: Facts; now: Date },
): string {
  const { row } = request
  const language = recipient.language as Language
  const isGroup = recipient.kind === 'group'
  const texts = request.texts(language)
  const text = writeMessage(row.wording as Wording, {
    language,
    variables: row.variables as Record<string, string>,
    recipient: {
      name: isGroup || recipient.name === '' ? texts.dearAll : recipient.name,
      household: isGroup ? facts.community : recipient.label,
      community: facts.community,
      date: dateOfDay(localDayAt(facts.timezone, now.getTime())),
    },
  })
  const mayOptOut = ['event', 'tip', 'festival', 'news', 'birthday'].includes(row.kind) && !isGroup
  return mayOptOut ? `${text}\n\n${texts.optOut}` : text
}

export function contentOf({ row, texts }: Pick<HandOutRequest, 'row' | 'texts'>, language: Language): object {
  const file = row.attachment as BroadcastFile | null
  const { received, activity } = texts(language)
  const buttons = [
    ...(row.activityId ? [{ label: activity.signUp, value: `activity:join:${row.activityId}` }] : []),
    ...(row.asksReceipt ? [{ label: received, value: `receipt:${row.id}` }] : []),
  ]
  return {
    ...(row.urgent ? { important: true } : {}),
    ...(buttons.length > 0 ? { buttons: [buttons] } : {}),
    ...(file
      ? {
          attachment: {
            id: file.id,
            kind: file.kind,
            channel: file.channel ?? 'desk',
            reference: file.reference ?? '',
            fileName: file.fileName,
            mimeType: file.mimeType,
          },
        }
      : {}),
  }
}

const groupSender = 'notices'

/** Notices to a group are a talk of their own (`chatKind` `staff`), which residents' code never sees. */
export async function ensureGroupTalk(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  { channel, chat }: { channel: string; chat: string },
): Promise<string> {
  const place = { channel, chat, topic: '', sender: groupSender }
  const known = await tx.conversation.findUnique({ where: { channel_chat_topic_sender: place } })
  if (known) return known.id
  const contact = await tx.contact.upsert({
    where: { channel_sender: { channel, sender: `notices:${chat}` } },
    create: { id: createId(), channel, sender: `notices:${chat}`, createdAt: now },
    update: {},
  })
  const row = { ...place, id: createId(), chatKind: 'staff', contactId: contact.id, mode: 'human' }
  await tx.conversation.create({ data: { ...row, createdAt: now, updatedAt: now } })
  return row.id
}
