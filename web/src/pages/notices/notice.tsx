import { Button, Card, List, Progress, Space, Statistic, Tabs } from 'antd'
import { useEffect } from 'react'
import type {
  BroadcastPreview,
  BroadcastRecipientView,
  BroadcastReplyView,
  BroadcastView,
} from '../../../../src/desk/contract.ts'
import { get, part, post } from '../../api/call.ts'
import { type Loaded, useLoad } from '../../api/use-load.ts'
import { Load } from '../../parts/load-state.tsx'
import { describeInstant, describeSpan } from '../../parts/time.ts'
import { goTo } from '../../route.ts'
import { say, type TextKey } from '../../texts/say.ts'
import { percentOf, StateTag } from './notice-state.tsx'
import { NoticeSteps } from './notice-steps.tsx'

const watchMs = 1_000
/** Receipts and answers come for days. */
const laterMs = 10_000

/** One notice: what it says and to whom, its steps, how far it is, who did not get it, what came back. */
export function Notice({ id }: { id: string }) {
  const notice = useLoad<BroadcastView>(`broadcast-${id}`, () => get(`broadcasts/${part(id)}`))
  const isMoving = ['sending', 'scheduled'].includes(notice.data?.state ?? '')
  const { reload } = notice
  useEffect(() => {
    const timer = setInterval(reload, isMoving ? watchMs : laterMs)
    return () => clearInterval(timer)
  }, [isMoving, reload])
  return (
    <div className="page-body">
      <Load from={notice}>{shown => <Shown notice={shown} reload={reload} />}</Load>
    </div>
  )
}

function Shown({ notice, reload }: { notice: BroadcastView; reload: () => void }) {
  const isBegun = notice.startedAt !== null
  return (
    <>
      <header className="page-head">
        <h2>
          {notice.title} <StateTag state={notice.state} />
        </h2>
        <Space wrap>
          <Button onClick={() => goTo('notices', notice.id, 'poster')}>{say('poster')}</Button>
          <Button onClick={() => goTo('notices')}>{say('back')}</Button>
        </Space>
      </header>
      {notice.startAt && notice.state === 'scheduled' && <p>{describeInstant(notice.startAt)}</p>}
      <NoticeSteps notice={notice} reload={reload} />
      {isBegun ? <Sent notice={notice} /> : <Before notice={notice} />}
    </>
  )
}

/** What it would do. */
function Before({ notice }: { notice: BroadcastView }) {
  const preview = useLoad<BroadcastPreview>(`preview-${notice.id}-${notice.version}`, () =>
    post(`broadcasts/${part(notice.id)}/preview`),
  )
  return (
    <Load from={preview}>
      {shown => (
        <Card size="small" title={say('preview')} className="notice-card">
          <p>
            <strong>{say('reachable', { count: shown.count.reachable })}</strong>
            {' · '}
            {say('unreachableCount', {
              count: shown.count.households + shown.count.groups - shown.count.reachable,
            })}
            {' · '}
            {say('takesSeconds', { time: describeSpan(shown.seconds * 1_000) })}
          </p>
          {shown.problems.length > 0 && (
            <div className="notice-problems">
              <strong>{say('problems')}</strong>
              {shown.problems.map(problem => (
                <p key={problem}>{problem}</p>
              ))}
            </div>
          )}
          {shown.warnings.map(warning => (
            <p key={warning} className="notice-problems">
              {say(`warn_${warning}` as TextKey)}
            </p>
          ))}
          {shown.samples.map(({ label, text }) => (
            <pre key={label} className="notice-sample">
              {text.replaceAll('**', '')}
            </pre>
          ))}
          {shown.unreached.length > 0 && (
            <>
              <h4>{say('whyNot')}</h4>
              <ul>
                {shown.unreached.slice(0, 20).map(({ label, reason }) => (
                  <li key={label}>
                    {label}：{say(`why_${reason}` as TextKey)}
                  </li>
                ))}
              </ul>
            </>
          )}
        </Card>
      )}
    </Load>
  )
}

/** How far it is. */
function Sent({ notice }: { notice: BroadcastView }) {
  const { progress } = notice
  const figures = [
    ['sentCount', progress.sent],
    ['waitingCount', progress.waiting + progress.sending],
    ...(progress.prepared > 0 ? [['preparedCount', progress.prepared] as const] : []),
    ['failedCount', progress.failed],
    ['unknownCount', progress.unknown],
    ['receiptCount', progress.receipts],
  ] as const
  return (
    <>
      <Progress percent={percentOf(notice)} status={notice.state === 'sending' ? 'active' : 'normal'} />
      <Space wrap size="large">
        {figures.map(([key, value]) => (
          <Statistic key={key} title={say(key)} value={value} />
        ))}
        <Statistic title={say('unreachableCount', { count: '' })} value={progress.unreachable} />
      </Space>
      <Tabs
        items={[
          { key: 'failures', label: say('failures'), children: <Failures notice={notice} /> },
          { key: 'replies', label: say('replies'), children: <Replies notice={notice} /> },
          { key: 'history', label: say('noticeHistory'), children: <History notice={notice} /> },
        ]}
      />
    </>
  )
}

const failed = ['failed', 'unknown', 'unreachable'] as const

function Failures({ notice }: { notice: BroadcastView }) {
  const { progress, state } = notice
  const mark = `${progress.failed}-${progress.unknown}-${progress.unreachable}-${state}`
  const found = useLoad<BroadcastRecipientView[]>(`failures-${notice.id}-${mark}`, async () => {
    const pages = await Promise.all(
      failed.map(one =>
        get<{ items: BroadcastRecipientView[] }>(
          `broadcasts/${part(notice.id)}/recipients?state=${one}&limit=200`,
        ),
      ),
    )
    return pages.flatMap(({ items }) => items)
  })
  const called = (id: string) =>
    post(`broadcasts/${part(notice.id)}/recipients/${part(id)}/called`).then(found.reload)
  return (
    <Load from={found} isEmpty={items => items.length === 0} empty={say('noFailures')}>
      {items => (
        <List
          size="small"
          pagination={{ pageSize: 20, hideOnSinglePage: true }}
          dataSource={items}
          renderItem={item => (
            <List.Item
              actions={[
                item.calledAt ? (
                  <span key="called">✓ {say('calledNote')}</span>
                ) : (
                  <Button key="call" size="small" onClick={() => called(item.id)}>
                    {say('calledNote')}
                  </Button>
                ),
              ]}
            >
              <List.Item.Meta title={`${item.label} ${item.name}`} description={describeReason(item)} />
              {item.phone}
            </List.Item>
          )}
        />
      )}
    </Load>
  )
}

const known = [
  ...['no-contact', 'blocked', 'opted-out', 'channel-off', 'other-channel', 'window-closed', 'removed'],
  ...['no-right', 'not-permitted', 'gone', 'chat-gone'],
]

function describeReason({ state, reason }: BroadcastRecipientView): string {
  if (reason && known.includes(reason)) return say(`why_${reason}` as TextKey)
  return state === 'unknown' ? say('unknownCount') : (reason ?? '')
}

function Replies({ notice }: { notice: BroadcastView }) {
  const replies: Loaded<{ items: BroadcastReplyView[] }> = useLoad(
    `replies-${notice.id}`,
    () => get(`broadcasts/${part(notice.id)}/replies`),
    ({ kind }) => kind === 'conversation',
  )
  return (
    <Load from={replies} isEmpty={({ items }) => items.length === 0} empty={say('noReplies')}>
      {({ items }) => (
        <List
          size="small"
          dataSource={items}
          renderItem={item => (
            <List.Item>
              <List.Item.Meta
                title={
                  <a href={`#/inbox/${item.conversationId}`}>
                    {item.name || say('visitor')} {item.household} · {describeInstant(item.at)}
                  </a>
                }
                description={
                  <>
                    <p>{item.text}</p>
                    {item.answer && <p className="notice-answer">{item.answer.replaceAll('**', '')}</p>}
                  </>
                }
              />
            </List.Item>
          )}
        />
      )}
    </Load>
  )
}

function History({ notice }: { notice: BroadcastView }) {
  return (
    <List
      size="small"
      dataSource={notice.events}
      renderItem={event => (
        <List.Item>
          {describeInstant(event.at)} · {say(`did_${event.action}` as TextKey)} {event.note}
        </List.Item>
      )}
    />
  )
}
