import { isFunctionWord } from './analyse-question.ts'
import { findSynonyms } from './domain-synonyms.ts'
import { normaliseText } from './normalise-text.ts'
import type { PassageIndex } from './passage-index.ts'
import { segmentWords } from './segment-words.ts'

/** Says a question in the words of the library: 席梦思 becomes 床垫 where no document speaks of 席梦思. */
export function adoptLibraryWords(index: PassageIndex, text: string): string {
  return segmentWords(normaliseText(text))
    .map(word => adoptWord(index, word))
    .join('')
}

function adoptWord(index: PassageIndex, word: string): string {
  if (!/^\p{Script=Han}{2,}$/u.test(word) || isFunctionWord(word) || isSaid(index, word)) return word
  return findSynonyms(word).find(other => other.length > 1 && isSaid(index, other)) ?? word
}

/** The index knows pairs of characters; longer words must also be found as a whole, which small libraries can afford. */
export function isSaid(index: PassageIndex, word: string): boolean {
  if (word.length <= 2) return index.words.has(word)
  if (index.words.has(word)) return true
  const pairs = Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2))
  if (!pairs.every(pair => index.words.has(pair))) return false
  return index.fullTexts.length > 2000 || index.fullTexts.some(text => text.includes(word))
}
