import { draftOf } from '../broadcasts/broadcast.ts'
import { type BroadcastRow, editBroadcast } from '../broadcasts/broadcast-store.ts'
import { makeFriendly } from '../broadcasts/make-friendly.ts'
import { languagesOf, type Wording } from '../broadcasts/wording.ts'
import { noticeTextsFor } from '../i18n/notices.ts'
import type { Work } from '../storage/work.ts'
import type { NoticeCommandParts } from './staff-chat-parts.ts'

/** Says a draft in friendlier words, with up to three benefits of what it is about. */
export async function befriendNotice(
  parts: NoticeCommandParts,
  work: Work,
  { row, by }: { row: BroadcastRow; by: string },
): Promise<void> {
  const draft = draftOf(row)
  const wording = row.wording as Wording
  for (const language of languagesOf(wording)) {
    const { title = '', text = '' } = wording[language] ?? {}
    const friendly = makeFriendly(parts.polish(text, language), {
      kind: row.kind,
      texts: noticeTextsFor(language),
    })
    draft.wording[language] = { title, text: friendly }
  }
  await editBroadcast(work, { id: row.id, version: row.version, draft, by })
}
