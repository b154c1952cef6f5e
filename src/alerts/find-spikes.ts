import type { AlertPolicy } from './alert-policy.ts'
import type { EvidenceLine } from './alert-store.ts'
import { assess, discontentFrom, type WatchedLine } from './group-window.ts'
import { scopes } from './mood-store.ts'
import { addToPlace, type PlaceMemory, type RememberedGroup } from './place-memory.ts'
import type { PlaceSpike } from './raise-alert.ts'
import type { KeptLine } from './read-new-lines.ts'
import { defaultSpikeLimits, isSpike } from './spike-rule.ts'

/** A weighed line, and where it was written. */
export interface Looked {
  line: WatchedLine
  kept: KeptLine
  policy: AlertPolicy
  communityId: string | null
  building: string | null
}

/** Whether a line may be the one that raises an alert. */
export const mayAlert = (line: WatchedLine, kept: KeptLine): boolean =>
  line.weight >= discontentFrom && kept.state !== 'old'

export const toEvidence = (line: WatchedLine): EvidenceLine => ({
  inboundId: BigInt(line.id),
  conversationId: line.conversationId,
  person: line.person,
  text: line.text.slice(0, 500),
  weight: line.weight,
  isPrivate: line.isPrivate ?? false,
  at: new Date(line.atMs),
})

/** Gives the spike that this line makes of its group; undefined while the group is as usual, or muted. */
export function findGroupSpike(
  group: RememberedGroup,
  { line, kept, policy }: Looked,
): PlaceSpike | undefined {
  if (group.mutedUntil && group.mutedUntil.getTime() > line.atMs) return undefined
  const at = new Date(line.atMs)
  const assessed = assess(group.window, line.atMs)
  const limits = { ...defaultSpikeLimits, people: policy.people, score: policy.people * 0.8 }
  if (!isSpike(assessed, group.baseline.usualAt(at), limits)) return undefined
  return {
    channel: kept.channel,
    chat: kept.chat,
    kind: 'group',
    groupId: group.id,
    communityId: group.communityId,
    building: group.building,
    category: assessed.category,
    share: assessed.share,
    at,
    evidence: assessed.evidence.map(toEvidence),
  }
}

/** Gives the spike over all chats of a building, then of a community: somebody in each of several groups, or in private. */
export function findPlaceSpike(
  memory: PlaceMemory,
  { line, kept, policy, communityId, building }: Looked,
): PlaceSpike | undefined {
  if (communityId === null) return undefined
  const at = new Date(line.atMs)
  const wider = [
    ...(building ? [{ scope: scopes.building(communityId, building), building }] : []),
    { scope: scopes.community(communityId), building: null },
  ]
  for (const place of wider) {
    const window = addToPlace(memory, place.scope, line)
    const assessed = assess(window, line.atMs)
    // One group alone has spoken for itself already; across chats one more person is wanted.
    const isAcross = new Set(assessed.evidence.map(({ chat }) => chat)).size > 1
    const limits = { ...defaultSpikeLimits, people: policy.people + 1, score: policy.people }
    const usual = memory.usual.get(place.scope)?.baseline.usualAt(at)
    if (!(usual && isAcross && isSpike(assessed, usual, limits))) continue
    return {
      channel: kept.channel,
      chat: kept.chat,
      kind: assessed.evidence.some(({ isPrivate }) => isPrivate) ? 'place' : 'group',
      groupId: null,
      communityId,
      building: place.building,
      category: assessed.category,
      share: assessed.share,
      at,
      evidence: assessed.evidence.map(toEvidence),
    }
  }
  return undefined
}
