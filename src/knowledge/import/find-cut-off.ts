import type { ReadPassage } from '../read-markdown.ts'

/** The last clause of a rule often lacks its full stop. */
const ended = /(?:施行|执行|解释|实施)$|[。！？；：.!?;:…）)」』”"'》\]】—|｜]$/
/** Shorter last lines are signatures, dates and items of lists. */
const minLength = 30

/** True where the last words stop in the middle of a sentence although the text before ends its own. */
export function isCutOff(passages: ReadPassage[]): boolean {
  const last = passages.at(-1)
  if (!last || last.text.length < minLength || ended.test(last.text.trim())) return false
  const others = passages.slice(0, -1)
  const complete = others.filter(passage => ended.test(passage.text.trim())).length
  return complete * 2 >= others.length && /[，。；,;]/.test(last.text)
}
