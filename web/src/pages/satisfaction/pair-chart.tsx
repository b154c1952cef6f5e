import { say } from '../../texts/say.ts'
import { Drawing } from './drawing.tsx'

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
  return <Drawing label={label} height={rows.length * 52 + 70} draw={() => pairs(rows)} />
}

const gapOf = ({ expected, perceived }: PairRow) =>
  expected === null || perceived === null ? null : Math.round((perceived - expected) * 100) / 100

const describe = (row: PairRow) =>
  `${say('expected')} ${row.expected ?? '–'}, ${say('perceived')} ${row.perceived ?? '–'}, ${say('gap')} ${gapOf(row) ?? '–'}, n = ${row.n ?? '–'}`

function pairs(rows: PairRow[]) {
  const upward = rows.toReversed()
  return {
    animation: false,
    color: ['#2a7d5f', '#c9d3cf'],
    grid: { left: 170, right: 130, top: 30, bottom: 30 },
    legend: { top: 0 },
    xAxis: { type: 'value' as const, min: 0, max: 5 },
    yAxis: {
      type: 'category' as const,
      data: upward.map(({ name }) => name),
      axisLabel: { width: 150, overflow: 'break' as const },
    },
    series: [
      {
        type: 'bar' as const,
        name: say('perceived'),
        barMaxWidth: 14,
        data: upward.map(row => ({
          value: row.perceived,
          label: {
            show: true,
            position: 'right' as const,
            formatter: `${row.perceived ?? '–'}  ${say('gap')} ${gapOf(row) ?? '–'}  n = ${row.n ?? '–'}`,
          },
        })),
      },
      {
        type: 'bar' as const,
        name: say('expected'),
        barMaxWidth: 14,
        data: upward.map(row => ({
          value: row.expected,
          label: { show: true, position: 'right' as const, formatter: `${row.expected ?? '–'}` },
        })),
      },
    ],
  }
}
