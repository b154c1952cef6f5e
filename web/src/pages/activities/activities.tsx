import { Button, Segmented, Space, Table, Tag } from 'antd'
import { useState } from 'react'
import type { ActivityView } from '../../../../src/desk/contract.ts'
import { get } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { Load } from '../../parts/load-state.tsx'
import { describeInstant } from '../../parts/time.ts'
import { goTo, useRoute } from '../../route.ts'
import { may, useSession } from '../../session.ts'
import { say, type TextKey } from '../../texts/say.ts'
import { Activity } from './activity.tsx'
import { ActivityForm } from './activity-form.tsx'
import { describePeople, describeQuestions } from './describe-activity.ts'
import { Services } from './services.tsx'

const views = ['activity', 'owner-day', 'services'] as const
type View = (typeof views)[number]
const names: Record<View, TextKey> = {
  activity: 'activities',
  'owner-day': 'actOwnerDays',
  services: 'actServices',
}

/** Activities with sign-up, owners' days, and the service menu; or one of them. */
export function Activities() {
  const [, first = ''] = useRoute()
  const isView = (views as readonly string[]).includes(first)
  if (first !== '' && !isView) return <Activity id={first} />
  return <Overview view={isView ? (first as View) : 'activity'} />
}

function Overview({ view }: { view: View }) {
  return (
    <div className="page-body">
      <header className="page-head">
        <h2>{say('activities')}</h2>
        <Segmented<View>
          value={view}
          onChange={chosen => goTo('activities', chosen)}
          options={views.map(value => ({ value, label: say(names[value]) }))}
        />
      </header>
      {view === 'services' ? <Services /> : <ActivityList key={view} kind={view} />}
    </div>
  )
}

function ActivityList({ kind }: { kind: 'activity' | 'owner-day' }) {
  const { me } = useSession()
  const [isNew, setNew] = useState(false)
  const found = useLoad<{ items: ActivityView[] }>(`activities-${kind}`, () => get(`activities?kind=${kind}`))
  const isActivity = kind === 'activity'
  return (
    <>
      {may.lead(me) && (
        <Space className="page-actions">
          <Button type="primary" onClick={() => setNew(true)}>
            {say(isActivity ? 'actNew' : 'actNewDay')}
          </Button>
        </Space>
      )}
      <Load
        from={found}
        isEmpty={({ items }) => items.length === 0}
        empty={say(isActivity ? 'actNone' : 'actNoDays')}
      >
        {({ items }) => <ActivityTable items={items} isActivity={isActivity} />}
      </Load>
      {isNew && <ActivityForm kind={kind} close={() => setNew(false)} />}
    </>
  )
}

function ActivityTable({ items, isActivity }: { items: ActivityView[]; isActivity: boolean }) {
  return (
    <Table
      rowKey="id"
      size="small"
      dataSource={items}
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: say('noticeTitle'),
          render: (_value, row) => <a href={`#/activities/${row.id}`}>{row.title}</a>,
        },
        {
          title: '',
          render: (_value, row) => (
            <Tag color={row.state === 'open' ? 'green' : 'default'}>
              {say(`actState_${row.state}` as TextKey)}
            </Tag>
          ),
        },
        { title: say('actWhen'), render: (_value, row) => describeInstant(row.startsAt) },
        {
          title: say(isActivity ? 'actTaken' : 'actQuestion'),
          render: (_value, row) => (isActivity ? describePeople(row) : describeQuestions(row)),
        },
      ]}
    />
  )
}
