import { Tag } from 'antd'
import type { BroadcastView } from '../../../../src/desk/contract.ts'
import { say, type TextKey } from '../../texts/say.ts'

const colours: Record<string, string> = {
  draft: 'default',
  'awaiting-approval': 'gold',
  approved: 'cyan',
  scheduled: 'blue',
  sending: 'processing',
  paused: 'orange',
  done: 'green',
}

export function StateTag({ state }: { state: string }) {
  return <Tag color={colours[state] ?? 'red'}>{say(`state_${state}` as TextKey)}</Tag>
}

/** Share of those that can be reached whose message has gone, in whole percent. */
export function percentOf({ progress }: BroadcastView): number {
  const all = progress.total - progress.unreachable
  return all === 0 ? 0 : Math.floor((100 * (all - progress.waiting - progress.sending)) / all)
}
