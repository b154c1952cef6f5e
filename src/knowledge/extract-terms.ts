import { normaliseText } from './normalise-text.ts'
import { segmentWords } from './segment-words.ts'

const han = /\p{Script=Han}+/gu
const latinOrNumber = /[a-z]+|\d+(?:[.:]\d+)*/g

/** Gives the index terms of a text: characters, pairs of characters, longer words, Latin words and numbers. */
export function extractIndexTerms(text: string): string[] {
  const normalised = normaliseText(text)
  const terms: string[] = []
  for (const [run] of normalised.matchAll(han)) addCharacters(terms, run)
  for (const [word] of normalised.matchAll(latinOrNumber)) terms.push(stemEnglish(word))
  if (/\p{Script=Han}/u.test(normalised)) {
    for (const word of segmentWords(normalised)) if (/^\p{Script=Han}{3,}$/u.test(word)) terms.push(word)
  }
  return terms
}

function addCharacters(terms: string[], run: string): void {
  const characters = [...run]
  for (const [index, character] of characters.entries()) {
    terms.push(character)
    const next = characters[index + 1]
    if (next !== undefined) terms.push(character + next)
  }
}

/** Cuts the commonest English endings, so that "fees" finds "fee" and "parking" finds "park". */
export function stemEnglish(word: string): string {
  if (!/^[a-z]{4,}$/.test(word)) return word
  return word
    .replace(/(?:ies)$/, 'y')
    .replace(/(?<=[a-z]{3})(?:ing|ed|es)$/, '')
    .replace(/(?<=[a-z]{2}[^s])s$/, '')
    .replace(/(?<=[a-z]{3})e$/, '')
}
