import { Badge, Button, Input, Segmented, Select, Tag } from 'antd'
import type { ConversationView } from '../../../../src/desk/contract.ts'
import { serviceNowMs } from '../../api/call.ts'
import { Load } from '../../parts/load-state.tsx'
import { MoodDot } from '../../parts/tags.tsx'
import { describeAgo, describeSpan, useNow } from '../../parts/time.ts'
import { useSession } from '../../session.ts'
import { say, type TextKey } from '../../texts/say.ts'
import { nameOf } from '../../texts/words.ts'
import { type Filter, filters, type InboxState } from './use-conversations.ts'

const emptyTexts: Record<Filter, TextKey> = {
  waiting: 'noWaiting',
  mine: 'noMine',
  unassigned: 'noConversations',
  all: 'noConversations',
}

export function ConversationList({ inbox, openId }: { inbox: InboxState; openId: string | undefined }) {
  const { choice, loaded, items } = inbox
  useNow()
  return (
    <section className="list" aria-label={say('inbox')}>
      <Chooser inbox={inbox} />
      <div className="list-rows">
        <Load from={loaded} isEmpty={page => page.items.length === 0} empty={say(emptyTexts[choice.filter])}>
          {page => (
            <>
              {items.map(item => (
                <Row key={item.id} item={item} isOpen={item.id === openId} />
              ))}
              {page.next && (
                <Button type="link" block onClick={inbox.loadMore}>
                  {say('moreRows')}
                </Button>
              )}
            </>
          )}
        </Load>
      </div>
    </section>
  )
}

function Chooser({ inbox: { choice, choose, items } }: { inbox: InboxState }) {
  const { communities } = useSession()
  const label = (filter: Filter) =>
    filter === 'waiting' && choice.filter === 'waiting' && items.length > 0 ? (
      <Badge count={items.length} size="small" offset={[8, 0]}>
        {say(filter)}
      </Badge>
    ) : (
      say(filter)
    )
  return (
    <div className="chooser">
      <Segmented<Filter>
        block
        value={choice.filter}
        onChange={filter => choose({ filter })}
        options={filters.map(filter => ({ value: filter, label: label(filter) }))}
      />
      <div className="chooser-row">
        <Input.Search
          allowClear
          placeholder={say('searchName')}
          aria-label={say('searchName')}
          maxLength={60}
          onSearch={search => choose({ search: search.trim() })}
        />
        {communities.length > 1 && (
          <Select
            value={choice.community}
            aria-label={say('community')}
            onChange={community => choose({ community })}
            options={[
              { value: '', label: say('allCommunities') },
              ...communities.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
      </div>
    </div>
  )
}

function Row({ item, isOpen }: { item: ConversationView; isOpen: boolean }) {
  return (
    <a
      href={`#/inbox/${encodeURIComponent(item.id)}`}
      className={isOpen ? 'row here' : 'row'}
      aria-current={isOpen ? 'true' : undefined}
    >
      <div className="row-head">
        <MoodDot emotion={item.emotion} />
        <strong className="row-name">{item.name || say('visitor')}</strong>
        <small className="quiet">{item.lastInboundAt ? describeAgo(item.lastInboundAt) : ''}</small>
      </div>
      <div className="row-text">{item.lastText || '…'}</div>
      <div className="row-foot">
        <ModeTag item={item} />
        <small className="quiet">
          {[item.household ?? say('unbound'), nameOf(item.channel)].join(' · ')}
          {item.chatKind === 'group' ? ` · ${say('group')}` : ''}
        </small>
      </div>
    </a>
  )
}

/** Who has the talk, and how long it has waited. */
export function ModeTag({ item }: { item: ConversationView }) {
  if (item.mode === 'human') {
    const who = item.assigneeName
    return <Tag color="blue">{who ? say('withName', { name: who }) : say('human')}</Tag>
  }
  if (item.mode !== 'waiting') return <Tag>{say('bot')}</Tag>
  const since = item.handover?.requestedAt
  const waited = since ? serviceNowMs() - Date.parse(since) : undefined
  return (
    <Tag color="orange">
      {waited === undefined ? say('waiting') : say('waitingSince', { time: describeSpan(waited) })}
    </Tag>
  )
}
