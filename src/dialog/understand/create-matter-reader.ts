import { normaliseText } from '../../shared/normalise-text.ts'
import { createSentenceSense, type SentenceSense } from '../../shared/sentence-sense.ts'
import { classifyCategory } from './classify-category.ts'
import { judgeKind } from './judge-ticket.ts'
import { loadEvidence } from './load-evidence.ts'
import { type Reading, readAct } from './read-matter.ts'

/** What a message is about: trouble with a thing, discontent with people, or what it does otherwise. */
export type Matter = 'repair' | 'complaint' | Exclude<Reading, 'report'>

/** Gives what tells the matter of a message by itself, synchronously; `sense` must have been prepared for sentence vectors to count. */
export function createMatterReader(sense: SentenceSense = createSentenceSense()): (text: string) => Matter {
  const evidence = loadEvidence(sense)
  const request = { messages: [], now: new Date(0), language: 'zh-CN' as const, tickets: [], history: [] }
  return text => {
    const said = normaliseText(text)
    const act = readAct(said, { evidence, request })
    if (act !== 'report') return act
    const { category } = classifyCategory(said, evidence.category)
    return judgeKind(said, { category, act: 'report', learnt: evidence.kind(said) }) === 'complaint'
      ? 'complaint'
      : 'repair'
  }
}
