import type { NoticeTexts } from '../i18n/notices.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Work } from '../storage/work.ts'
import { findTargets } from './act-on-broadcast.ts'
import { settleAudience } from './audience.ts'
import { findAudienceProblems } from './audience-problems.ts'
import { countAudience, type Target } from './audience-store.ts'
import type { BroadcastParts } from './broadcast-parts.ts'
import type { BroadcastRow } from './broadcast-store.ts'
import { readFacts, writeFor } from './hand-out.ts'
import { checkWording, languagesOf, type Wording } from './wording.ts'

const mostShown = 200

/** Who would get a notice, who would not and why, what it says, and what stands in its way. */
export async function previewBroadcast(
  parts: BroadcastParts,
  work: Pick<Work, 'tx' | 'now'>,
  about: {
    row: BroadcastRow
    scope: readonly string[] | undefined
    texts: (language: Language) => NoticeTexts
  },
) {
  const { row, texts } = about
  const targets = await findTargets(parts, work, about)
  const wording = row.wording as Wording
  const variables = row.variables as Record<string, string>
  const facts = await readFacts(work.tx, { row, timezone: parts.timezone })
  const samples = languagesOf(wording).map(language => {
    const target = targets.find(({ reason }) => reason === null) ?? sampleTarget
    const recipient = { ...target, id: 0n, channel: '', chat: '', language }
    return { label: language, text: writeFor({ row, texts }, { recipient, facts, now: work.now }) }
  })
  const posters = languagesOf(wording).map(language => {
    const recipient = { ...sampleTarget, kind: 'group', id: 0n, channel: '', chat: '', language }
    return { label: language, text: writeFor({ row, texts }, { recipient, facts, now: work.now }) }
  })
  const count = countAudience(targets)
  const unreached = targets.filter(({ reason }) => reason !== null)
  return {
    count,
    unreached: unreached.slice(0, mostShown).map(({ label, reason }) => ({ label, reason: reason ?? '' })),
    samples,
    posters,
    problems: [
      ...checkWording(wording, { variables, hasFile: row.attachment !== null }),
      ...(await findAudienceProblems(work.tx, {
        audience: settleAudience(row.audience),
        scope: about.scope,
      })),
      ...(count.reachable === 0 ? ['audience: nobody in it can be reached.'] : []),
    ],
  }
}

const sampleTarget: Target = {
  ...{ target: '', kind: 'household', label: '1栋1单元101', name: '', householdId: null, channel: null },
  ...{ chat: null, conversationId: null, others: [], language: 'zh-CN', reason: null },
}
