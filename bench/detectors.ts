import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRandom } from '../training/random.ts'
import {
  createCountChart,
  createCusum,
  createEwma,
  createPoisson,
  createZScore,
  type Detector,
} from './change-detectors.ts'

/**
 * `npx tsx bench/detectors.ts NAB_FOLDER`: change detectors on the labelled series of the Numenta Anomaly Benchmark and on counts of
 * discontent people as a group makes them (quiet, with spikes of four people or more). A window counts as found when an alarm falls
 * into it; alarms outside of windows, after an hour of silence each, are false. Delay: from the window's or spike's beginning.
 */
interface Series {
  name: string
  values: number[]
  windows: [number, number][]
  /** Steps that make one alarm of several. */
  quiet: number
}

const folder = process.argv[2] ?? process.env['NAB_DIR'] ?? ''

function readNab(): Series[] {
  if (!existsSync(join(folder, 'labels/combined_windows.json'))) return []
  const labels = JSON.parse(readFileSync(join(folder, 'labels/combined_windows.json'), 'utf8')) as Record<
    string,
    [string, string][]
  >
  return readdirSync(join(folder, 'data')).flatMap(part =>
    readdirSync(join(folder, 'data', part)).map(file => {
      const rows = readFileSync(join(folder, 'data', part, file), 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map(line => line.split(','))
      const at = rows.map(([time]) => Date.parse(`${time?.replace(' ', 'T')}Z`))
      const place = (time: string) =>
        at.findIndex(ms => ms >= Date.parse(`${time.slice(0, 19).replace(' ', 'T')}Z`))
      const windows = (labels[`${part}/${file}`] ?? []).map(([from, to]): [number, number] => [
        place(from),
        place(to) < 0 ? rows.length - 1 : place(to),
      ])
      return { name: `${part}/${file}`, values: rows.map(row => Number(row[1])), windows, quiet: 144 }
    }),
  )
}

/** Discontent people in steps of ten minutes over four weeks: mornings and evenings are livelier, ten spikes a series. */
function makeGroups(): Series[] {
  return Array.from({ length: 40 }, (_, seed) => {
    const random = createRandom(900 + seed)
    const busy = 0.02 + random() * 0.25
    const draw = (mean: number) => {
      let count = 0
      for (let product = random(); product > Math.exp(-mean); product *= random()) count++
      return count
    }
    const values = Array.from({ length: 28 * 144 }, (_value, step) => {
      const hour = Math.floor((step % 144) / 6)
      return draw(busy * (hour < 7 ? 0.1 : hour > 18 ? 2 : 1))
    })
    const windows = Array.from({ length: 10 }, (_value, index): [number, number] => {
      const from = 300 + index * 360 + Math.floor(random() * 200)
      const length = 3 + Math.floor(random() * 4)
      for (let step = from; step < from + length; step++) values[step] = (values[step] ?? 0) + 3 + draw(2)
      return [from, from + length]
    })
    return { name: `group ${seed}`, values, windows, quiet: 6 }
  })
}

interface Outcome {
  found: number
  windows: number
  alarms: number
  right: number
  delays: number[]
}

function play<State>(detector: Detector<State>, { values, windows, quiet }: Series): Outcome {
  let state = detector.start()
  let last = -quiet
  const found = new Map<number, number>()
  const outcome: Outcome = { found: 0, windows: windows.length, alarms: 0, right: 0, delays: [] }
  for (const [step, value] of values.entries()) {
    const next = detector.step(state, value)
    state = next.state
    if (next.score <= 1) continue
    const window = windows.findIndex(([from, to]) => step >= from && step <= to)
    if (window >= 0 && !found.has(window)) found.set(window, step - (windows[window]?.[0] ?? 0))
    if (step - last >= quiet) {
      outcome.alarms++
      outcome.right += window >= 0 ? 1 : 0
    }
    last = step
  }
  return { ...outcome, found: found.size, delays: [...found.values()] }
}

// biome-ignore lint/suspicious/noExplicitAny: the states of the detectors are their own business
type Any = Detector<any>
const forSeries: [string, Any][] = [
  ['CUSUM', createCusum({ slack: 0.5, limit: 40, memory: 2_000, warmup: 300 })],
  ['EWMA chart (textbook)', createEwma({ weight: 0.1, limit: 12, memory: 2_000, warmup: 300 })],
  ['standard deviations (textbook)', createZScore({ limit: 4, memory: 2_000, warmup: 300 })],
  ['gamma–Poisson', createPoisson({ prior: { shape: 1, steps: 0.01 }, chance: 1e-6, memory: 2_000 })],
]
const forGroups: [string, Any][] = [
  ['CUSUM', createCusum({ slack: 1, limit: 8, memory: 1_000, warmup: 144 })],
  ['EWMA chart (textbook)', createEwma({ weight: 0.3, limit: 6, memory: 1_000, warmup: 144 })],
  ['standard deviations (textbook)', createZScore({ limit: 4, memory: 1_000, warmup: 144 })],
  ['gamma–Poisson', createPoisson({ prior: { shape: 1, steps: 12 }, chance: 1e-3, memory: 1_000 })],
  [
    'ours: EWMA chart over counts, no warming up',
    createCountChart({ prior: { shape: 1, steps: 12 }, limit: 6, least: 0.9, memory: 1_000 }),
  ],
]

function compare(title: string, series: readonly Series[], detectors: [string, Any][]): void {
  if (series.length === 0) console.log(`${title}: not found`)
  if (series.length === 0) return
  console.log(
    `\n${title} (${series.length} series)\n\n| detector | windows found | precision of alarms | recall | F1 | median delay in steps |\n|---|---|---|---|---|---|`,
  )
  for (const [name, detector] of detectors) {
    const all = series.map(one => play(detector, one))
    const sum = (key: 'found' | 'windows' | 'alarms' | 'right') =>
      all.reduce((total, one) => total + one[key], 0)
    const precision = sum('right') / Math.max(1, sum('alarms'))
    const recall = sum('found') / Math.max(1, sum('windows'))
    const delays = all.flatMap(one => one.delays).toSorted((a, b) => a - b)
    const f1 = (2 * precision * recall) / Math.max(1e-9, precision + recall)
    console.log(
      `| ${name} | ${sum('found')} of ${sum('windows')} | ${precision.toFixed(2)} | ${recall.toFixed(2)} | ${f1.toFixed(2)} | ${delays[Math.floor(delays.length / 2)] ?? '–'} |`,
    )
  }
}

compare('NAB: artificial and AWS', readNab(), forSeries)
compare('Groups: discontent people in steps of ten minutes', makeGroups(), forGroups)
