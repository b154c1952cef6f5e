import { textsFor } from '../i18n/texts.ts'
import type { Language } from '../shared/vocabulary.ts'
import { emptyState } from './flows/state.ts'
import type { Outcome } from './reply/outcome.ts'
import { createTimeWriter } from './reply/write-context.ts'
import { type WrittenReply, writeReply } from './reply/write-reply.ts'
import type { LeasedConversation } from './turn-store.ts'

/** Writes the reply of a turn from its outcomes, in the words of its language and the time of its community. */
export function writeTurn(
  { timezone }: { timezone: string },
  turn: {
    lease: Pick<LeasedConversation, 'state' | 'chatKind' | 'timezone'>
    language: Language
    outcomes: Outcome[]
  },
): WrittenReply | undefined {
  const { lease, language, outcomes } = turn
  const texts = textsFor(language)
  return writeReply(outcomes, {
    texts,
    introduce: !(lease.state.introduced ?? emptyState.introduced),
    isGroup: lease.chatKind === 'group',
    writeTime: createTimeWriter(texts, lease.timezone ?? timezone),
  })
}
