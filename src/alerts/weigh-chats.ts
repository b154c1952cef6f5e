import type { AlertPolicy } from './alert-policy.ts'
import { chatKey } from './chat-key.ts'
import { judgeConversation, type SpokenLine } from './conversation-mood.ts'
import { findGroupSpike, findPlaceSpike, mayAlert, toEvidence } from './find-spikes.ts'
import { addLine, type WatchedLine } from './group-window.ts'
import type { LineJudge } from './judge-line.ts'
import type { PlaceMemory, RememberedGroup } from './place-memory.ts'
import type { PlaceSpike } from './raise-alert.ts'
import type { UpsetResident } from './raise-conversation-alert.ts'
import type { KeptLine } from './read-new-lines.ts'
import type { TalliedLine } from './tally-moods.ts'
import { weighPrivateLine } from './weigh-private-line.ts'

/** What one look at one chat found. */
export interface Seen {
  group?: RememberedGroup
  /** A private talk, with its last lines and up to where it was looked at: to be remembered once all of it is kept. */
  talk?: { key: string; until: bigint; spoken: SpokenLine[] }
  fromId: bigint
  toId: bigint
  fresh: TalliedLine[]
  spikes: PlaceSpike[]
  upset?: UpsetResident
}

export interface ChatLines {
  lines: readonly KeptLine[]
  policy: AlertPolicy
  judge: LineJudge
}

const isSpoken = (line: KeptLine) => !line.isStaff && line.text.trim() !== ''

/** Weighs the lines of a group; those seen before fill the window only. */
export function weighGroup(memory: PlaceMemory, { lines, ...given }: ChatLines): Seen {
  const [first] = lines
  const group = first && memory.groups.get(chatKey(first.channel, first.chat))
  if (!(first && group)) return { fromId: 0n, toId: 0n, fresh: [], spikes: [] }
  const fromId = group.seenId
  const newest = lines.at(-1)?.id ?? fromId
  const weighed = lines
    .filter(isSpoken)
    .flatMap(kept => weighGroupLine(memory, { group, kept, ...given }) ?? [])
  // Several of one look are one: the latest of the category that came last.
  const spikes = new Map(weighed.flatMap(({ spike }) => (spike ? [[spike.category, spike] as const] : [])))
  return {
    group,
    fromId,
    toId: newest > fromId ? newest : fromId,
    fresh: weighed.map(({ tallied }) => tallied),
    spikes: [...spikes.values()].slice(-1),
  }
}

interface Weighed {
  tallied: TalliedLine
  spike: PlaceSpike | undefined
}

interface GroupLine extends Omit<ChatLines, 'lines'> {
  group: RememberedGroup
  kept: KeptLine
}

/** One line of a group; undefined where it was looked at before. */
function weighGroupLine(memory: PlaceMemory, { group, kept, policy, judge }: GroupLine): Weighed | undefined {
  const line = takeLine(group, toLine(judge, kept))
  if (!line || kept.id <= group.seenId) return undefined
  const communityId = kept.communityId ?? group.communityId
  const building = kept.building ?? group.building
  const looked = { line, kept, policy, communityId, building }
  const spike = mayAlert(line, kept)
    ? (findGroupSpike(group, looked) ?? findPlaceSpike(memory, looked))
    : undefined
  return { tallied: { line, groupId: group.id, communityId, building, sentiment: kept.sentiment }, spike }
}

/** Adds a line to the group's window, weighed; undefined where it stands there already. */
function takeLine(group: RememberedGroup, spoken: ReturnType<typeof toLine>): WatchedLine | undefined {
  if (group.window.some(({ id }) => id === spoken.id)) return undefined
  group.window = addLine(group.window, spoken)
  return group.window.at(-1)
}

const toLine = (judge: LineJudge, kept: KeptLine) => ({
  id: String(kept.id),
  atMs: kept.sentAt.getTime(),
  person: `${kept.channel}:${kept.sender}`,
  conversationId: kept.conversationId,
  chat: kept.chat,
  text: kept.text,
  isPrivate: kept.chatKind === 'private',
  judgement: judge(kept.text),
})

/** A resident's private talk: its own mood, and a voice of its building and community. */
export function weighTalk(memory: PlaceMemory, { lines, policy, judge }: ChatLines): Seen {
  const [first] = lines
  if (!first) return { fromId: 0n, toId: 0n, fresh: [], spikes: [] }
  const key = chatKey(first.channel, first.chat)
  const known = memory.talkSeen.get(key) ?? memory.talksFrom
  const newest = lines.at(-1)?.id ?? 0n
  const said = lines.filter(isSpoken).flatMap(kept => addLine([], toLine(judge, kept)))
  const isFresh = ({ id }: KeptLine) => (known === undefined ? id === newest : id > known)
  const weighed = lines
    .filter(kept => isSpoken(kept) && isFresh(kept))
    .flatMap(kept => {
      const line = said.find(({ id }) => id === String(kept.id))
      return line ? [weighTalkLine(memory, { line, kept, policy })] : []
    })
  // What was read anew after a start stands there already.
  const before = memory.talkSeen.has(key) ? (memory.talks.get(key) ?? []) : []
  const spoken = [
    ...before,
    ...said.map(({ atMs, text, judgement }): SpokenLine => ({ atMs, text, judgement })),
  ]
  const upset = findUpset(lines, { spoken, said, isFresh })
  return {
    talk: { key, until: newest, spoken: spoken.slice(-12) },
    fromId: 0n,
    toId: 0n,
    fresh: weighed.map(({ tallied }) => tallied),
    spikes: weighed.flatMap(({ spike }) => spike ?? []).slice(-1),
    ...(upset ? { upset } : {}),
  }
}

function weighTalkLine(
  memory: PlaceMemory,
  { line, kept, policy }: { line: WatchedLine; kept: KeptLine; policy: AlertPolicy },
): Weighed {
  const { communityId, building, sentiment } = kept
  const voice = { ...line, weight: weighPrivateLine(line) }
  const spike = mayAlert(voice, kept)
    ? findPlaceSpike(memory, { line: voice, kept, policy, communityId, building })
    : undefined
  return { tallied: { line: voice, groupId: null, communityId, building, sentiment }, spike }
}

interface Spoken {
  /** All lines of the talk that are remembered, the new ones last. */
  spoken: readonly SpokenLine[]
  said: readonly WatchedLine[]
  isFresh(line: KeptLine): boolean
}

const gravity = { anger: 1, threat: 2, despair: 3 }

/** Whether one of the new lines shows that a person must look; of several lines of one look the gravest counts. */
function findUpset(lines: readonly KeptLine[], { spoken, said, isFresh }: Spoken): UpsetResident | undefined {
  const spokenLines = lines.filter(isSpoken)
  const found = spokenLines.flatMap((line, index) => {
    if (!isFresh(line) || line.state === 'old') return []
    const upTo = spoken.length - spokenLines.length + index + 1
    const upset = judgeConversation(spoken.slice(0, upTo))
    return upset ? [{ line, upset, index }] : []
  })
  const [worst] = found.toSorted((a, b) => gravity[b.upset] - gravity[a.upset] || b.index - a.index)
  if (!worst) return undefined
  const { conversationId, channel, chat, communityId, building, sentAt: at } = worst.line
  const evidence = said.slice(Math.max(0, worst.index - 3), worst.index + 1).map(toEvidence)
  return { upset: worst.upset, conversationId, channel, chat, communityId, building, at, evidence }
}
