import { say } from '../../texts/say.ts'
import { Drawing } from './drawing.tsx'

export interface ChartRow {
  key: string
  name: string
  n: number
  satisfied: number | null
  responseRate: number | null
}

interface ChartProps {
  kind: 'weeks' | 'bars'
  rows: ChartRow[]
  benchmark?: { satisfied: number; source: string }
}

const percent = (share: number | null) => (share === null ? null : Math.round(share * 1000) / 10)

/** Satisfaction in per cent; each mark carries its n. */
export function Chart(props: ChartProps) {
  const { kind, rows } = props
  const height = kind === 'weeks' ? 240 : Math.max(120, rows.length * 34 + 60)
  return (
    <Drawing
      label={describe(rows)}
      height={height}
      draw={() => (kind === 'weeks' ? weeks(props) : bars(props))}
    />
  )
}

const describe = (rows: ChartRow[]) =>
  rows.map(({ name, n, satisfied }) => `${name}: ${percent(satisfied) ?? '–'} %, n = ${n}`).join('; ')

const share = { type: 'value' as const, min: 0, max: 100, axisLabel: { formatter: '{value} %' } }

function markLine(benchmark: ChartProps['benchmark'], axis: 'xAxis' | 'yAxis') {
  if (!benchmark) return undefined
  const label = {
    // Beside bars it would stand upright across them; the chart above names it.
    show: axis === 'yAxis',
    formatter: `${percent(benchmark.satisfied)} % ${benchmark.source}`,
    position: 'insideEndTop' as const,
  }
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { type: 'dashed' as const, color: '#999' },
    label,
    data: [{ [axis]: percent(benchmark.satisfied) ?? 0 }],
  }
}

function weeks({ rows, benchmark }: ChartProps) {
  return {
    animation: false,
    color: ['#2a7d5f', '#b8862e'],
    grid: { left: 50, right: 24, top: 36, bottom: 44 },
    legend: { top: 0 },
    xAxis: { type: 'category' as const, data: rows.map(({ key, n }) => `${key.slice(5)}\nn = ${n}`) },
    yAxis: share,
    series: [
      {
        type: 'line' as const,
        name: say('satisfiedShare'),
        data: rows.map(row => percent(row.satisfied)),
        markLine: markLine(benchmark, 'yAxis') as never,
      },
      { type: 'line' as const, name: say('responseRate'), data: rows.map(row => percent(row.responseRate)) },
    ],
  }
}

function bars({ rows, benchmark }: ChartProps) {
  const upward = rows.toReversed()
  return {
    animation: false,
    color: ['#2a7d5f'],
    grid: { left: 130, right: 70, top: 16, bottom: 30 },
    xAxis: share,
    yAxis: {
      type: 'category' as const,
      data: upward.map(({ name }) => name),
      axisLabel: { width: 110, overflow: 'truncate' as const },
    },
    series: [
      {
        type: 'bar' as const,
        barMaxWidth: 18,
        data: upward.map(row => ({
          value: percent(row.satisfied),
          label: {
            show: true,
            position: 'right' as const,
            formatter: `${percent(row.satisfied) ?? '–'} %  n = ${row.n}`,
          },
        })),
        markLine: markLine(benchmark, 'xAxis') as never,
      },
    ],
  }
}
