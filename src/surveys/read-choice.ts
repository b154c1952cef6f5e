import { normaliseText } from '../shared/normalise-text.ts'
import { readListed } from './read-listed.ts'
import { isNumbers, listNumbers } from './read-numbers.ts'

/** The options that words choose, as places from 0. `isBare`: nothing else is said. */
export interface SaidChoice {
  chosen: number[]
  isBare: boolean
}

/** Reads which options are meant: by name, the longest first, by number, or all of them. Who denies one does not choose it. */
export function readChoice(options: readonly string[], said: string): SaidChoice | undefined {
  const names = options.map(normaliseText)
  const listed = readListed(names, said)
  return listed ? { chosen: listed, isBare: true } : (readNamed(names, said) ?? readCounted(names, said))
}

interface Mention {
  at: number
  from: number
  to: number
}

const isPartOfWord = (before: string, after: string): boolean =>
  /[a-z0-9]/.test(before) && /[a-z0-9]/.test(after)

/** Where names stand in the words; of two that begin at one place the longer. */
function listMentions(names: readonly string[], said: string): Mention[] {
  const byLength = names.map((name, at) => ({ name, at })).sort((a, b) => b.name.length - a.name.length)
  const found: Mention[] = []
  for (let from = 0; from < said.length; from++) {
    const hit = byLength.find(({ name }) => {
      const to = from + name.length
      const isCut =
        isPartOfWord(said[from - 1] ?? '', said[from] ?? '') ||
        isPartOfWord(said[to - 1] ?? '', said[to] ?? '')
      return said.startsWith(name, from) && !isCut
    })
    if (!hit) continue
    found.push({ at: hit.at, from, to: from + hit.name.length })
    from += hit.name.length - 1
  }
  return found
}

const exceptBefore = /(?:除了?|\bexcept(?: for)?(?: the)?)\s*$/
const deniedBefore =
  /(?:(?<!是)不(?:是|选|要|用|想|想要|太|怎么|是很|很|大|够|那么)?|并非|没有|没那么|别选?|\bnot(?: the)?|\bno|\bneither|\bwithout|\brather than)\s*$/
const deniedAfter = /^\s*(?:不选|不要|不走|不用|不去|不算|除外|以外|之外|就算了|就不必|不考虑)/

function readNamed(names: readonly string[], said: string): SaidChoice | undefined {
  const mentions = listMentions(names, said)
  if (mentions.length === 0) return undefined
  const deny = ({ from, to }: Mention, index: number): boolean => {
    const before = said.slice(mentions[index - 1]?.to ?? 0, from)
    const after = said.slice(to, mentions[index + 1]?.from)
    return exceptBefore.test(before) || deniedBefore.test(before) || deniedAfter.test(after)
  }
  const denied = new Set(mentions.filter(deny).map(({ at }) => at))
  const meant = mentions.filter((mention, index) => !deny(mention, index)).map(({ at }) => at)
  const chosen = meant.length > 0 ? [...new Set(meant)] : withoutDenied(names, denied, said)
  return chosen.length > 0 ? { chosen, isBare: isOnly(said, mentions) } : undefined
}

/** What is left where only denials were said: all others, or the option that says no. */
function withoutDenied(names: readonly string[], denied: ReadonlySet<number>, said: string): number[] {
  const others = names.flatMap((_name, at) => (denied.has(at) ? [] : [at]))
  if (/除|except/.test(said) && (/都|全/.test(said) || /\b(?:all|every\w*|except)\b/.test(said)))
    return others
  const [at = -1] = denied
  const opposite = names.findIndex(
    name => name !== names[at] && /^(?:不|没有?|非|not |un|in)/.test(name) && name.endsWith(names[at] ?? ''),
  )
  if (opposite >= 0) return [opposite]
  return others.filter(other => /^(?:否|不|没有?|no|不是)$/.test(names[other] ?? ''))
}

const besides =
  /不是|而是|不要|不选|不太|不怎么|\b(?:and|or|the|i|we|both|please|not|but|is|it's|would|prefer|want)\b|[不没和跟与及或者、,，;；。.!！~\s吧了啦的哦呀呢是我们选要想就还觉得认为应该比较更最都也两个常走去用会能很挺行&/+除以外]/g

/** Whether nothing but the names is said, and what joins them. */
function isOnly(said: string, mentions: readonly Mention[]): boolean {
  const [rest, end] = mentions.reduce<[string, number]>(
    ([kept, last], { from, to }) => [kept + said.slice(last, from), to],
    ['', 0],
  )
  return (rest + said.slice(end)).replace(besides, '') === ''
}

const mostCounted = 12
const deniedNumber = /(?:不是|不选|不要|\bnot )\s*第?[1-8一二三四五六七八](?:个|项)?/g

function readCounted(names: readonly string[], said: string): SaidChoice | undefined {
  if (said.length > mostCounted || /\d\s*[a-z]/.test(said)) return undefined
  const counted = listNumbers(said.replace(deniedNumber, '')).map(value => value - 1)
  if (counted.length === 0 || counted.some(at => at >= names.length)) return undefined
  return { chosen: [...new Set(counted)], isBare: isNumbers(said) }
}
