import { Table, type TableColumnsType } from 'antd'
import type { TicketView } from '../../../../src/desk/contract.ts'
import { PriorityTag, StatusTag } from '../../parts/tags.tsx'
import { describeInstant } from '../../parts/time.ts'
import { goTo } from '../../route.ts'
import { say } from '../../texts/say.ts'
import { nameOf } from '../../texts/words.ts'
import { Clock } from './board.tsx'
import { byDeadline, dueOf } from './stages.ts'

const pageSize = 25

/** All tickets in rows, the most pressing first. */
export function TicketTable({ tickets }: { tickets: TicketView[] }) {
  const columns: TableColumnsType<TicketView> = [
    {
      title: say('tickets'),
      dataIndex: 'number',
      render: number => <a href={`#/tickets/${number}`}>{number}</a>,
    },
    { title: say('status'), render: (_value, row) => <StatusTag status={row.status} /> },
    { title: '', render: (_value, row) => <Clock ticket={row} dueAt={dueOf(row)} /> },
    {
      title: say('category'),
      render: (_value, row) => (
        <>
          {nameOf(row.category)} <PriorityTag priority={row.priority} />
        </>
      ),
    },
    { title: say('location'), render: (_value, row) => row.household ?? row.location },
    { title: say('description'), render: (_value, row) => <div className="clipped">{row.description}</div> },
    { title: say('assignee'), render: (_value, row) => row.assignee ?? say('unassignedTicket') },
    { title: say('at'), render: (_value, row) => describeInstant(row.createdAt) },
  ]
  return (
    <Table
      rowKey="number"
      size="small"
      columns={columns}
      dataSource={[...tickets].sort(byDeadline)}
      pagination={{ pageSize, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      onRow={row => ({ onDoubleClick: () => goTo('tickets', row.number) })}
    />
  )
}
