import { Button, Tag, Tooltip } from 'antd'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { MessageView } from '../../../../src/desk/contract.ts'
import { get, part, query } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { Load } from '../../parts/load-state.tsx'
import { MoodDot } from '../../parts/tags.tsx'
import { describeInstant } from '../../parts/time.ts'
import { say } from '../../texts/say.ts'
import { nameOf } from '../../texts/words.ts'
import { Attachment } from './attachment.tsx'

interface Page {
  items: MessageView[]
  next: string | null
}

const pageSize = 50
/** While something is on its way, its state is asked for again. */
const stateEveryMs = 1_500
const onTheWay = new Set(['pending', 'sending'])

function ask(id: string, cursor?: string): Promise<Page> {
  return get(`conversations/${part(id)}/messages${query({ order: 'newest', limit: pageSize, cursor })}`)
}

export function Messages({ id }: { id: string }) {
  const newest = useLoad<Page>(
    id,
    () => ask(id),
    event => event.kind === 'conversation' && event.conversation.id === id,
  )
  const [older, setOlder] = useState<{ items: MessageView[]; next: string | null }>()
  const { reload } = newest
  const isWaiting = newest.data?.items.some(
    item => onTheWay.has(item.delivery ?? '') || item.attachments.some(file => file.state === 'pending'),
  )
  useEffect(() => {
    if (!isWaiting) return undefined
    const timer = setInterval(reload, stateEveryMs)
    return () => clearInterval(timer)
  }, [isWaiting, reload])
  const loadOlder = async () => {
    const cursor = older ? older.next : newest.data?.next
    if (!cursor) return
    const page = await ask(id, cursor)
    setOlder(before => ({ items: [...(before?.items ?? []), ...page.items], next: page.next }))
  }
  return (
    <Scroller lastId={newest.data?.items[0]?.id}>
      <Load from={newest} isEmpty={page => page.items.length === 0} empty={say('noMessages')}>
        {page => {
          const known = new Set(page.items.map(item => item.id))
          const earlier = (older?.items ?? []).filter(item => !known.has(item.id))
          const all = [...page.items, ...earlier].reverse()
          return (
            <>
              {(older ? older.next : page.next) && (
                <Button type="link" block onClick={loadOlder}>
                  {say('earlier')}
                </Button>
              )}
              {all.map(item => (
                <Message key={item.id} item={item} />
              ))}
            </>
          )
        }}
      </Load>
    </Scroller>
  )
}

/** Follows the end of the talk, unless someone reads further up. */
function Scroller({ lastId, children }: { lastId: string | undefined; children: React.ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  useLayoutEffect(() => {
    if (lastId !== undefined && box.current && isAtEnd.current)
      box.current.scrollTop = box.current.scrollHeight
  }, [lastId])
  const look = () => {
    const { current } = box
    if (current) isAtEnd.current = current.scrollHeight - current.scrollTop - current.clientHeight < 80
  }
  return (
    <div className="messages" ref={box} onScroll={look} role="log" aria-live="polite" tabIndex={-1}>
      {children}
    </div>
  )
}

const failed = new Set(['refused', 'failed'])

function Message({ item }: { item: MessageView }) {
  const side = item.from === 'resident' ? 'theirs' : 'ours'
  return (
    <div className={`message ${side} from-${item.from}${item.delivery === 'draft' ? ' is-draft' : ''}`}>
      <div className="message-meta">
        {item.from === 'bot' && <span>{say('autoReply')}</span>}
        {item.from === 'note' && <span>{say('internal')}</span>}
        {item.delivery === 'draft' && <Tag>{say('draft')}</Tag>}
        <MoodDot emotion={item.emotion} />
        {item.angryAtService && <Tag color="red">{say('angryAtService')}</Tag>}
        <time dateTime={item.at}>{describeInstant(item.at)}</time>
        {item.edited && <span>{say('edited')}</span>}
      </div>
      {item.text && <div className="bubble">{item.text.replaceAll('**', '')}</div>}
      {item.attachments.map(file => (
        <Attachment key={file.id} file={file} />
      ))}
      <Foot item={item} />
    </div>
  )
}

function Foot({ item }: { item: MessageView }) {
  const isFailed = failed.has(item.delivery ?? '')
  if (item.citations.length === 0 && !item.delivery) return null
  return (
    <div className="message-foot">
      {item.citations.map(({ document, clause, passageId }) => (
        <Tooltip key={passageId} title={say('citation')}>
          <Tag>{`《${document}》${clause}`}</Tag>
        </Tooltip>
      ))}
      {item.delivery && item.delivery !== 'sent' && (
        <small className={isFailed ? 'bad' : 'quiet'}>{nameOf(item.delivery)}</small>
      )}
    </div>
  )
}
