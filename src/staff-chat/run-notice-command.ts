import {
  approveBroadcast,
  type BroadcastStep,
  pauseBroadcast,
  rejectBroadcast,
  resumeBroadcast,
  scheduleBroadcast,
  startBroadcast,
  stopBroadcast,
  submitBroadcast,
} from '../broadcasts/act-on-broadcast.ts'
import { recallBroadcast } from '../broadcasts/after-sending.ts'
import { draftSchema } from '../broadcasts/broadcast.ts'
import {
  type BroadcastRow,
  createBroadcast,
  findBroadcast,
  setBroadcastFile,
} from '../broadcasts/broadcast-store.ts'
import { type ChatDraft, type ChatStep, readNoticeCommand } from '../broadcasts/read-chat-draft.ts'
import { readMoment } from '../broadcasts/read-moment.ts'
import { noticeTextsFor } from '../i18n/notices.ts'
import type { IncomingMessage } from '../messaging/message.ts'
import { LinliError } from '../shared/errors.ts'
import type { Work } from '../storage/work.ts'
import type { RoomOutcome } from './act-on-talk.ts'
import { befriendNotice } from './befriend-notice.ts'
import { keepFiles } from './keep-files.ts'
import type { RoomMember } from './staff-accounts.ts'
import type { NoticeCommandParts, StaffChatParts } from './staff-chat-parts.ts'
import { leaders, listNotices, showNotice } from './write-notice-answer.ts'

interface Asked {
  args: string
  member: RoomMember
  message: IncomingMessage
}

/** Writes a notice from the chat, or takes a step of its course; the answer shows how it stands and what can be done next. */
export async function runNoticeCommand(
  { notices: parts, staffTexts }: StaffChatParts,
  work: Work,
  { args, member, message }: Asked,
): Promise<RoomOutcome> {
  const { room: texts } = noticeTextsFor('zh-CN')
  if (!parts) return { kind: 'command', answer: staffTexts.help }
  const command = readNoticeCommand(args)
  switch (command.kind) {
    case 'help':
      return { kind: 'command', answer: texts.help }
    case 'list':
      return { kind: 'command', answer: await listNotices(work, member) }
    case 'draft':
      return await writeDraft(parts, work, { draft: command.draft, member, message })
    case 'step': {
      const row = await findByCode(work, command.code, member)
      if (!row) return { kind: 'command', answer: texts.unknown(command.code) }
      return await takeStep(parts, work, { ...command, row, member })
    }
  }
}

async function writeDraft(
  parts: NoticeCommandParts,
  work: Work,
  { draft, member, message }: { draft: ChatDraft; member: RoomMember; message: IncomingMessage },
): Promise<RoomOutcome> {
  const communityId = await chooseCommunity(work, draft, member)
  const { title, text, kind, urgent, buildings, units, tags } = draft
  const isChosen = buildings.length + units.length + tags.length > 0
  const given = draftSchema.parse({
    ...{ kind, urgent, wording: { 'zh-CN': { title, text } } },
    audience: {
      ...(communityId ? { communityId } : {}),
      ...{ buildings, units, tags },
      households: draft.onlyGroups ? 'none' : isChosen ? 'chosen' : 'all',
      groups: draft.withGroups || draft.onlyGroups ? 'all' : 'none',
    },
  })
  const row = await createBroadcast(work, { draft: given, by: member.id })
  return await showNotice(parts, work, { row: await keepPicture(work, { row, member, message }), member })
}

/** A notice carries one picture or file: the first of the message. */
async function keepPicture(
  work: Work,
  { row, member, message }: { row: BroadcastRow; member: RoomMember; message: IncomingMessage },
): Promise<BroadcastRow> {
  const [file] = await keepFiles(work, message)
  if (!file) return row
  const { id, kind, channel, reference, fileName = '', mimeType = '' } = file
  const sizeBytes = message.attachments[0]?.sizeBytes ?? 0
  const isPhoto = kind === 'photo'
  const kept = { id, kind: isPhoto ? ('photo' as const) : ('file' as const), channel, reference }
  return await setBroadcastFile(work, {
    ...{ id: row.id, version: row.version, by: member.id },
    file: {
      ...kept,
      fileName: fileName || (isPhoto ? 'photo.jpg' : 'file'),
      mimeType: mimeType || (isPhoto ? 'image/jpeg' : 'application/octet-stream'),
      sizeBytes,
    },
  })
}

/** The community that is named, or the only one there is; rejects with `bad-request` where it has to be said. */
async function chooseCommunity(
  { tx }: Work,
  draft: ChatDraft,
  member: RoomMember,
): Promise<string | undefined> {
  const own = member.communities.length > 0 ? { id: { in: member.communities } } : {}
  const all = await tx.community.findMany({ where: own, select: { id: true, name: true } })
  const [wanted] = draft.communities
  const fitting = wanted === undefined ? all : all.filter(({ name }) => name.includes(wanted))
  const [only, another] = fitting
  if (only && !another) return only.id
  const isWide = wanted === undefined && member.communities.length === 0
  const isPlaced = draft.buildings.length + draft.units.length > 0
  if (isWide && !isPlaced) return undefined
  const names = all.map(({ name }) => name).join('、')
  throw new LinliError('bad-request', noticeTextsFor('zh-CN').room.whichCommunity(names))
}

const mostRecent = 200

/** By the last five characters of its id, among the latest that the member may see. */
async function findByCode({ tx }: Work, code: string, member: RoomMember): Promise<BroadcastRow | undefined> {
  const scope = member.communities
  const recent = await tx.broadcast.findMany({
    where: scope.length > 0 ? { OR: [{ communityId: null }, { communityId: { in: scope } }] } : {},
    orderBy: { id: 'desc' },
    take: mostRecent,
    select: { id: true },
  })
  const id = recent.find(row => row.id.endsWith(code))?.id
  return id === undefined ? undefined : ((await findBroadcast(tx, id)) ?? undefined)
}

interface Step {
  step: ChatStep
  detail: string
  row: BroadcastRow
  member: RoomMember
}

const forAll: readonly ChatStep[] = ['preview', 'friendly', 'test', 'submit']

async function takeStep(parts: NoticeCommandParts, work: Work, asked: Step): Promise<RoomOutcome> {
  const { step, row, member } = asked
  const { room: texts } = noticeTextsFor('zh-CN')
  if (!(forAll.includes(step) || leaders.includes(member.role))) {
    return { kind: 'command', answer: texts.leadOnly }
  }
  if (step === 'test') {
    await parts.test(work, { id: row.id, staffId: member.id })
    return { kind: 'command', answer: texts.tested }
  }
  if (step === 'friendly') await befriendNotice(parts, work, { row, by: member.id })
  else if (step !== 'preview') await stepTakers[step](parts.broadcasts, work, { ...asked, ...stepOf(asked) })
  const now = (await findBroadcast(work.tx, row.id)) ?? row
  return await showNotice(parts, work, { row: now, member })
}

function stepOf({ row, member }: Step): BroadcastStep {
  const scope = member.communities.length > 0 ? { scope: member.communities } : {}
  return { id: row.id, by: member.id, isLeader: leaders.includes(member.role), ...scope }
}

type Taker = (
  parts: NoticeCommandParts['broadcasts'],
  work: Work,
  step: BroadcastStep & { detail: string },
) => Promise<unknown>

const stepTakers: Record<Exclude<ChatStep, 'preview' | 'friendly' | 'test'>, Taker> = {
  submit: submitBroadcast,
  approve: (_parts, work, step) => approveBroadcast(work, step),
  reject: (_parts, work, step) => rejectBroadcast(work, step),
  schedule: (parts, work, { detail, ...step }) => {
    const startAt = readMoment(detail, { now: work.now, timezone: parts.timezone })
    if (!startAt) throw new LinliError('bad-request', noticeTextsFor('zh-CN').room.badTime)
    return scheduleBroadcast(work, { ...step, startAt })
  },
  start: startBroadcast,
  pause: (_parts, work, step) => pauseBroadcast(work, step),
  resume: (_parts, work, step) => resumeBroadcast(work, step),
  stop: (_parts, work, step) => stopBroadcast(work, step),
  recall: recallBroadcast,
}
