import { Button, Progress, Table } from 'antd'
import type { BroadcastView } from '../../../../src/desk/contract.ts'
import { get } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { Load } from '../../parts/load-state.tsx'
import { describeInstant } from '../../parts/time.ts'
import { goTo, useRoute } from '../../route.ts'
import { say, type TextKey } from '../../texts/say.ts'
import { Compose } from './compose.tsx'
import { Notice } from './notice.tsx'
import { percentOf, StateTag } from './notice-state.tsx'
import { Poster } from './poster.tsx'

/** Notices: the list, one of them, the form to write one, its poster. */
export function Notices() {
  const [, id, view] = useRoute()
  if (id === 'new') return <Compose />
  if (id && view === 'edit') return <Compose id={id} />
  if (id && view === 'poster') return <Poster id={id} />
  return id ? <Notice id={id} /> : <NoticeList />
}

function NoticeList() {
  const notices = useLoad<{ items: BroadcastView[] }>('broadcasts', () => get('broadcasts?limit=100'))
  return (
    <div className="page-body">
      <header className="page-head">
        <h2>{say('notices')}</h2>
        <Button type="primary" onClick={() => goTo('notices', 'new')}>
          {say('newNotice')}
        </Button>
      </header>
      <Load from={notices} isEmpty={({ items }) => items.length === 0} empty={say('noNotices')}>
        {({ items }) => (
          <Table
            rowKey="id"
            size="small"
            dataSource={items}
            pagination={{ pageSize: 20, hideOnSinglePage: true }}
            scroll={{ x: 'max-content' }}
            columns={[
              {
                title: say('noticeTitle'),
                render: (_value, row) => <a href={`#/notices/${row.id}`}>{row.title}</a>,
              },
              { title: say('noticeKind'), render: (_value, row) => say(`kind_${row.kind}` as TextKey) },
              { title: '', render: (_value, row) => <StateTag state={row.state} /> },
              {
                title: say('sentCount'),
                render: (_value, row) =>
                  row.startedAt && <Progress percent={percentOf(row)} size="small" className="notice-bar" />,
              },
              {
                title: '',
                render: (_value, row) => describeInstant(row.startedAt ?? row.startAt ?? row.updatedAt),
              },
            ]}
          />
        )}
      </Load>
    </div>
  )
}
