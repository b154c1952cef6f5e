import { say } from '../../texts/say.ts'
import { Drawing, narrow } from './drawing.tsx'

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
      draw={width => (kind === 'weeks' ? weeks(props) : bars(props, width))}
    />
  )
}

const write = (part: number | null) => (part === null ? '–' : `${percent(part)} %`)

const describe = (rows: ChartRow[]) =>
  rows.map(({ name, n, satisfied }) => `${name}: ${write(satisfied)}, n = ${n}`).join('; ')

const share = {
  type: 'value' as const,
  min: 0,
  max: 100,
  interval: 20,
  axisLabel: { formatter: '{value} %' },
}

/** The page says beside the chart whose figure it is: on a line there is no room for it. */
function markLine(benchmark: ChartProps['benchmark'], axis: 'xAxis' | 'yAxis') {
  if (!benchmark) return undefined
  return {
    silent: true,
    // Behind bars and what is written beside them.
    z: 1,
    symbol: 'none',
    lineStyle: { type: 'dashed' as const, color: '#999' },
    label: { show: false },
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

/** `--ground` of the page: a line does not run through what is written. */
const pageGround = '#f4f6f6'

/** Right of the longest bar there is room for `100 %  n = 1000`; a phone has less of it for names. */
function bars({ rows, benchmark }: ChartProps, width: number) {
  const upward = rows.toReversed()
  const left = width < narrow ? 96 : 150
  return {
    animation: false,
    color: ['#2a7d5f'],
    grid: { left, right: 112, top: 16, bottom: 30 },
    xAxis: width < narrow ? { ...share, interval: 50 } : share,
    yAxis: {
      type: 'category' as const,
      data: upward.map(({ name }) => name),
      axisLabel: { width: left - 16, overflow: 'truncate' as const },
    },
    series: [
      {
        type: 'bar' as const,
        barMaxWidth: 18,
        data: upward.map(row => ({
          // Without a bar there would be no label either, and n = 0 is to be seen.
          value: percent(row.satisfied) ?? 0,
          label: {
            show: true,
            position: 'right' as const,
            ...(benchmark ? { backgroundColor: pageGround, padding: [2, 3] } : {}),
            formatter: `${write(row.satisfied)}  n = ${row.n}`,
          },
        })),
        markLine: markLine(benchmark, 'xAxis') as never,
      },
    ],
  }
}
