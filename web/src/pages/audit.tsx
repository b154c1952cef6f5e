import { Button, Table, Tag } from 'antd'
import { useState } from 'react'
import type { AuditEntryView } from '../../../src/desk/contract.ts'
import { get, query } from '../api/call.ts'
import { useLoad } from '../api/use-load.ts'
import { Load } from '../parts/load-state.tsx'
import { describeInstant } from '../parts/time.ts'
import { say } from '../texts/say.ts'
import { nameOf } from '../texts/words.ts'

interface Page {
  items: AuditEntryView[]
  next: string | null
}
const firstBad = 400

/** Who saw and did what, newest first. */
export function Audit() {
  const entries = useLoad<Page>('audit', () => get(`audit${query({ limit: 100 })}`))
  const [more, setMore] = useState<Page>()
  const loadMore = async () => {
    const page = await get<Page>(
      `audit${query({ limit: 100, cursor: (more ?? entries.data)?.next ?? undefined })}`,
    )
    setMore({ items: [...(more?.items ?? []), ...page.items], next: page.next })
  }
  return (
    <div className="page-body">
      <header className="page-head">
        <h2>{say('audit')}</h2>
        <Button onClick={entries.reload}>{say('refresh')}</Button>
      </header>
      <Load from={entries} isEmpty={({ items }) => items.length === 0} empty={say('noEntries')}>
        {page => (
          <>
            <AuditTable items={[...page.items, ...(more?.items ?? [])]} />
            {(more ?? page).next && (
              <Button type="link" block onClick={loadMore}>
                {say('moreRows')}
              </Button>
            )}
          </>
        )}
      </Load>
    </div>
  )
}

function AuditTable({ items }: { items: AuditEntryView[] }) {
  return (
    <Table
      rowKey="id"
      size="small"
      dataSource={items}
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: say('at'), render: (_value, row) => describeInstant(row.at) },
        { title: say('by'), dataIndex: 'name' },
        { title: say('role'), render: (_value, row) => nameOf(row.role) },
        { title: say('did'), render: (_value, row) => <code>{row.action}</code> },
        { title: say('target'), dataIndex: 'target' },
        {
          title: say('result'),
          render: (_value, row) => <Tag color={row.status < firstBad ? 'green' : 'red'}>{row.status}</Tag>,
        },
      ]}
    />
  )
}
