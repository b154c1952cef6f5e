import { App, Button, Popconfirm, Space, Table, Tag } from 'antd'
import { useState } from 'react'
import type { ActivityDetailView, ActivityPersonView } from '../../../../src/desk/contract.ts'
import { get, part, post } from '../../api/call.ts'
import { type Loaded, useLoad } from '../../api/use-load.ts'
import { describeError, Load } from '../../parts/load-state.tsx'
import { describeInstant } from '../../parts/time.ts'
import { goTo } from '../../route.ts'
import { may, useSession } from '../../session.ts'
import { say, type TextKey } from '../../texts/say.ts'
import { ActivityForm } from './activity-form.tsx'
import { describePeople } from './describe-activity.ts'
import { OwnerQuestions } from './owner-questions.tsx'

/** One activity: who signed up, who waits, who came and how it was; or an owners' day with its questions. */
export function Activity({ id }: { id: string }) {
  const found = useLoad<ActivityDetailView>(`activity-${id}`, () => get(`activities/${part(id)}`))
  return (
    <div className="page-body">
      <Load from={found}>{detail => <Shown detail={detail} found={found} />}</Load>
    </div>
  )
}

interface ShownProps {
  detail: ActivityDetailView
  found: Loaded<ActivityDetailView>
}

function Shown({ detail, found }: ShownProps) {
  const { activity } = detail
  const isActivity = activity.kind === 'activity'
  const { counts } = activity
  return (
    <>
      <header className="page-head">
        <h2>
          {activity.title}{' '}
          <Tag color={activity.state === 'open' ? 'green' : 'default'}>
            {say(`actState_${activity.state}` as TextKey)}
          </Tag>
        </h2>
        <Button onClick={() => goTo('activities', activity.kind)}>{say('back')}</Button>
      </header>
      <p className="kept-lines">{activity.text}</p>
      <p>
        {say(isActivity ? 'actStarts' : 'actAskFrom')} {describeInstant(activity.startsAt)} ·{' '}
        {say(isActivity ? 'actCloses' : 'actAskUntil')} {describeInstant(activity.closesAt)}
        {activity.place && ` · ${activity.place}`}
        {isActivity && ` · ${say('actTaken')} ${describePeople(activity)}`}
        {counts.average !== null &&
          ` · ${say('actScores', { average: counts.average.toFixed(1), count: counts.ratings })}`}
      </p>
      <Steps detail={detail} reload={found.reload} />
      {isActivity ? (
        <People detail={detail} reload={found.reload} />
      ) : (
        <OwnerQuestions detail={detail} reload={found.reload} />
      )}
    </>
  )
}

interface PartProps {
  detail: ActivityDetailView
  reload: () => void
}

function Steps({ detail: { activity }, reload }: PartProps) {
  const { message } = App.useApp()
  const { me } = useSession()
  const [isEditing, setEditing] = useState(false)
  const take = async (path: string) => {
    try {
      return await post<{ broadcastId?: string }>(`activities/${part(activity.id)}/${path}`)
    } catch (error) {
      void message.error(describeError(error))
      return undefined
    } finally {
      reload()
    }
  }
  const announce = async () => {
    const made = await take('announce')
    if (!made?.broadcastId) return
    void message.success(say('actAnnounced'))
    goTo('notices', made.broadcastId)
  }
  const isResult = activity.kind === 'owner-day' && new Date(activity.closesAt) <= new Date()
  const leads = may.lead(me) && activity.state === 'open'
  return (
    <Space wrap className="notice-steps activity-steps">
      {activity.state !== 'cancelled' && (
        <Button type="primary" onClick={announce}>
          {say(isResult ? 'actPublish' : 'actAnnounce')}
        </Button>
      )}
      {leads && <Button onClick={() => setEditing(true)}>{say('actEdit')}</Button>}
      {leads && (
        <Popconfirm
          title={say('actCancelSure')}
          okText={say('actCancel')}
          cancelText={say('back')}
          onConfirm={() => take('cancel')}
        >
          <Button danger>{say('actCancel')}</Button>
        </Popconfirm>
      )}
      {isEditing && (
        <ActivityForm
          kind={activity.kind as 'activity'}
          known={activity}
          close={() => {
            setEditing(false)
            reload()
          }}
        />
      )}
    </Space>
  )
}

const stateNames: Record<string, TextKey> = {
  in: 'actIn',
  waiting: 'actWaiting',
  attended: 'actAttended',
  cancelled: 'actLeft',
}

function People({ detail: { activity, people }, reload }: PartProps) {
  const { message } = App.useApp()
  const act = async (person: ActivityPersonView, step: 'check-in' | 'leave') => {
    try {
      await post(`activities/${part(activity.id)}/people/${part(person.contactId)}/${step}`)
    } catch (error) {
      void message.error(describeError(error))
    }
    reload()
  }
  if (people.length === 0) return <p className="quiet">{say('actNobody')}</p>
  return (
    <Table
      rowKey="contactId"
      size="small"
      dataSource={people}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: '#', render: (_value, _row, at) => at + 1 },
        {
          title: say('name'),
          render: (_value, row) => <a href={`#/inbox/${row.conversationId}`}>{row.name || say('visitor')}</a>,
        },
        { title: say('household'), render: (_value, row) => row.household },
        { title: say('phone'), render: (_value, row) => row.phone },
        {
          title: '',
          render: (_value, row) => (
            <Tag color={row.state === 'attended' ? 'green' : row.state === 'in' ? 'blue' : 'default'}>
              {say(stateNames[row.state] ?? 'actIn')}
            </Tag>
          ),
        },
        { title: say('actScore'), render: (_value, row) => row.score },
        { title: '', render: (_value, row) => <PersonSteps person={row} act={step => act(row, step)} /> },
      ]}
    />
  )
}

function PersonSteps({
  person,
  act,
}: {
  person: ActivityPersonView
  act: (step: 'check-in' | 'leave') => void
}) {
  return (
    <Space>
      {person.state === 'in' && (
        <Button size="small" onClick={() => act('check-in')}>
          {say('actCheckIn')}
        </Button>
      )}
      {(person.state === 'in' || person.state === 'waiting') && (
        <Button size="small" onClick={() => act('leave')}>
          {say('actTakeOut')}
        </Button>
      )}
    </Space>
  )
}
