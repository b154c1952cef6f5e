import type { KnowledgeQuestion } from './answer.ts'
import type { KnowledgePassage } from './knowledge-passage.ts'

/** True for passages that hold for a question: of its community or of all, in force that day, not replaced. */
export type MayShow = (passage: KnowledgePassage) => boolean

export interface Zones {
  /** IANA zone by community; else the company's. */
  byCommunity: ReadonlyMap<string, string>
  company: string
}

export const chinaZones: Zones = { byCommunity: new Map(), company: 'Asia/Shanghai' }

/** What tells one document's rows from another's of the same title. */
type Version = Pick<KnowledgePassage, 'communityId' | 'effectiveOn' | 'expiresOn'>

/**
 * Gives what may be shown. Of documents with one title in one language the community's own goes before the company's, and of
 * several in force the one that came into force last.
 */
export function createValidity(
  passages: KnowledgePassage[],
  zones: Zones,
): (question: KnowledgeQuestion) => MayShow {
  const versions = collectVersions(passages)
  let last: { key: string; mayShow: MayShow } | undefined
  return question => {
    const zone = zones.byCommunity.get(question.communityId ?? '') ?? zones.company
    const today = formatDay(question.now, zone)
    const key = `${today} ${question.communityId}`
    if (last?.key !== key)
      last = { key, mayShow: createFilter(versions, { today, communityId: question.communityId }) }
    return last.mayShow
  }
}

/** The calendar day, as YYYY-MM-DD, that people in a zone call it. */
export function formatDay(at: Date, timeZone: string): string {
  const known = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  formats.set(timeZone, known)
  return known.format(at)
}

/** By zone: to make one takes longer than all that it is used for. */
const formats = new Map<string, Intl.DateTimeFormat>()

const titleOf = (passage: KnowledgePassage) => `${passage.language} ${passage.documentTitle}`
const versionOf = ({ communityId = '', effectiveOn = '', expiresOn = '' }: Version) =>
  `${communityId}|${effectiveOn}|${expiresOn}`

function collectVersions(passages: KnowledgePassage[]): Map<string, Version[]> {
  const versions = new Map<string, Map<string, Version>>()
  for (const passage of passages) {
    if (passage.standsAlone) continue
    const title = titleOf(passage)
    const known = versions.get(title) ?? new Map<string, Version>()
    known.set(versionOf(passage), passage)
    versions.set(title, known)
  }
  return new Map([...versions].map(([title, known]) => [title, [...known.values()]]))
}

interface Moment {
  today: string
  communityId: string | undefined
}

function createFilter(versions: Map<string, Version[]>, moment: Moment): MayShow {
  const ruling = new Map<string, string>()
  for (const [title, candidates] of versions) {
    if (candidates.length < 2) continue
    const [first] = candidates.filter(version => isInForce(version, moment)).sort(compareVersions)
    if (first) ruling.set(title, versionOf(first))
  }
  return passage => {
    if (!isInForce(passage, moment)) return false
    if (passage.standsAlone) return true
    const rules = ruling.get(titleOf(passage))
    return rules === undefined || rules === versionOf(passage)
  }
}

function isInForce(version: Version, { today, communityId }: Moment): boolean {
  if (version.communityId !== undefined && version.communityId !== communityId) return false
  if (version.effectiveOn !== undefined && version.effectiveOn > today) return false
  return version.expiresOn === undefined || version.expiresOn >= today
}

/** The community's own first, then the latest. */
function compareVersions(one: Version, other: Version): number {
  if ((one.communityId === undefined) !== (other.communityId === undefined)) {
    return one.communityId === undefined ? 1 : -1
  }
  return (other.effectiveOn ?? '') < (one.effectiveOn ?? '') ? -1 : 1
}
