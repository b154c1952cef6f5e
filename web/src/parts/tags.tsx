import { Tag } from 'antd'
import { nameOf } from '../texts/words.ts'

const moodColors: Record<string, string> = {
  angry: '#cf1322',
  anxious: '#d46b08',
  sad: '#5b6ab0',
  pleased: '#389e0d',
}

/** The mood as a dot; calm ones need none. */
export function MoodDot({ emotion }: { emotion: string | null }) {
  const color = emotion ? moodColors[emotion] : undefined
  if (!color) return null
  const name = nameOf(emotion)
  return <span className="mood-dot" style={{ background: color }} role="img" aria-label={name} title={name} />
}

const priorityColors: Record<string, string> = { emergency: 'red', high: 'volcano', low: 'default' }

export function PriorityTag({ priority }: { priority: string }) {
  if (priority === 'normal') return null
  return <Tag color={priorityColors[priority] ?? 'default'}>{nameOf(priority)}</Tag>
}

const statusColors: Record<string, string> = {
  received: 'gold',
  classified: 'gold',
  dispatched: 'blue',
  in_progress: 'geekblue',
  waiting: 'purple',
  resolved: 'green',
  followed_up: 'green',
  reopened: 'volcano',
}

export function StatusTag({ status }: { status: string }) {
  return <Tag color={statusColors[status] ?? 'default'}>{nameOf(status)}</Tag>
}
