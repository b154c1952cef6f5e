import { Button, Radio, Segmented, Space, Table, Tabs } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { SatisfactionView } from '../../../../src/desk/contract.ts'
import { get, query, serviceNowMs } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { Load } from '../../parts/load-state.tsx'
import { may, useSession } from '../../session.ts'
import { currentLanguage, say, type TextKey } from '../../texts/say.ts'
import { CallbackPolicy } from './callback-policy.tsx'
import { Callbacks } from './callbacks.tsx'
import { PhoneList } from './phone-list.tsx'
import { Surveys } from './surveys.tsx'

const Chart = lazy(async () => ({ default: (await import('./chart.tsx')).Chart }))

export type Row = SatisfactionView['rows'][number]

const shown = ['category', 'community', 'team', 'staff', 'aspect'] as const
const dayMs = 86_400_000

/** What residents think of the service: figures with their counts, who is to be telephoned, and surveys. */
export function Satisfaction() {
  const { me } = useSession()
  const items = [
    { key: 'figures', label: say('satisfaction'), children: <Figures /> },
    ...(may.dispatch(me) ? [{ key: 'phone', label: say('phoneList'), children: <PhoneList /> }] : []),
    ...(may.dispatch(me) ? [{ key: 'callbacks', label: say('callbacks'), children: <Callbacks /> }] : []),
    ...(may.lead(me) ? [{ key: 'surveys', label: say('surveys'), children: <Surveys /> }] : []),
    ...(may.lead(me) ? [{ key: 'policy', label: say('callbackPolicy'), children: <CallbackPolicy /> }] : []),
  ]
  return (
    <div className="page-body">
      <Tabs items={items} destroyOnHidden />
    </div>
  )
}

function Figures() {
  const { me } = useSession()
  const [days, setDays] = useState(90)
  const [by, setBy] = useState<(typeof shown)[number]>('category')
  const since = () => new Date(serviceNowMs() - days * dayMs).toISOString()
  const figures = useLoad<SatisfactionView>(`satisfaction ${days}`, () =>
    get(`reports/satisfaction${query({ since: since(), language: currentLanguage() })}`),
  )
  const download = (format: string) =>
    `/api/reports/satisfaction/export${query({ since: since(), format, language: currentLanguage() })}`
  return (
    <>
      <header className="page-head">
        <Radio.Group
          value={days}
          onChange={event => setDays(event.target.value as number)}
          options={[7, 30, 90].map(value => ({ value, label: say('lastDays', { days: value }) }))}
          optionType="button"
        />
        <span className="spread" />
        {may.lead(me) && (
          <Space>
            <Button href={download('xlsx')}>XLSX</Button>
            <Button href={download('csv')}>CSV</Button>
          </Space>
        )}
      </header>
      <Load from={figures} isEmpty={({ rows }) => rows.length === 0} empty={say('noVerdicts')}>
        {({ rows, benchmark }) => (
          <>
            <Total row={rows.find(({ dimension }) => dimension === 'total')} />
            <Suspense fallback={null}>
              <Chart kind="weeks" rows={of(rows, 'week')} benchmark={benchmark} />
            </Suspense>
            <p className="quiet gap-below">
              {say('benchmarkLine', { share: percent(benchmark.satisfied, 1), source: benchmark.source })}
            </p>
            <div className="choices">
              <Segmented
                value={by}
                onChange={setBy}
                options={shown.map(value => ({ value, label: say(`by_${value}` as TextKey) }))}
              />
            </div>
            <Suspense fallback={null}>
              <Chart kind="bars" rows={of(rows, by)} benchmark={benchmark} />
            </Suspense>
            <FigureTable rows={of(rows, by)} title={say(`by_${by}` as TextKey)} />
          </>
        )}
      </Load>
    </>
  )
}

const of = (rows: Row[], dimension: Row['dimension']) => rows.filter(row => row.dimension === dimension)
const percent = (share: number | null, places = 0) =>
  share === null ? '–' : `${Number((share * 100).toFixed(places))} %`

/** No figure without its n. */
function Total({ row }: { row: Row | undefined }) {
  if (!row) return null
  return (
    <p>
      <strong>{say('satisfiedShare')}</strong> {percent(row.satisfied)} · {say('meanScore')} {row.mean ?? '–'}{' '}
      (n = {row.n}) · {say('responseRate')} {percent(row.responseRate)} ({row.answered}/{row.asked})
    </p>
  )
}

function FigureTable({ rows, title }: { rows: Row[]; title: string }) {
  return (
    <Table
      rowKey="key"
      size="small"
      dataSource={rows}
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      columns={[
        { title, dataIndex: 'name' },
        { title: 'n', dataIndex: 'n' },
        { title: say('meanScore'), render: (_value, row) => row.mean ?? '–' },
        { title: say('satisfiedShare'), render: (_value, row) => percent(row.satisfied) },
        {
          title: say('responseRate'),
          render: (_value, row) => `${percent(row.responseRate)} (${row.answered}/${row.asked})`,
        },
        {
          title: say('inWords'),
          render: (_value, row) => (row.praised + row.blamed > 0 ? `+${row.praised} / −${row.blamed}` : ''),
        },
      ]}
    />
  )
}
