import { useEffect, useState } from 'react'
import { serviceNowMs } from '../api/call.ts'
import { currentLanguage, say } from '../texts/say.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** 2 天 3 小时, at most two units. */
export function describeSpan(ms: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(ms) / minuteMs))
  const days = Math.floor((minutes * minuteMs) / dayMs)
  const hours = Math.floor((minutes * minuteMs - days * dayMs) / hourMs)
  const rest = minutes % 60
  const gap = currentLanguage() === 'en' ? '' : ' '
  const write = (count: number, unit: 'day' | 'hour' | 'minute') =>
    count > 0 ? [`${count}${gap}${say(unit)}`] : []
  const all = [...write(days, 'day'), ...write(hours, 'hour'), ...(days > 0 ? [] : write(rest, 'minute'))]
  return all.slice(0, 2).join(' ') || `1${gap}${say('minute')}`
}

/** Today by the clock, else with the date. */
export function describeInstant(iso: string | null | undefined): string {
  if (!iso) return ''
  const at = new Date(iso)
  const isToday = new Date(serviceNowMs()).toDateString() === at.toDateString()
  const clock = { hour: '2-digit', minute: '2-digit', hour12: false } as const
  const date = { month: 'numeric', day: 'numeric' } as const
  return at.toLocaleString(currentLanguage(), isToday ? clock : { ...date, ...clock })
}

export function describeAgo(iso: string): string {
  const ms = serviceNowMs() - Date.parse(iso)
  return ms < minuteMs ? say('justNow') : say('ago', { time: describeSpan(ms) })
}

/** The service's time, redrawn every so often. */
export function useNow(everyMs = 15_000): number {
  const [now, setNow] = useState(serviceNowMs)
  useEffect(() => {
    const timer = setInterval(() => setNow(serviceNowMs()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
