import { Button, Progress, Space, Table } from 'antd'
import type { BroadcastView } from '../../../../src/desk/contract.ts'
import { get } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { Load } from '../../parts/load-state.tsx'
import { describeInstant } from '../../parts/time.ts'
import { goTo, useRoute } from '../../route.ts'
import { may, useSession } from '../../session.ts'
import { say, type TextKey } from '../../texts/say.ts'
import { Compose } from './compose.tsx'
import { Notice } from './notice.tsx'
import { KilledLine, NoticeSettings } from './notice-settings.tsx'
import { percentOf, StateTag } from './notice-state.tsx'
import { Poster } from './poster.tsx'
import { Schedules } from './schedules.tsx'

/** Notices: the list, one of them, the form to write one, its poster. */
export function Notices() {
  const [, id, view] = useRoute()
  if (id === 'new') return <Compose />
  if (id === 'schedules') return <Schedules />
  if (id === 'settings') return <NoticeSettings />
  if (id && view === 'edit') return <Compose id={id} />
  if (id && view === 'poster') return <Poster id={id} />
  return id ? <Notice id={id} /> : <NoticeList />
}

function NoticeList() {
  const { me } = useSession()
  const leads = may.lead(me)
  const notices = useLoad<{ items: BroadcastView[] }>('broadcasts', () => get('broadcasts?limit=100'))
  return (
    <div className="page-body">
      <header className="page-head">
        <h2>{say('notices')}</h2>
        <Space wrap>
          {leads && <Button onClick={() => goTo('notices', 'settings')}>{say('noticeSettings')}</Button>}
          <Button onClick={() => goTo('notices', 'schedules')}>{say('schedules')}</Button>
          <Button type="primary" onClick={() => goTo('notices', 'new')}>
            {say('newNotice')}
          </Button>
        </Space>
      </header>
      {leads && <KilledLine />}
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
