interface BarsProps {
  values: readonly number[]
  /** Shown in front of each bar in another colour, a part of it. */
  parts?: readonly number[]
  titles?: readonly string[]
  label: string
  height?: number
}

/** A row of bars, drawn without a library. */
export function Bars({ values, parts, titles, label, height = 36 }: BarsProps) {
  const most = Math.max(1, ...values)
  const width = 100 / Math.max(1, values.length)
  const draw = (value: number, index: number, fill: string) => (
    <rect
      x={index * width}
      width={Math.max(0.2, width * 0.8)}
      y={height - (value / most) * height}
      height={(value / most) * height}
      fill={fill}
    >
      <title>{titles?.[index] ?? String(value)}</title>
    </rect>
  )
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 100 ${height}`}
      preserveAspectRatio="none"
      style={{ width: '100%', height }}
    >
      {values.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
        <g key={index}>
          {draw(value, index, parts ? '#d0d7de' : '#e5534b')}
          {parts && draw(parts[index] ?? 0, index, '#e5534b')}
        </g>
      ))}
    </svg>
  )
}
