import { App, Button, Segmented, Table, Tag } from 'antd'
import { useState } from 'react'
import type { StaffNoticeView } from '../../../src/desk/contract.ts'
import { get, part, post, query } from '../api/call.ts'
import { useLoad } from '../api/use-load.ts'
import { describeError, Load } from '../parts/load-state.tsx'
import { describeInstant } from '../parts/time.ts'
import { goTo } from '../route.ts'
import { say } from '../texts/say.ts'

interface Page {
  items: StaffNoticeView[]
}
const views = ['toCall', 'toAnswer', 'allReminders'] as const
type View = (typeof views)[number]

const filters: Record<View, Record<string, string | number>> = {
  toCall: { kind: 'to-call', open: 'true', limit: 200 },
  toAnswer: { open: 'true', limit: 200 },
  allReminders: { limit: 200 },
}
const colours: Record<string, string> = { urgent: 'red', warning: 'orange' }

/** Whom to call, what waits for an answer, and all that staff were told. */
export function Reminders() {
  const [view, setView] = useState<View>('toCall')
  const notices = useLoad<Page>(
    view,
    () => get(`staff-notices${query(filters[view])}`),
    ({ kind }) => kind === 'notice' || kind === 'reconnected',
  )
  return (
    <div className="page-body">
      <header className="page-head">
        <h2>{say('todo')}</h2>
        <Segmented<View>
          value={view}
          onChange={setView}
          options={views.map(value => ({ value, label: say(value) }))}
        />
      </header>
      <Load from={notices} isEmpty={({ items }) => items.length === 0} empty={say('noReminders')}>
        {({ items }) => <ReminderTable items={items} changed={notices.reload} />}
      </Load>
    </div>
  )
}

function ReminderTable({ items, changed }: { items: StaffNoticeView[]; changed: () => void }) {
  return (
    <Table
      rowKey="id"
      size="small"
      dataSource={items}
      pagination={false}
      columns={[
        { title: say('at'), width: 130, render: (_value, row) => describeInstant(row.at) },
        {
          title: say('reminder'),
          render: (_value, row) => (
            <span style={{ whiteSpace: 'pre-line' }}>
              {colours[row.level] && <Tag color={colours[row.level] ?? ''}>{say(row.level as 'urgent')}</Tag>}
              {row.text}
            </span>
          ),
        },
        { title: say('toWhom'), width: 110, render: (_value, row) => row.to ?? say('onDutyAll') },
        { title: '', width: 170, render: (_value, row) => <Answer notice={row} changed={changed} /> },
      ]}
    />
  )
}

function Answer({ notice, changed }: { notice: StaffNoticeView; changed: () => void }) {
  const { message } = App.useApp()
  const [isBusy, setBusy] = useState(false)
  const { ticketNumber } = notice
  const acknowledge = async () => {
    setBusy(true)
    try {
      await post(`staff-notices/${part(notice.id)}/ack`, {})
      changed()
    } catch (error) {
      void message.error(describeError(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      {ticketNumber && (
        <Button size="small" type="link" onClick={() => goTo('tickets', ticketNumber)}>
          {ticketNumber}
        </Button>
      )}
      {notice.needsAck && notice.acknowledgedAt === null && (
        <Button size="small" type="primary" loading={isBusy} onClick={acknowledge}>
          {say(notice.kind === 'to-call' ? 'called' : 'acknowledge')}
        </Button>
      )}
      {notice.acknowledgedBy && <span>✓ {notice.acknowledgedBy}</span>}
    </>
  )
}
