import { Tag } from 'antd'
import { say } from '../texts/say.ts'
import { describeSpan, useNow } from './time.ts'

const soonMs = 2 * 3_600_000

/** A running clock: green, amber in the last two hours, red once late. */
export function DueTag({ dueAt }: { dueAt: string }) {
  const leftMs = Date.parse(dueAt) - useNow()
  const text = say(leftMs < 0 ? 'overdue' : 'dueIn', { time: describeSpan(leftMs) })
  const color = leftMs < 0 ? 'red' : leftMs < soonMs ? 'orange' : 'green'
  return (
    <Tag color={color} className={leftMs < 0 ? 'late' : 'in-time'}>
      {text}
    </Tag>
  )
}
