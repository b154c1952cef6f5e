import { useCallback, useEffect, useState } from 'react'
import type { ConversationView } from '../../../../src/desk/contract.ts'
import { get, query } from '../../api/call.ts'
import { followLive } from '../../api/live.ts'
import { type Loaded, useLoad } from '../../api/use-load.ts'
import { type Me, useSession } from '../../session.ts'

export const filters = ['waiting', 'mine', 'unassigned', 'all'] as const
export type Filter = (typeof filters)[number]

export interface Choice {
  filter: Filter
  community: string
  search: string
}

interface Page {
  items: ConversationView[]
  next: string | null
}

export interface InboxState {
  choice: Choice
  choose(change: Partial<Choice>): void
  loaded: Loaded<Page>
  items: ConversationView[]
  loadMore(): Promise<void>
}

const pageSize = 50

function ask(choice: Choice, cursor?: string): Promise<Page> {
  const byFilter = {
    waiting: { mode: 'waiting' },
    mine: { assignee: 'me' },
    unassigned: { assignee: 'none' },
    all: {},
  }[choice.filter]
  const { community, search } = choice
  return get<Page>(`conversations${query({ ...byFilter, community, search, cursor, limit: pageSize })}`)
}

function matches(item: ConversationView, choice: Choice, me: Me): boolean {
  if (choice.community && item.communityId !== choice.community) return false
  if (choice.search && !item.name.includes(choice.search)) return false
  if (choice.filter === 'waiting') return item.mode === 'waiting'
  if (choice.filter === 'mine') return item.assignee === me.id
  return choice.filter === 'all' || item.assignee === null
}

/** The newest message first; waiting talks the longest waiting first. */
function sort(items: ConversationView[], filter: Filter): ConversationView[] {
  const key = (item: ConversationView) =>
    filter === 'waiting' ? (item.handover?.requestedAt ?? '') : (item.lastInboundAt ?? '')
  const sorted = [...items].sort((a, b) => key(a).localeCompare(key(b)))
  return filter === 'waiting' ? sorted : sorted.reverse()
}

/** The list of the inbox, kept up to date by what the service tells. */
export function useConversations(): InboxState {
  const { me } = useSession()
  const [choice, setChoice] = useState<Choice>({
    filter: me.role === 'observer' ? 'all' : 'waiting',
    community: '',
    search: '',
  })
  const loaded = useLoad<Page>(JSON.stringify(choice), () => ask(choice))
  const { set } = loaded
  useEffect(
    () =>
      followLive(event => {
        if (event.kind !== 'conversation') return
        const { conversation } = event
        set(page => {
          if (!page) return page
          const others = page.items.filter(item => item.id !== conversation.id)
          return { ...page, items: matches(conversation, choice, me) ? [conversation, ...others] : others }
        })
      }),
    [set, choice, me],
  )
  const choose = useCallback((change: Partial<Choice>) => setChoice(before => ({ ...before, ...change })), [])
  const loadMore = async () => {
    const { data } = loaded
    if (!data?.next) return
    const page = await ask(choice, data.next)
    set(before => ({ items: [...(before?.items ?? []), ...page.items], next: page.next }))
  }
  return { choice, choose, loaded, items: sort(loaded.data?.items ?? [], choice.filter), loadMore }
}
