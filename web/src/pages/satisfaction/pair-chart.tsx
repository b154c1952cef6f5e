import { say } from '../../texts/say.ts'
import { Drawing, narrow } from './drawing.tsx'

interface PairRow {
  name: string
  n: number | null
  /** On a scale of five. */
  expected: number | null
  perceived: number | null
}

/** What was expected beside what was got, one pair a row, with its n and the gap. */
export function PairChart({ rows }: { rows: PairRow[] }) {
  const label = rows.map(row => `${row.name}: ${describe(row)}`).join('; ')
  return <Drawing label={label} height={rows.length * 52 + 70} draw={width => pairs(rows, width < narrow)} />
}

const gapOf = ({ expected, perceived }: PairRow) =>
  expected === null || perceived === null ? null : Math.round((perceived - expected) * 100) / 100

const describe = (row: PairRow) =>
  `${say('expected')} ${row.expected ?? '–'}, ${say('perceived')} ${row.perceived ?? '–'}, ${say('gap')} ${gapOf(row) ?? '–'}, n = ${row.n ?? '–'}`

function pairs(rows: PairRow[], isNarrow: boolean) {
  const upward = rows.toReversed()
  const left = isNarrow ? 92 : 170
  const gap = isNarrow ? '' : `${say('gap')} `
  const label = { show: true, position: 'right' as const, fontSize: isNarrow ? 11 : 12 }
  return {
    animation: false,
    color: ['#2a7d5f', '#c9d3cf'],
    grid: { left, right: isNarrow ? 104 : 140, top: 30, bottom: 30 },
    legend: { top: 0 },
    xAxis: { type: 'value' as const, min: 0, max: 5 },
    yAxis: {
      type: 'category' as const,
      data: upward.map(({ name }) => name),
      axisLabel: { width: left - 16, overflow: 'break' as const },
    },
    series: [
      {
        type: 'bar' as const,
        name: say('perceived'),
        barMaxWidth: 14,
        data: upward.map(row => ({
          value: row.perceived ?? 0,
          label: {
            ...label,
            formatter: `${row.perceived ?? '–'}  ${gap}${gapOf(row) ?? '–'}  n = ${row.n ?? '–'}`,
          },
        })),
      },
      {
        type: 'bar' as const,
        name: say('expected'),
        barMaxWidth: 14,
        data: upward.map(row => ({
          value: row.expected ?? 0,
          label: { ...label, formatter: `${row.expected ?? '–'}` },
        })),
      },
    ],
  }
}
