import { readMoodSigns } from '../../sentiment/read-mood-signs.ts'
import type { Chances, SentenceSense } from '../../shared/sentence-sense.ts'
import { createDangerReader } from './read-danger.ts'
import { readSigns, type Situation } from './read-signs.ts'
import type { Evidence } from './turn.ts'

const mostKept = 200

/** Gives what the trained heads say, each text read once. */
export function loadEvidence(sense: SentenceSense): Evidence {
  const kept = new Map<string, string[]>()
  const signsOf = (said: string, situation: Situation): string[] => {
    const key = `${situation} ${said}`
    const known = kept.get(key)
    if (known) return known
    const signs = [...readSigns(said, situation), ...readMoodSigns(said, said)]
    if (kept.size >= mostKept) kept.clear()
    kept.set(key, signs)
    return signs
  }
  const alone =
    (head: 'kind' | 'category' | 'priority') =>
    (said: string): Chances =>
      sense.read(head, said, signsOf(said, 'nothing-open'))
  return {
    category: alone('category'),
    kind: alone('kind'),
    priority: alone('priority'),
    danger: createDangerReader(sense),
    move: (said, situation) => sense.read('move', said, signsOf(said, situation)),
  }
}
