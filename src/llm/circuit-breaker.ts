import type { Clock } from '../shared/clock.ts'
import { ModelFailed } from '../shared/language-model.ts'

export interface BreakerOptions {
  clock: Clock
  /** Failures in a row that open the circuit. */
  failuresToOpen: number
  /** Real milliseconds until the first probe; doubles with each failed probe. */
  openMs: number
  maxOpenMs: number
}

/** How much an error says against the server: nothing, one failure, or enough to open at once. */
export type Weight = 'none' | 'one' | 'open'

export interface CircuitBreaker {
  /** Runs `work`, or rejects at once with `ModelFailed('open-circuit')` while the server is taken for dead. */
  run<T>(work: () => Promise<T>): Promise<T>
  state(): 'closed' | 'open' | 'half-open'
}

/**
 * Spares residents the wait for a server that has just failed: after `failuresToOpen` failures in a row calls
 * are refused, then a single probe decides whether the circuit closes or stays open twice as long.
 */
export function createCircuitBreaker(
  options: BreakerOptions,
  weigh: (error: unknown) => Weight,
): CircuitBreaker {
  const { clock } = options
  let failures = 0
  let openForMs = 0
  let openedAtMs = 0
  let probing = false

  const hasWaited = () => clock.toRealMs(clock.now().getTime() - openedAtMs) >= openForMs
  const open = () => {
    openForMs = openForMs === 0 ? options.openMs : Math.min(openForMs * 2, options.maxOpenMs)
    openedAtMs = clock.now().getTime()
  }
  const close = () => {
    failures = 0
    openForMs = 0
  }
  const note = (weight: Weight, isProbe: boolean) => {
    if (weight === 'none') return
    failures += 1
    const isOpen = openForMs > 0
    if (isProbe || (!isOpen && (weight === 'open' || failures >= options.failuresToOpen))) open()
  }

  return {
    state: () => (openForMs === 0 ? 'closed' : hasWaited() ? 'half-open' : 'open'),
    async run(work) {
      const isProbe = openForMs > 0
      if (isProbe && (probing || !hasWaited())) {
        throw new ModelFailed('open-circuit', 'the model has just failed several times and is being spared')
      }
      probing = isProbe
      try {
        const result = await work()
        close()
        return result
      } catch (error) {
        note(weigh(error), isProbe)
        throw error
      } finally {
        if (isProbe) probing = false
      }
    },
  }
}
