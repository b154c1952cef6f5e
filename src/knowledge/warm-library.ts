import { setTimeout as wait } from 'node:timers/promises'
import type { Library } from './answer-question.ts'
import { describePassage, type KnowledgePassage } from './knowledge-passage.ts'
import { listPieces } from './measure-nearness.ts'
import { normaliseText } from './normalise-text.ts'
import { segmentWords } from './segment-words.ts'

/** Of larger libraries the clauses asked about are few; each costs its first question some 100 ms. */
const largestWarmed = 1_000
/** The model holds the event loop: two short texts take some 5 ms. */
const atOnce = 2
/** Share of the time that goes to residents meanwhile. */
const restPerWork = 4

/**
 * Makes the vectors that answers are judged by, sentences and words of all passages, before anybody asks; without it the
 * first question about a clause waits for them. Takes a fifth of a core; resolves when done or aborted.
 */
export async function warmLibrary({ index, embedder }: Library, signal: AbortSignal): Promise<void> {
  if (!embedder || index.passages.length > largestWarmed) return
  const texts = [...new Set([...index.passages.flatMap(listPieces), ...listWords(index.passages)])]
  for (let begin = 0; begin < texts.length && !signal.aborted; begin += atOnce) {
    const beganMs = performance.now()
    await embedder.embed(texts.slice(begin, begin + atOnce))
    await wait((performance.now() - beganMs) * restPerWork, undefined, { signal }).catch(() => {})
  }
}

function listWords(passages: readonly KnowledgePassage[]): string[] {
  return passages.flatMap(passage =>
    segmentWords(normaliseText(describePassage(passage))).filter(word =>
      /[\p{Script=Han}a-z]{2}/u.test(word),
    ),
  )
}
