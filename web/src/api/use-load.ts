import { useCallback, useEffect, useRef, useState } from 'react'
import { followLive, type LiveEvent } from './live.ts'

export interface Loaded<T> {
  data: T | undefined
  error: unknown
  isLoading: boolean
  /** Reads again; what is shown stays until the answer is here. */
  reload(): void
  /** Changes what is shown without asking. */
  set(change: (data: T | undefined) => T | undefined): void
}

const soonMs = 150

/**
 * Reads what a page shows, anew when `key` changes and when `concerns` says that a live change does. `key` null reads nothing.
 * Of answers that overtake each other the last asked counts.
 */
export function useLoad<T>(
  key: string | null,
  load: () => Promise<T>,
  concerns?: (event: LiveEvent) => boolean,
): Loaded<T> {
  const [state, setState] = useState<{ key: string | null; data?: T; error?: unknown; isLoading: boolean }>({
    key,
    isLoading: key !== null,
  })
  const asked = useRef(0)
  const latest = useRef({ load, concerns })
  latest.current = { load, concerns }
  const reload = useCallback(() => {
    if (key === null) return
    asked.current += 1
    const mine = asked.current
    setState(before => ({ ...(before.key === key ? before : { key }), key, isLoading: true }))
    latest.current.load().then(
      data => mine === asked.current && setState({ key, data, isLoading: false }),
      (error: unknown) =>
        mine === asked.current && setState(before => ({ ...before, key, error, isLoading: false })),
    )
  }, [key])
  useEffect(reload, [reload])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = followLive(event => {
      const isWanted = event.kind === 'reconnected' || latest.current.concerns?.(event)
      if (!isWanted) return
      clearTimeout(timer)
      timer = setTimeout(reload, soonMs)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [reload])
  const set = useCallback(
    (change: (data: T | undefined) => T | undefined) =>
      setState(before => {
        const data = change(before.data)
        return data === undefined ? before : { ...before, data }
      }),
    [],
  )
  const isCurrent = state.key === key
  return {
    data: isCurrent ? state.data : undefined,
    error: isCurrent ? state.error : undefined,
    isLoading: key !== null && (!isCurrent || state.isLoading),
    reload,
    set,
  }
}
