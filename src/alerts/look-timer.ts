export interface LookTimer {
  /** Has the look happen within so many real milliseconds; an earlier one that is set already stands. */
  within(afterMs: number): void
  clear(): void
}

/** Gives a timer of the process that keeps the earliest of the times it was asked for, and keeps no process alive. */
export function createLookTimer(run: () => void): LookTimer {
  let timer: NodeJS.Timeout | undefined
  let dueMs = 0
  const clear = () => {
    clearTimeout(timer)
    timer = undefined
  }
  return {
    within: afterMs => {
      const atMs = performance.now() + afterMs
      if (timer && dueMs <= atMs) return
      clear()
      dueMs = atMs
      timer = setTimeout(() => {
        timer = undefined
        run()
      }, afterMs)
      timer.unref()
    },
    clear,
  }
}
