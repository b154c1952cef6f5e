import { App, Button, Input, Popconfirm, Space } from 'antd'
import { useState } from 'react'
import type { BroadcastView } from '../../../../src/desk/contract.ts'
import { part, post, Refused } from '../../api/call.ts'
import { describeError } from '../../parts/load-state.tsx'
import { toInstant } from '../../parts/local-time.ts'
import { goTo } from '../../route.ts'
import { may, useSession } from '../../session.ts'
import { say } from '../../texts/say.ts'
import { CorrectionBox } from './correction-box.tsx'

/** The assistant cannot write to who tests: the preview on this page has to do. */
const hasNoTalk = (error: unknown) =>
  error instanceof Refused && error.status === 409 && /private talk/.test(error.message)

/** The steps that may be taken now, by whom they may be taken. */
export function NoticeSteps({ notice, reload }: { notice: BroadcastView; reload: () => void }) {
  const { me } = useSession()
  const { message } = App.useApp()
  const [isCorrecting, setCorrecting] = useState(false)
  const can = (action: string) => notice.actions.includes(action)
  const leads = may.lead(me)
  const take = async (step: string, body: object = {}) => {
    try {
      await post(`broadcasts/${part(notice.id)}/${step}`, body)
      if (step === 'test') void message.success(say('testedNotice'))
      setCorrecting(false)
    } catch (error) {
      if (step === 'test' && hasNoTalk(error)) void message.warning(say('noTestTalk'), 10)
      else void message.error(describeError(error))
    }
    reload()
  }
  const { version } = notice
  const correct = (wording: BroadcastView['draft']['wording']) => take('correct', { version, wording })
  const mayApprove = leads && me.id !== notice.updatedBy
  return (
    <>
      <Space wrap className="notice-steps">
        {can('edit') && <Button onClick={() => goTo('notices', notice.id, 'edit')}>{say('did_edit')}</Button>}
        {can('test') && <Button onClick={() => take('test')}>{say('testNotice')}</Button>}
        {can('submit') && (
          <Button type="primary" onClick={() => take('submit', { version })}>
            {say('submitNotice')}
          </Button>
        )}
        {can('approve') && mayApprove && (
          <Button type="primary" onClick={() => take('approve', { version })}>
            {say('approveNotice')}
          </Button>
        )}
        {leads && <LeadSteps notice={notice} take={take} correct={() => setCorrecting(!isCorrecting)} />}
      </Space>
      {isCorrecting && <CorrectionBox notice={notice} save={correct} />}
    </>
  )
}

interface LeadProps {
  notice: BroadcastView
  take: (step: string, body?: object) => Promise<void>
  correct: () => void
}

/** What only those who lead may do. */
function LeadSteps({ notice, take, correct }: LeadProps) {
  const can = (action: string) => notice.actions.includes(action)
  const { version } = notice
  return (
    <Space wrap>
      {can('reject') && <Button onClick={() => take('reject')}>{say('rejectNotice')}</Button>}
      {can('schedule') && <ScheduleBox schedule={startAt => take('schedule', { version, startAt })} />}
      {can('start') && (
        <Button type="primary" onClick={() => take('start', { version })}>
          {say('startNow')}
        </Button>
      )}
      {can('pause') && notice.state === 'sending' && (
        <Button onClick={() => take('pause')}>{say('pause')}</Button>
      )}
      {can('resume') && <Button onClick={() => take('resume')}>{say('resume')}</Button>}
      {can('stop') && (
        <Button danger onClick={() => take('stop')}>
          {say('stop')}
        </Button>
      )}
      {can('reopen') && notice.progress.failed > 0 && (
        <Button onClick={() => take('retry')}>{say('retryFailed')}</Button>
      )}
      {can('correct') && <Button onClick={correct}>{say('correct')}</Button>}
      {can('recall') && (
        <Popconfirm title={say('recallSure')} okText={say('recall')} onConfirm={() => take('recall')}>
          <Button danger>{say('recall')}</Button>
        </Popconfirm>
      )}
    </Space>
  )
}

function ScheduleBox({ schedule }: { schedule: (startAt: string) => void }) {
  const [at, setAt] = useState('')
  const startAt = toInstant(at)
  return (
    <Space.Compact>
      <Input
        type="datetime-local"
        aria-label={say('schedule')}
        value={at}
        onChange={event => setAt(event.target.value)}
      />
      <Button disabled={!startAt} onClick={() => startAt && schedule(startAt)}>
        {say('schedule')}
      </Button>
    </Space.Compact>
  )
}
