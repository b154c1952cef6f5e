import type { ChannelInbox, ChannelReport } from './adapters/channel.ts'
import { followServing } from './handover/serve-elsewhere.ts'
import { zhCn } from './i18n/zh-cn.ts'
import type { UndeliveredMessage } from './messaging/delivery.ts'
import { keepUndelivered } from './messaging/keep-undelivered.ts'
import { keepConfirmed } from './messaging/prepared-messages.ts'
import { writeUndelivered } from './messaging/write-undelivered.ts'
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
async function postChannelReport(work: Work, report: ChannelReport): Promise<void> {
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

/** A message that will not arrive comes before staff. */
export async function reportUndelivered(work: Work, message: UndeliveredMessage): Promise<void> {
  await postStaffNotice(work, writeUndelivered(message))
}

/** What a channel tells beside messages: of itself, of who serves a talk there, of what did not arrive after all. */
export function hearChannels(
  runWork: <T>(run: (work: Work) => Promise<T>) => Promise<T>,
): Pick<ChannelInbox, 'report' | 'setServing' | 'setUndelivered' | 'setConfirmed'> {
  return {
    report: report => runWork(work => postChannelReport(work, report)),
    setConfirmed: confirmed => runWork(work => keepConfirmed(work, confirmed)),
    setServing: change => runWork(work => followServing(work, change)),
    setUndelivered: failed => runWork(work => keepUndelivered(work, failed, reportUndelivered)),
  }
}
