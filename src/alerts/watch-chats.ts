import type { Work } from '../storage/work.ts'
import { isLive, placeKinds } from './alert-life.ts'
import type { AlertPolicy } from './alert-policy.ts'
import { loadAlertPolicy } from './alert-policy-store.ts'
import { chatKey } from './chat-key.ts'
import { toEvidence } from './find-spikes.ts'
import { discontentFrom } from './group-window.ts'
import { learnPlaces } from './learn-places.ts'
import { addMoods, keepTalksSeen, moveSeen } from './mood-store.ts'
import type { PlaceMemory } from './place-memory.ts'
import { addEvidence, raiseGroupAlert } from './raise-alert.ts'
import { raiseConversationAlert } from './raise-conversation-alert.ts'
import { isCutOff, type KeptLine, readNewLines } from './read-new-lines.ts'
import { tallyMoods } from './tally-moods.ts'
import type { WatcherParts } from './watcher-parts.ts'
import { type Seen, weighGroup, weighTalk } from './weigh-chats.ts'

interface Chat {
  channel: string
  chat: string
}

/**
 * Looks at what is new in these chats, in one transaction; gives the chats that have still more. `isAll`: nothing else waits to be
 * looked at. Rejects with nothing kept and nothing remembered.
 */
export async function watchChats(
  parts: WatcherParts,
  memory: PlaceMemory,
  { chats, isAll }: { chats: readonly Chat[]; isAll: boolean },
): Promise<Chat[]> {
  const { database } = parts
  memory.prune(parts.clock.now().getTime())
  const position = ({ channel, chat }: Chat) => {
    const key = chatKey(channel, chat)
    return memory.groups.get(key)?.seenId ?? memory.talkSeen.get(key) ?? -1n
  }
  const lines = await readNewLines(
    database,
    chats.map(chat => ({ ...chat, seenId: position(chat) })),
  )
  const policy = await loadAlertPolicy(database.client)
  const byChat = new Map<string, KeptLine[]>()
  for (const line of lines) {
    const key = chatKey(line.channel, line.chat)
    byChat.set(key, [...(byChat.get(key) ?? []), line])
  }
  if (lines.length === 0) return []
  await learnPlaces(parts, memory, byChat)
  const { judge } = parts
  await parts.prepare?.([...byChat.values()].flat().flatMap(({ text }) => (judge.isOpen(text) ? [text] : [])))
  const seen = [...byChat.values()].map(chat =>
    chat[0]?.chatKind === 'group'
      ? weighGroup(memory, { lines: chat, policy, judge })
      : weighTalk(memory, { lines: chat, policy, judge }),
  )
  const talksUntil = isAll ? newestOf(seen, memory) : undefined
  await parts.runWork(work => keep(parts, memory, { work, seen, policy, talksUntil }))
  for (const one of seen) remember(memory, one)
  return [...byChat.values()].flatMap(chat => (isCutOff(chat.length) ? toChat(chat) : []))
}

const toChat = ([first]: readonly KeptLine[]): Chat[] =>
  first ? [{ channel: first.channel, chat: first.chat }] : []

/** Up to where private talks are looked at with this look; undefined where it held none. */
function newestOf(seen: readonly Seen[], memory: PlaceMemory): bigint | undefined {
  const ids = seen.flatMap(({ talk }) => (talk ? [talk.until] : []))
  return ids.length === 0 ? undefined : ids.reduce((most, id) => (id > most ? id : most), memory.talksUntil)
}

/** What was found is kept now: the next look begins after it. */
function remember(memory: PlaceMemory, { group, talk, toId }: Seen): void {
  if (group) group.seenId = toId
  if (!talk) return
  memory.talkSeen.set(talk.key, talk.until)
  // The talk that spoke last stands last, and goes last.
  memory.talks.delete(talk.key)
  memory.talks.set(talk.key, talk.spoken)
  if (talk.until > memory.talksUntil) memory.talksUntil = talk.until
}

interface Keeping {
  work: Work
  talksUntil: bigint | undefined
  seen: readonly Seen[]
  policy: AlertPolicy
}

async function keep(
  parts: WatcherParts,
  memory: PlaceMemory,
  { work, seen, policy, talksUntil }: Keeping,
): Promise<void> {
  await claimLines(work, seen)
  if (talksUntil !== undefined) await keepTalksSeen(work.tx, talksUntil, work.now)
  const fresh = seen.flatMap(one => one.fresh)
  await addMoods(work.tx, tallyMoods(fresh, memory.hourPeople))
  for (const one of seen) {
    for (const spike of one.spikes) await raiseGroupAlert(parts, work, { spike, policy })
    if (one.spikes.length === 0) await joinRunning(parts, work, one)
    if (one.upset) await raiseConversationAlert(parts, work, { found: one.upset, policy })
  }
}

/** The lines are this process's to look at; rejects where another was faster. */
async function claimLines({ tx }: Work, seen: readonly Seen[]): Promise<void> {
  const moves = seen.flatMap(({ group, fromId, toId }) =>
    group && fromId !== toId ? [{ id: group.id, from: fromId, to: toId }] : [],
  )
  const moved = await moveSeen(tx, moves)
  const lost = moves.find(({ id }) => !moved.has(id))
  if (lost) throw new Error(`group ${lost.id} is watched by another process just now`)
}

const joinWithinMs = 2 * 3_600_000

/** Words that come after an alert of the group belong to it, whether or not they would raise one; late ones too. */
async function joinRunning(parts: WatcherParts, work: Work, { group, fresh }: Seen): Promise<void> {
  const lines = fresh.filter(({ line }) => line.weight >= discontentFrom)
  const [first] = lines
  if (!(group && first)) return
  const alerts = await work.tx.alert.findMany({
    where: {
      groupId: group.id,
      kind: { in: [...placeKinds] },
      lastEvidenceAt: { gt: new Date(first.line.atMs - joinWithinMs) },
    },
    orderBy: { openedAt: 'desc' },
    select: { id: true, category: true, status: true, sinceAt: true },
  })
  for (const alert of alerts) {
    const own = lines.filter(
      ({ line }) =>
        line.atMs >= alert.sinceAt.getTime() - joinWithinMs &&
        (line.judgement.topic === undefined || line.judgement.topic === alert.category),
    )
    const isNewest = alert === alerts.find(other => isLive(other.status)) || alerts.length === 1
    if (own.length > 0 && isNewest) {
      await addEvidence(parts, work, { alertId: alert.id, lines: own.map(({ line }) => toEvidence(line)) })
    }
  }
}
