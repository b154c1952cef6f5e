import { cpus, loadavg, totalmem } from 'node:os'

export interface Row {
  what: string
  value: string
  /** What DESIGN's budget allows; absent for what is only told. */
  budget?: string
  holds?: boolean
}

/** One line that names the machine, and how busy it is with other things. */
export function nameMachine(): string {
  const [processor] = cpus()
  const load = loadavg().map(value => value.toFixed(1))
  return [
    `${processor?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores`,
    `${(totalmem() / 1e9).toFixed(0)} GB`,
    `Node ${process.version}`,
    `load ${load.join(' ')}`,
  ].join(' · ')
}

/** A Markdown table. */
export function writeTable(rows: Row[]): string {
  const lines = rows.map(({ what, value, budget, holds }) => {
    const verdict = holds === undefined ? '' : holds ? 'holds' : 'does not hold'
    return `| ${what} | ${value} | ${budget ?? ''} | ${verdict} |`
  })
  return ['| what | figure | budget | |', '| --- | --- | --- | --- |', ...lines].join('\n')
}
