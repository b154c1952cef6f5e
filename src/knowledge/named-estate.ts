import type { KnowledgePassage } from './knowledge-passage.ts'
import { normaliseText } from './normalise-text.ts'
import type { PassageIndex } from './passage-index.ts'

/** 澜汀 of 澜汀雅苑, at the head of a title. */
const estate =
  /^(\p{Script=Han}{2,4}?)(?:[雅名]苑|花园|家园|嘉园|小区|新村|公馆|公寓|名邸|山庄|国际|[一二三四五壹贰]号|苑|府|湾|里|居|庭|邸|轩|郡|墅|园|城)/u
const noEstate = /^(?:社区|小区|屋顶|空中|共享|口袋|中[央心]|幼儿|儿童|动物|植物|产业|公共|物业|室内|地下)/

const mayNameEstate = /[苑園园區区村館馆寓邸莊庄國国號号府灣湾里裡居庭軒轩郡墅城]/u

interface Estates {
  /** How many passages were looked at. */
  read: number
  byTitle: Map<string, string | undefined>
  names: Set<string>
}

const known = new WeakMap<PassageIndex, Estates>()

/** The estate that a document is headed by; undefined where it is of none. */
export function readEstate(title: string): string | undefined {
  // Titles by the ten thousand are read before the first question is answered, and to normalise one takes 50 µs.
  if (!mayNameEstate.test(title.slice(0, 8))) return undefined
  const [, name] = estate.exec(normaliseText(title)) ?? []
  return name === undefined || noEstate.test(name) ? undefined : name
}

function readEstates(index: PassageIndex): Estates {
  const estates = known.get(index) ?? { read: 0, byTitle: new Map(), names: new Set() }
  for (; estates.read < index.passages.length; estates.read++) {
    const { documentTitle = '' } = index.passages[estates.read] ?? {}
    if (estates.byTitle.has(documentTitle)) continue
    const name = readEstate(documentTitle)
    estates.byTitle.set(documentTitle, name)
    if (name !== undefined) estates.names.add(name)
  }
  known.set(index, estates)
  return estates
}

/**
 * True for the passages that may be meant: where the question names an estate of which documents are headed, those headed by
 * another are not.
 */
export function meansEstate(index: PassageIndex, question: string): (passage: KnowledgePassage) => boolean {
  const { byTitle, names } = readEstates(index)
  const named = [...names].filter(name => question.includes(name))
  if (named.length === 0) return () => true
  return ({ documentTitle }) => {
    const name = byTitle.get(documentTitle)
    return name === undefined || named.includes(name)
  }
}
