import { findPersonalData } from './find-personal-data.ts'

/** Hides personal data of one talk behind placeholders such as `⟦电话1⟧` and puts it back. */
export interface PersonalDataMask {
  /** The same datum gets the same placeholder in every text of the talk. */
  mask(text: string): string
  /** Puts the originals back in every string of a value. */
  unmask<T>(value: T): T
  /** What was hidden, e.g. to check that a phone in an answer is one that was said. */
  originals(): string[]
}

/** `keep` holds words that stay as they are, such as the resident's own ticket numbers. */
export function createPersonalDataMask(keep: string[] = []): PersonalDataMask {
  const placeholderOf = new Map<string, string>()
  const originalOf = new Map<string, string>()
  const counts = new Map<string, number>()

  const hide = (kind: string, original: string): string => {
    const known = placeholderOf.get(original)
    if (known) return known
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    const placeholder = `⟦${kind}${count}⟧`
    placeholderOf.set(original, placeholder)
    originalOf.set(placeholder, original)
    return placeholder
  }

  const maskText = (text: string): string => {
    let masked = ''
    let from = 0
    for (const found of findPersonalData(text, keep)) {
      masked += text.slice(from, found.start) + hide(found.kind, text.slice(found.start, found.end))
      from = found.end
    }
    return masked + text.slice(from)
  }

  const unmaskValue = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(/⟦[^⟦⟧]*⟧/g, mark => originalOf.get(mark) ?? mark)
    if (Array.isArray(value)) return value.map(unmaskValue)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, unmaskValue(child)]))
  }

  return {
    mask: maskText,
    unmask: <T>(value: T) => unmaskValue(value) as T,
    originals: () => [...placeholderOf.keys()],
  }
}
