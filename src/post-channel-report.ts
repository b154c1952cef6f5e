import type { ChannelReport } from './adapters/channel.ts'
import { zhCn } from './i18n/zh-cn.ts'
import { postStaffNotice } from './notices/staff-notice.ts'
import type { Work } from './storage/work.ts'

const levels: Record<ChannelReport['state'], 'info' | 'warning' | 'urgent'> = {
  online: 'info',
  invited: 'info',
  silent: 'warning',
  'waiting-for-scan': 'urgent',
  'logged-out': 'urgent',
  disconnected: 'urgent',
}

/** Tells staff what a channel says of itself: on the desk and in their room, whichever channel that stands on. */
export async function postChannelReport(work: Work, report: ChannelReport): Promise<void> {
  const { channel, state, detail } = report
  const level = levels[state]
  await postStaffNotice(work, {
    kind: `channel-${state}`,
    level,
    text: zhCn.channelReport[state]({ channel, detail }).trim(),
    needsAck: level === 'urgent',
    data: { channel, state, detail: detail.slice(0, 500) },
  })
}
