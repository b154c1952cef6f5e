import type { BroadcastRow } from '../broadcasts/broadcast-store.ts'
import { type BroadcastAction, type BroadcastState, listActions } from '../broadcasts/course.ts'
import { previewBroadcast } from '../broadcasts/preview.ts'
import { readProgress } from '../broadcasts/progress.ts'
import type { ChatStep } from '../broadcasts/read-chat-draft.ts'
import { noticeTextsFor } from '../i18n/notices.ts'
import type { Button } from '../messaging/message.ts'
import type { Work } from '../storage/work.ts'
import type { RoomOutcome } from './act-on-talk.ts'
import type { RoomMember } from './staff-accounts.ts'
import type { NoticeCommandParts } from './staff-chat-parts.ts'

/** Who may approve and send. */
export const leaders: readonly string[] = ['manager', 'admin']

const texts = noticeTextsFor('zh-CN')
const { room: words } = texts
const mostListed = 8

/** What a notice is called in the chat. */
export const codeOf = (id: string) => id.slice(-5)

/** How a notice stands: before it goes out whom it would reach, what it says and what is wrong; then how far it is. */
export async function showNotice(
  parts: NoticeCommandParts,
  work: Work,
  { row, member }: { row: BroadcastRow; member: RoomMember },
): Promise<RoomOutcome> {
  const { title, state } = row
  const head = words.head({ code: codeOf(row.id), title, state: words.states[state] ?? state })
  const lines = row.startedAt
    ? [await writeProgress(work, row)]
    : await writePreview(parts, work, { row, member })
  return { kind: 'command', answer: [head, ...lines].join('\n'), buttons: writeButtons(row) }
}

async function writePreview(
  parts: NoticeCommandParts,
  work: Work,
  { row, member }: { row: BroadcastRow; member: RoomMember },
): Promise<string[]> {
  const scope = member.communities.length > 0 ? member.communities : undefined
  const preview = await previewBroadcast(parts.broadcasts, work, { row, scope, texts: noticeTextsFor })
  const { count, problems, samples } = preview
  const why = Object.entries(count.unreachable).map(
    ([reason, n]) => `${texts.reasons[reason] ?? reason} ${n}`,
  )
  const warnings = [...new Set(samples.flatMap(({ text }) => parts.findWarnings(text)))]
  const all = count.households + count.groups
  return [
    words.reach(count.reachable, all - count.reachable, why.join('、')),
    ...(problems.length > 0 ? [words.problems(problems.join(' '))] : []),
    ...(warnings.length > 0
      ? [words.warnings(warnings.map(warning => words.warning[warning] ?? warning).join('、'))]
      : []),
    ...samples.map(({ text }) => `——\n${text}`),
  ]
}

async function writeProgress({ tx }: Work, row: BroadcastRow): Promise<string> {
  const progress = (await readProgress(tx, [row.id])).get(row.id)
  const { sent = 0, total = 0, failed = 0 } = progress ?? {}
  return words.progress(sent, total, failed).replace(/^[｜\s|]+/u, '')
}

const forWriters: readonly (ChatStep & BroadcastAction)[] = ['test', 'submit']
const forLeaders: readonly (ChatStep & BroadcastAction)[] = [
  ...(['approve', 'reject', 'start', 'pause', 'resume', 'stop', 'recall'] as const),
]

/** In the room a colleague presses what the writer may not; who may not is told so. */
function writeButtons(row: BroadcastRow): Button[][] {
  const open = listActions(row.state as BroadcastState)
  const steps: ChatStep[] = [
    'preview',
    ...(row.state === 'draft' ? (['friendly'] as const) : []),
    ...forWriters.filter(step => open.includes(step)),
    ...forLeaders.filter(step => open.includes(step) && !(step === 'pause' && row.state === 'scheduled')),
  ]
  const buttons = steps.map(step => ({
    label: words.steps[step] ?? step,
    value: `broadcast:${step}:${codeOf(row.id)}`,
  }))
  return [buttons.slice(0, 3), buttons.slice(3)].filter(line => line.length > 0)
}

/** The latest notices that a member may see, with how far each is. */
export async function listNotices({ tx }: Work, member: RoomMember): Promise<string> {
  const scope = member.communities
  const rows = await tx.broadcast.findMany({
    where: scope.length > 0 ? { OR: [{ communityId: null }, { communityId: { in: scope } }] } : {},
    orderBy: { id: 'desc' },
    take: mostListed,
  })
  if (rows.length === 0) return words.none
  const progress = await readProgress(
    tx,
    rows.map(({ id }) => id),
  )
  return rows
    .map(({ id, title, state, startedAt }) => {
      const { sent = 0, total = 0, failed = 0 } = progress.get(id) ?? {}
      const shown = startedAt ? words.progress(sent, total, failed) : ''
      return words.line({ code: codeOf(id), title, state: words.states[state] ?? state, progress: shown })
    })
    .join('\n')
}
