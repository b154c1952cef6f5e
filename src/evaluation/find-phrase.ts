const chineseNumeral = '[零〇一二两三四五六七八九十百千万]'

/**
 * Gives whether `text` holds `phrase` letter for letter apart from case, and not with its number as part of a longer
 * one: neither `104` in `1104`, `5小时` in `2.5小时`, `240` in `1,240` nor `十四天` in `二十四天`.
 */
export function hasPhrase(text: string, phrase: string): boolean {
  const haystack = text.toLowerCase()
  const needle = phrase.toLowerCase()
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) {
    if (!isCutFromNumber(haystack.slice(0, at), needle, haystack.slice(at + needle.length))) return true
  }
  return false
}

/** As `hasPhrase`, but also finds the phrase in full-width letters or with other blanks: for words that must not occur. */
export function hasForbiddenPhrase(text: string, phrase: string): boolean {
  return hasPhrase(normaliseWidth(text), normaliseWidth(phrase))
}

/** Gives every number of a text, thousands separators removed. */
export function findNumbers(text: string): string[] {
  const plain = text.normalize('NFKC').replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
  return plain.match(/\d+(?:\.\d+)?/g) ?? []
}

function normaliseWidth(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '')
}

function isCutFromNumber(before: string, phrase: string, after: string): boolean {
  const startsInside =
    (/^\d/.test(phrase) && /\d\.?$/.test(before)) ||
    (/^\d{3}(?!\d)/.test(phrase) && /\d,$/.test(before)) ||
    (new RegExp(`^${chineseNumeral}`).test(phrase) && new RegExp(`${chineseNumeral}$`).test(before))
  const endsInside =
    (/\d$/.test(phrase) && /^(?:\d|\.\d|,\d{3}(?!\d))/.test(after)) ||
    (new RegExp(`${chineseNumeral}$`).test(phrase) && new RegExp(`^${chineseNumeral}`).test(after))
  return startsInside || endsInside
}
