import { Table } from 'antd'
import { get } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { Load } from '../../parts/load-state.tsx'
import { say } from '../../texts/say.ts'
import type { GapPage } from './gaps.tsx'

/** Documents due to be read again, and how often each clause served. */
export function Reviews() {
  const page = useLoad<GapPage>('reviews', () => get('knowledge/gaps'))
  return (
    <Load from={page}>
      {({ dueReviews, clauses }) => (
        <>
          {dueReviews.length === 0 ? (
            <p className="quiet">{say('noReviews')}</p>
          ) : (
            <Table
              rowKey="source"
              size="small"
              dataSource={dueReviews}
              pagination={false}
              scroll={{ x: 'max-content' }}
              columns={[
                { title: say('documents'), dataIndex: 'title' },
                { title: say('owner'), dataIndex: 'owner' },
                { title: say('reviewOn'), dataIndex: 'reviewOn' },
              ]}
            />
          )}
          <h3>{say('clauseUse')}</h3>
          <Table
            rowKey={row => `${row.document} ${row.clause}`}
            size="small"
            dataSource={clauses}
            pagination={{ pageSize: 15, hideOnSinglePage: true }}
            scroll={{ x: 'max-content' }}
            columns={[
              { title: say('documents'), render: (_value, row) => `《${row.document}》${row.clause}` },
              { title: say('asked'), dataIndex: 'asked' },
              { title: say('answered'), dataIndex: 'answered' },
              { title: say('disputed'), dataIndex: 'disputed' },
            ]}
          />
        </>
      )}
    </Load>
  )
}
