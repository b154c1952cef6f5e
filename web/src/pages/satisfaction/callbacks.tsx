import { Select, Table } from 'antd'
import { useState } from 'react'
import type { CallbackView } from '../../../../src/desk/contract.ts'
import { get, query } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { Load } from '../../parts/load-state.tsx'
import { describeInstant } from '../../parts/time.ts'
import { say } from '../../texts/say.ts'
import { nameOf } from '../../texts/words.ts'
import { describeReason, describeState, describeWay } from './describe-callback.ts'

const states = [
  'scheduled',
  'waiting',
  'listed',
  'asked',
  'answered',
  'unanswered',
  'skipped',
  'cancelled',
  'opted-out',
] as const

/** All callbacks, newest first: in which state each is, by which way it goes, and why. */
export function Callbacks() {
  const [status, setStatus] = useState<string>()
  const list = useLoad<{ items: CallbackView[] }>(`callbacks ${status ?? ''}`, () =>
    get(`callbacks${query({ status })}`),
  )
  return (
    <>
      <Select
        allowClear
        className="gap-below state-choice"
        aria-label={say('status')}
        placeholder={say('allStates')}
        value={status}
        onChange={setStatus}
        options={states.map(value => ({ value, label: describeState(value) }))}
      />
      <Load from={list} isEmpty={({ items }) => items.length === 0} empty={say('noCallbacks')}>
        {({ items }) => (
          <Table
            rowKey="id"
            size="small"
            dataSource={items}
            pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
            scroll={{ x: 'max-content' }}
            columns={[
              { title: say('callbackAbout'), render: (_value, row) => <About callback={row} /> },
              { title: say('name'), dataIndex: 'name' },
              { title: say('status'), render: (_value, row) => describeState(row.status) },
              { title: say('dueAt'), render: (_value, row) => describeInstant(row.dueAt) },
              { title: say('way'), render: (_value, row) => describeWay(row.way) },
              { title: say('why'), render: (_value, row) => describeReason(row.reason) },
              { title: say('score'), render: (_value, row) => row.score ?? '' },
              {
                title: say('callWords'),
                render: (_value, row) => <div className="clipped words-cell">{row.words}</div>,
              },
            ]}
          />
        )}
      </Load>
    </>
  )
}

function About({ callback: { subject, ticketNumber, category } }: { callback: CallbackView }) {
  if (subject !== 'ticket') return say(subject === 'activity' ? 'aboutActivity' : 'aboutTalk')
  return (
    <>
      {ticketNumber && <a href={`#/tickets/${ticketNumber}`}>{ticketNumber}</a>} {nameOf(category)}
    </>
  )
}
