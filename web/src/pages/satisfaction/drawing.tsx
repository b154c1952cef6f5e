import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent } from 'echarts/components'
import { type EChartsType, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'

use([BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, SVGRenderer])

/** Below so many pixels a chart is on a phone. */
export const narrow = 480

interface DrawingProps {
  /** What the chart says, for those who do not see it. */
  label: string
  height: number
  /** Gives the chart's option for a width in pixels. */
  draw: (width: number) => Parameters<EChartsType['setOption']>[0]
}

/** A chart; it is drawn anew in its place when what it shows or its width changes. */
export function Drawing({ label, height, draw }: DrawingProps) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(null)
  useEffect(() => {
    if (!box.current) return undefined
    const drawn = init(box.current, undefined, { renderer: 'svg' })
    emptyWithoutHtml(box.current)
    for (const svg of box.current.querySelectorAll('svg')) emptyWithoutHtml(svg)
    chart.current = drawn
    return () => {
      chart.current = null
      drawn.dispose()
    }
  }, [])
  useEffect(() => {
    const drawAgain = () => {
      chart.current?.resize()
      if (box.current) chart.current?.setOption(draw(box.current.clientWidth), true)
    }
    drawAgain()
    addEventListener('resize', drawAgain)
    return () => removeEventListener('resize', drawAgain)
  })
  return <div ref={box} role="img" aria-label={label} style={{ height, marginBlock: 12 }} />
}

/**
 * The library takes a chart away by emptying its elements through `innerHTML`, which the desk's trusted types forbid as they
 * forbid all HTML from strings. On such an element it empties it and can do nothing else.
 */
function emptyWithoutHtml(element: Element): void {
  Object.defineProperty(element, 'innerHTML', {
    configurable: true,
    set: () => element.replaceChildren(),
  })
}
