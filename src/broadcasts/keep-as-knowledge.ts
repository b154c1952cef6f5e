import { languages } from '../shared/vocabulary.ts'
import { dateOfDay, localDayAt } from '../shared/zoned-time.ts'
import type { Work } from '../storage/work.ts'
import { clearTimer, setTimer } from '../timers/timer-store.ts'
import type { BroadcastParts } from './broadcast-parts.ts'
import type { BroadcastRow } from './broadcast-store.ts'
import { fillIn, languagesOf, type Wording } from './wording.ts'

export const noticeEndTimer = 'broadcast-end'

/** Answers questions from the notice from now until it ends; with a correction its new words take the place of the old. */
export async function keepAsKnowledge(parts: BroadcastParts, work: Work, row: BroadcastRow): Promise<void> {
  if (!row.holdsUntil || row.holdsUntil <= work.now) return
  const wording = row.wording as Wording
  const community = row.communityId
    ? await work.tx.community.findUnique({ where: { id: row.communityId } })
    : null
  const timezone = community?.timezone ?? parts.timezone
  const day = (at: Date) => dateOfDay(localDayAt(timezone, at.getTime()))
  const recipient = { name: '', household: '', community: community?.name ?? '', date: day(work.now) }
  const variables = row.variables as Record<string, string>
  for (const language of languagesOf(wording)) {
    const { title, text } = wording[language] ?? { title: '', text: '' }
    await parts.keepKnowledge(
      work.tx,
      {
        id: knowledgeId(row.id, language),
        title: fillIn(title, { recipient, variables }),
        text: fillIn(text, { recipient, variables }),
        language,
        ...(row.communityId ? { communityId: row.communityId } : {}),
        effectiveOn: day(work.now),
        expiresOn: day(row.holdsUntil),
      },
      work.now,
    )
  }
  await setTimer(work, { kind: noticeEndTimer, subject: row.id, dueAt: row.holdsUntil })
}

/** Questions are not answered from it any more. */
export async function dropFromKnowledge(parts: BroadcastParts, work: Work, id: string): Promise<void> {
  for (const language of languages) await parts.dropKnowledge(work.tx, knowledgeId(id, language), work.now)
  await clearTimer(work, noticeEndTimer, id)
}

const knowledgeId = (id: string, language: string) => `${id}-${language}`
