import type { NoticeTexts } from '../i18n/notices.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Work } from '../storage/work.ts'
import { contentOf, type HandedOut, readFacts, type WaitingRow, writeFor } from './hand-out.ts'
import { chooseWords, type Wording } from './wording.ts'

/** Telegram takes back what is younger than two days. */
const mostRecallMs = 47 * 3_600_000

interface ChangeRow extends WaitingRow {
  broadcastId: string
  conversationId: string
  outboundId: bigint
  changeWanted: 'edit' | 'delete'
  sentAt: Date | null
}

export interface ChangeRequest {
  limit: number
  timezone: string
  holdUntil: Date
  texts: (language: Language) => NoticeTexts
  changesSent(channel: string): boolean
}

/**
 * Puts corrections and recalls into the outbox: what was sent is edited or taken away where the channel can, else a
 * message of its own says so.
 */
export async function handOutChanges(work: Work, request: ChangeRequest): Promise<HandedOut[]> {
  const rows = await work.tx.$queryRaw<ChangeRow[]>`
    select r.id, r."broadcastId", r.kind, r.label, r.name, r.channel, r.chat, r."conversationId", r.language, r."outboundId", r."changeWanted", o."sentAt"
    from "BroadcastRecipient" r join "Outbound" o on o.id = r."outboundId"
    where r."changeWanted" is not null and o.state = 'sent' order by r."changeWanted", r.id limit ${request.limit} for update of r skip locked`
  const handed: HandedOut[] = []
  for (const change of rows) handed.push(await handOutChange(work, request, change))
  return handed
}

async function handOutChange(work: Work, request: ChangeRequest, change: ChangeRow): Promise<HandedOut> {
  const { tx, now } = work
  const row = await tx.broadcast.findUniqueOrThrow({ where: { id: change.broadcastId } })
  const language = change.language as Language
  const texts = request.texts(language)
  const facts = await readFacts(tx, { row, timezone: request.timezone })
  const { title } = chooseWords(row.wording as Wording, language)
  const isYoung = change.sentAt !== null && now.getTime() - change.sentAt.getTime() < mostRecallMs
  const isEdit = change.changeWanted === 'edit'
  const canChange = request.changesSent(change.channel) && (isEdit || isYoung)
  const words = writeFor({ row, texts: request.texts }, { recipient: change, facts, now })
  const outbound = await tx.outbound.create({
    data: {
      conversationId: change.conversationId,
      broadcastId: change.broadcastId,
      author: 'system',
      text: isEdit ? texts.corrected(words.replaceAll('**', '')) : texts.recalled(title),
      content: isEdit && canChange ? contentOf({ row, texts: request.texts }, language) : {},
      ...(canChange ? { changeOf: change.outboundId, change: change.changeWanted } : {}),
      dueAt: request.holdUntil,
      createdAt: now,
    },
  })
  await tx.broadcastRecipient.update({
    where: { id: change.id },
    data: { changeWanted: null, changeId: outbound.id },
  })
  const { conversationId, channel, chat, kind } = change
  return { outboundId: outbound.id, conversationId, channel, chat, isGroup: kind === 'group' }
}
